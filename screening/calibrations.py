"""Which calibration round each set was drawn into."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.store import tables


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
