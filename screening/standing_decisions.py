"""Which decisions count: those that were neither given up nor set aside to be made anew."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from review.store import tables
from screening.giving_up import is_given_up


def is_set_aside() -> ColumnElement[bool]:
    """Return the condition on `decision` under which its record is screened again."""
    gone = tables.set_aside
    return select(gone.c.act_id).where(gone.c.decision_id == tables.decision.c.act_id).exists()


def stands() -> ColumnElement[bool]:
    """Return the condition on `decision` under which it counts."""
    return and_(~is_given_up(), ~is_set_aside())
