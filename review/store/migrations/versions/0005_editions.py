"""Editions, work done elsewhere, and decisions that are asked for anew."""

from __future__ import annotations

from alembic import op

from review.store import tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the projections of three kinds of acts that no review has yet."""
    connection = op.get_bind()
    for table in (tables.edition, tables.elsewhere, tables.reopened):
        table.create(connection)
