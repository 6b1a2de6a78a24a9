"""Where each value of an entry comes from: who gave it and when; of an agreed one, from whom, why.

What a person may see of it is what they may see of the entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from extraction.entry import CONSENSUS
from extraction.opened import is_open
from extraction.part import part_of
from extraction.path import row_of_path
from extraction.projector import CONSENSUS_ACT
from extraction.queries import Place, entries, holding
from extraction.value import Value, from_data
from review.acts import Act, load
from review.store import tables
from review.studies import former_ids


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it was given; None where it was taken away.

    `by` is who kept it, where that is not the extractor. `of` names the extractors whose value was
    taken when two agreed, empty for another value; `why` is the reason that was given then. `code`
    is what a file that was taken in called the extractor.
    """

    path: str
    value: Value | None
    extractor: str
    at: str
    by: str = ""
    of: tuple[str, ...] = ()
    why: str = ""
    version: int = 0
    code: str = ""


Origins = Mapping[str, tuple[Given, ...]]  # path -> what was given there, the oldest first
Found = Mapping[Place, Mapping[str, Origins]]  # by place and extractor


def origins(connection: Connection, viewer: str, study: str) -> Found:
    """Return what was given in each entry of a study that `viewer` may see, by extractor.

    The last one of a path holds; those before it were changed. What was undone is not among them.
    """
    there = entries(connection, study)
    found: dict[Place, dict[str, dict[str, tuple[Given, ...]]]] = {}
    for act in _acts(connection, study):
        name = CONSENSUS if act.kind == CONSENSUS_ACT else act.reviewer
        place = Place(study, act.body["form"], part_of(act.body))
        of_place = there.get(place, {})
        if act.sealed or name not in of_place or not (is_open(of_place) or name == viewer):
            continue
        by_path = found.setdefault(place, {}).setdefault(name, {})
        for one in _given(act, name):
            by_path[one.path] = (*by_path.get(one.path, ()), one)
    return found


def _acts(connection: Connection, study: str) -> list[Act]:
    value = tables.entry_value
    ids = connection.scalars(
        select(value.c.act_id).where(value.c.study_id.in_(former_ids(connection, study))).distinct()
    ).all()
    acts = load(connection, holding(connection, study, ids))
    return sorted(acts, key=lambda act: act.order)


def _given(act: Act, name: str) -> Iterator[Given]:
    agreed = act.kind == CONSENSUS_ACT
    for path, data in act.body["values"].items():
        of, why = _taken(act.body, path) if agreed else ((), "")
        yield Given(
            path=path,
            value=None if data is None else from_data(data),
            extractor=name,
            at=act.when,
            by="" if act.by == name else act.by,
            of=of,
            why=why,
            version=int(act.body.get("version", 0)),
            code=str(act.body.get("code", "")),
        )


def _taken(body: Mapping[str, Any], path: str) -> tuple[tuple[str, ...], str]:
    """Return whose value the consensus took, and the reason."""
    of, choices = tuple(body.get("of", ())), body.get("choices", {})
    row, dot, child = path.rpartition(".") if row_of_path(path) else ("", "", path)
    row = body.get("rows", {}).get(row, row)  # choices are by the numbers that rows had then
    choice = choices.get(f"{row}{dot}{child}") or choices.get(row)
    general = str(body.get("why", ""))
    if choice is None:
        return of, general
    taken = {"first": of[:1], "second": of[1:]}.get(choice["taken"], ())
    return taken, choice.get("why", "") or general
