"""Corrections of facts, and imports straight to the full text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from review.store import tables

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what people say in place of facts, and where imports and sets skip a stage."""
    tables.correction.create(op.get_bind())
    op.add_column("import_act", sa.Column("stage", sa.Text, nullable=False, server_default=""))
    op.add_column(
        "duplicate_set",
        sa.Column("straight", sa.Boolean, nullable=False, server_default=sa.false()),
    )
