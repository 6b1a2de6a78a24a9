"""How many entries each person has called complete, as the overview asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, select

from extraction.queries import Place
from review.store import tables
from review.studies import current_ids


def complete_entries(connection: Connection) -> Mapping[str, int]:
    """Return the number of complete entries by extractor: a bare number, nothing of which."""
    return Counter(name for _place, name in _complete(connection))


def completed_studies(connection: Connection) -> Mapping[str, set[str]]:
    """Return the ids of the studies of which each extractor has called an entry complete."""
    found: dict[str, set[str]] = {}
    for place, name in _complete(connection):
        found.setdefault(name, set()).add(place.study)
    return found


def _complete(connection: Connection) -> list[tuple[Place, str]]:
    state = tables.entry_state
    rows = connection.execute(
        select(state).where(state.c.extractor != "").order_by(state.c.order)
    ).all()
    now = current_ids(connection, {row.study_id for row in rows})
    latest = {
        (Place(now[row.study_id], row.form, row.part), row.extractor): row.complete for row in rows
    }
    return [key for key, complete in latest.items() if complete]
