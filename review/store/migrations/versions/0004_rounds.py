"""Rounds that are closed, records allocated to reviewers, remarks and tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from review.store import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add who is asked to every ballot (so far: everyone), and the new projections."""
    op.add_column("ballot", sa.Column("asked", sa.Text, nullable=False, server_default=""))
    op.add_column(
        "ballot", sa.Column("anyone", sa.Boolean, nullable=False, server_default=sa.true())
    )
    op.add_column(
        "screening_round", sa.Column("ranked", sa.Integer, nullable=False, server_default="0")
    )
    for table in (
        tables.round_closing,
        tables.round_released,
        tables.set_aside,
        tables.allocation,
        tables.succession,
        tables.remark,
        tables.tag,
    ):
        table.create(op.get_bind())
