"""Which tags everyone may see, in the terms of the store."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from review.store import tables

LATER = "later"  # the tag that stays one's own


def tag_is_shown() -> ColumnElement[bool]:
    """Return the condition on `tag`: the decisions on its record are revealed at its stage."""
    tag, in_set, ballot = tables.tag, tables.record_set, tables.ballot
    shown = (
        select(ballot.c.set_id)
        .join(in_set, in_set.c.set_id == ballot.c.set_id)
        .where(in_set.c.record_id == tag.c.record_id)
        .where(ballot.c.stage == tag.c.stage, ballot.c.revealed)
    )
    return and_(tag.c.name.not_in(("", LATER)), shown.exists())
