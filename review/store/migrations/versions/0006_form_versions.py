"""The version of the form that values stand under, and entries that another is to check."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_PROJECTIONS = ("entry_value", "entry_state")


def upgrade() -> None:
    """Add the version, and read it from the acts; 0 where an act does not name one."""
    connection = op.get_bind()
    op.add_column(
        "entry_state", sa.Column("checked", sa.Boolean, nullable=False, server_default=sa.false())
    )
    for name in _PROJECTIONS:
        op.add_column(name, sa.Column("version", sa.Integer, nullable=False, server_default="0"))
        acts = connection.execute(
            sa.text(
                f"SELECT DISTINCT p.act_id, a.about, b.body FROM {name} p "
                "JOIN act a ON a.id = p.act_id LEFT JOIN act_body b ON b.act_id = p.act_id"
            )
        ).all()
        for act_id, *texts in acts:
            said = [json.loads(text) for text in texts if text]
            version = next((one["version"] for one in said if "version" in one), 0)
            connection.execute(
                sa.text(f"UPDATE {name} SET version = :version WHERE act_id = :act"),
                {"version": version, "act": act_id},
            )
