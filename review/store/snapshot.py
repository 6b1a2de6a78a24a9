"""The whole of a review in one state, while others go on working."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select

from review.store import tables
from review.store.engine import Store


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """Give a connection that sees one state through all of its queries, and cannot write."""
    with store.read() as connection:
        if not store.embedded:  # SQLite's transactions are of this kind anyway
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


def sees_everything(connection: Connection) -> bool:
    """Tell whether no policy of the database hides a body from whoever is connected."""
    if connection.dialect.name != "postgresql":
        return True
    hidden = select(func.row_security_active(tables.act_body.name))
    return not connection.scalar(hidden)
