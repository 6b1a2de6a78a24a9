"""Which calibration round each set was drawn into, and what of them is still one's own to do."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.store import tables
from screening.queue import to_decide


def calibrations(connection: Connection, overruled: Collection[str]) -> dict[str, dict[Stage, str]]:
    """Return, for each set drawn into a calibration round and not released, that round by stage.

    `overruled` are the closings that hold no longer: what they released is in its round again.
    """
    drawn, made, in_set = tables.round_record, tables.screening_round, tables.record_set
    gone = tables.round_released
    released = select(gone.c.act_id).where(
        gone.c.round_id == drawn.c.round_id,
        gone.c.record_id == drawn.c.record_id,
        gone.c.act_id.not_in(overruled),
    )
    rows = connection.execute(
        select(in_set.c.set_id, made.c.stage, made.c.id)
        .join(drawn, drawn.c.record_id == in_set.c.record_id)
        .join(made, made.c.id == drawn.c.round_id)
        .where(~released.exists())
        .order_by(made.c.order)
    )
    found: dict[str, dict[Stage, str]] = {}
    for set_id, stage, round_id in rows:
        found.setdefault(set_id, {})[stage] = round_id
    return found


def to_calibrate(connection: Connection, reviewer: str, stage: Stage) -> dict[str, str]:
    """Return the sets of calibration rounds that `reviewer` has yet to decide, with the round."""
    made = tables.screening_round
    names = {
        row.id: row.name
        for row in connection.execute(select(made.c.id, made.c.name).where(made.c.stage == stage))
    }
    if not names:
        return {}
    left = to_decide(reviewer, stage).where(tables.ballot.c.round_id.in_(names)).order_by(None)
    rows = connection.execute(left.add_columns(tables.ballot.c.round_id))
    return {set_id: names[round_id] for set_id, round_id in rows}
