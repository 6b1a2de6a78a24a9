"""Statements: bodies of evidence, their certainty, answers on checklists."""

from __future__ import annotations

from alembic import op

from review.store import tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the projection of kinds of acts that no review has yet."""
    tables.statement.create(op.get_bind())
