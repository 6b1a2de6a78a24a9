"""How many entries each person has called complete, as the overview asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from review.store import tables

if TYPE_CHECKING:
    from extraction.queries import Place


def complete_entries(connection: Connection) -> Mapping[str, int]:
    """Return the number of complete entries by extractor: a bare number, nothing of which."""
    return Counter(name for _place, name in _complete(connection))


def completed_studies(connection: Connection) -> Mapping[str, set[str]]:
    """Return the ids of the studies of which each extractor has called an entry complete.

    Checking what another had extracted is not extracting.
    """
    by_checkers = checked_places(connection)
    found: dict[str, set[str]] = {}
    for place, name in _complete(connection):
        if by_checkers.get(place) != name:
            found.setdefault(name, set()).add(place.study)
    return found


def checked_places(connection: Connection) -> Mapping[Place, str]:
    """Return who checked every value of what another had extracted, by place."""
    from extraction.queries import agreed_at
    from review.acts import load

    places = agreed_at(connection)
    acts = {act.id: act for act in load(connection, [i for ids in places.values() for i in ids])}
    return {
        place: acts[ids[-1]].body["checked_by"]
        for place, ids in places.items()
        if "checked_by" in acts[ids[-1]].body
    }


def _complete(connection: Connection) -> list[tuple[Place, str]]:
    state = tables.entry_state
    rows = connection.execute(
        select(state).where(state.c.extractor != "").order_by(state.c.order)
    ).all()
    if not rows:
        return []
    from extraction.queries import Place
    from review.studies import current_ids

    now = current_ids(connection, {row.study_id for row in rows})
    latest = {
        (Place(now[row.study_id], row.form, row.part), row.extractor): row.complete for row in rows
    }
    return [key for key, complete in latest.items() if complete]
