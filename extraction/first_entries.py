"""Two extractors' entries as they were when both were complete for the first time.

From then on each may see the other's and open their own again, so that what they say later is no
measure of how well two people agree who do not know of each other. Nor is what one person checked
that another had extracted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from extraction.entry import Entry
from extraction.opened import is_open
from extraction.queries import Place, entries
from extraction.value import from_data
from review.store import tables
from review.studies import current_ids

_TWO = 2


@dataclass(slots=True)
class _Own:
    values: dict[str, Any] = field(default_factory=dict)
    complete: bool = False


def first_pairs(connection: Connection, form: str = "") -> dict[Place, tuple[Entry, Entry]]:
    """Return the two first entries of each place that may be seen, in the order of their names."""
    value, state = tables.entry_value, tables.entry_state
    rows = [
        *connection.execute(select(value).where(value.c.extractor != "")).mappings(),
        *connection.execute(select(state).where(state.c.extractor != "")).mappings(),
    ]
    now = current_ids(connection, {row["study_id"] for row in rows})
    there = entries(connection)
    own: dict[Place, dict[str, _Own]] = {}
    found: dict[Place, tuple[Entry, Entry]] = {}
    not_blind: set[Place] = set()
    for row in sorted(rows, key=lambda one: str(one["order"])):
        place = Place(now[row["study_id"]], row["form"], row["part"])
        if (form and row["form"] != form) or place in found or not is_open(there.get(place, {})):
            continue
        if row.get("checked"):
            not_blind.add(place)
        by_person = own.setdefault(place, {})
        mine = by_person.setdefault(row["extractor"], _Own())
        _take(mine, row)
        done = sorted(name for name, one in by_person.items() if one.complete)
        if len(done) == _TWO and place not in not_blind:
            first, second = (_entry(place, name, by_person[name], there) for name in done)
            found[place] = (first, second)
    return found


def _take(own: _Own, row: RowMapping) -> None:
    if "complete" in row:
        own.complete = row["complete"]
        return
    value = json.loads(row["value"])
    if value is None:
        own.values.pop(row["path"], None)
    elif row["path"]:
        own.values[row["path"]] = value


def _entry(place: Place, name: str, own: _Own, there: Mapping[Place, Mapping[str, Entry]]) -> Entry:
    return Entry(
        study=place.study,
        form=place.form,
        version=there[place][name].version,
        extractor=name,
        part=place.part,
        values={path: from_data(value) for path, value in own.values.items()},
        complete=True,
    )
