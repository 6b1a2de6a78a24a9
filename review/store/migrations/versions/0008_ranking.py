"""Ranked screening: ways, batches, seeds and stops."""

from __future__ import annotations

from alembic import op

from review.store import tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the projections of kinds of acts that no review has yet."""
    connection = op.get_bind()
    for table in (
        tables.rank_way,
        tables.rank_seed,
        tables.rank_batch,
        tables.rank_stop,
        tables.rank_left,
    ):
        table.create(connection)
