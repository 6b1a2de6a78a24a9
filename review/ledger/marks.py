"""Marks: how far a team's review has come, and how far somebody's projections of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from review.store import tables
from review.store.membership import caught_up


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the acts of the review have come, or someone's projections of them."""

    lamport: int
    opened: int
    exchanges: int


@dataclass(frozen=True, slots=True)
class Own:
    """One's own projections: for which schema they were built, of how many acts, and how far."""

    built: str
    acts: int
    mark: Mark


def marks(connection: Connection) -> tuple[Own, Mark]:
    """Return how far one's projections are and how far the review is, in one round trip."""
    own = caught_up.c
    row = connection.execute(
        select(
            own.built,
            own.acts,
            own.lamport,
            own.opened,
            own.exchanges,
            select(func.coalesce(func.max(tables.act.c.lamport), 0)).scalar_subquery(),
            select(func.coalesce(func.max(tables.opened.c.number), 0)).scalar_subquery(),
            select(func.count()).select_from(tables.exchange).scalar_subquery(),
        )
    ).one()
    built, acts, *marks = tuple(row)
    return Own(built, acts, Mark(*marks[:3])), Mark(*marks[3:])


def note(connection: Connection, far: Mark, acts: int) -> None:
    """Write down that one's projections have come as `far` as that, and hold so many `acts`.

    It has to be what was read before it was projected: others open bodies at any time, and what is
    noted but was not projected would be missing for good.
    """
    connection.execute(
        update(caught_up).values(
            built=tables.SCHEMA,
            lamport=far.lamport,
            opened=far.opened,
            exchanges=far.exchanges,
            acts=acts,
        )
    )


def number_of_acts(connection: Connection) -> int:
    """Count all acts of the review."""
    return connection.scalar(select(func.count()).select_from(tables.act)) or 0
