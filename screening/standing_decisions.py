"""Which decisions count: those that were neither given up nor set aside to be made anew."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from review.store import tables
from screening.giving_up import is_given_up


def is_set_aside(act_id: ColumnElement[str] = tables.decision.c.act_id) -> ColumnElement[bool]:
    """Return the condition on a decision (or settlement) under which it is to be made anew."""
    gone = tables.set_aside
    aside = select(gone.c.act_id).where(gone.c.aside_id == act_id)
    return aside.where(gone.c.because != tables.STANDS).exists()


def stands() -> ColumnElement[bool]:
    """Return the condition on `decision` under which it counts."""
    return and_(~is_given_up(), ~is_set_aside())
