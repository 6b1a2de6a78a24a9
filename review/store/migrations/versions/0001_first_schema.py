"""The first schema, as `review new` makes it from `review.store.tables`."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change nothing: every review begins with this schema or a later one."""
