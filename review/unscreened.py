"""What a stop of ranked screening left unscreened, as long as that stop holds.

The newest act at a stage holds, whether it stopped screening or took it up again: the same one in
every copy, since acts have one order.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, Select, func, select

from review.store import tables


def holding_stop(connection: Connection, stage: str) -> Row[tuple[object, ...]] | None:
    """Return the row of the stop that holds at `stage`; None where screening goes on."""
    stop = tables.rank_stop
    row = connection.execute(
        select(stop).where(stop.c.stage == stage).order_by(stop.c.order.desc()).limit(1)
    ).first()
    return row if row and row.stopped else None


def left_unscreened(connection: Connection, records: Collection[str]) -> set[str]:
    """Return those of `records` that a stop left unscreened."""
    left = tables.rank_left
    query = select(left.c.record_id).where(left.c.record_id.in_(records))
    return set(connection.scalars(query.where(left.c.act_id.in_(_holding()))))


def number_left(connection: Connection) -> int:
    """Count the sets that a stop left unscreened and that are no duplicates of screened ones."""
    left, in_set, made = tables.rank_left, tables.record_set, tables.duplicate_set
    query = (
        select(func.count(made.c.set_id.distinct()))
        .join(in_set, in_set.c.set_id == made.c.set_id)
        .join(left, left.c.record_id == in_set.c.record_id)
        .where(made.c.removed == "automation", left.c.act_id.in_(_holding()))
    )
    return connection.scalar(query) or 0


def _holding() -> Select[tuple[str]]:
    stop, later = tables.rank_stop, tables.rank_stop.alias()
    newer = select(later.c.act_id).where(
        later.c.stage == stop.c.stage, later.c.order > stop.c.order
    )
    return select(stop.c.act_id).where(stop.c.stopped, ~newer.exists())
