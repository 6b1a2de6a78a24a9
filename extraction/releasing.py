"""Which entries one's copy opens to the others, once two extractors have called theirs complete."""

from __future__ import annotations

from sqlalchemy import Connection, select

from extraction.opened import is_committed, is_open
from extraction.queries import Place, entries
from review.store import tables
from review.studies import current_ids


def released(connection: Connection, person: str) -> set[str]:
    """Return the acts of entries whose bodies may leave the copy of `person` unsealed.

    One's own of a place where two entries are complete, be the other's sealed still; everybody's
    of a place where both are open.
    """
    found = entries(connection)
    value = tables.entry_value
    rows = connection.execute(
        select(
            value.c.act_id,
            value.c.study_id,
            value.c.form,
            value.c.part,
            tables.act.c.by,
        )
        .join(tables.act, tables.act.c.id == value.c.act_id)
        .where(value.c.extractor != "", value.c.path != "")
        .distinct()
    ).all()
    now = current_ids(connection, {row.study_id for row in rows})
    may: set[str] = set()
    for row in rows:
        of_place = found.get(Place(now[row.study_id], row.form, row.part), {})
        if is_open(of_place) or (row.by == person and is_committed(of_place)):
            may.add(row.act_id)
    return may
