"""Editions, and work done elsewhere."""

from __future__ import annotations

from alembic import op

from review.store import tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the projections of two kinds of acts that no review has yet."""
    connection = op.get_bind()
    for table in (tables.edition, tables.elsewhere):
        table.create(connection)
