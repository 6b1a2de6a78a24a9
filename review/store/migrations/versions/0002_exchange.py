"""Copies that are exchanged, and servers with a login for each person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from review.store import tables
from review.store.guards import guard, unguard

revision = "0002"
down_revision = "0001"


_OWNERS = """
UPDATE act_body SET owner = (SELECT reviewer FROM act WHERE act.id = act_body.act_id)
WHERE act_id IN (SELECT id FROM act WHERE kind IN ('decide', 'entry'))
"""


def upgrade() -> None:
    """Add what seals bodies, and make known whose the decisions and entries so far are."""
    connection = op.get_bind()
    op.add_column("act", sa.Column("about", sa.Text, nullable=False, server_default=""))
    op.add_column("act_body", sa.Column("owner", sa.Text, nullable=False, server_default=""))
    unguard(connection, (tables.act_body,))
    op.execute(_OWNERS)
    guard(connection, (tables.act_body,))
    op.add_column(
        "decision", sa.Column("sealed", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.drop_index("act_of_writer", "act")
    op.create_index("act_of_writer", "act", ["writer", "seq"])
    written_once = (tables.sealed_body, tables.opened, tables.exchange, tables.sent)
    for table in (*written_once, tables.sealed_act, tables.given_up):
        table.create(connection)
    guard(connection, written_once)
