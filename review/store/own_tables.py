"""The tables of a person's own schema on a team's server, made by that person's program."""

from __future__ import annotations

from sqlalchemy import Connection, text

from review.store import tables
from review.store.filling import fill_up


def build(connection: Connection, *, older: bool) -> None:
    """Make the projections' tables, in place of those of an `older` program where there are any."""
    if older:
        schema = connection.scalar(text("SELECT quote_ident(current_schema())"))
        for table in reversed(tables.PROJECTIONS):
            connection.execute(text(f"DROP TABLE IF EXISTS {schema}.{table.name}"))
    # The search path puts them into one's own schema; that others of the name exist is no matter.
    tables.metadata.create_all(connection, tables=tables.PROJECTIONS, checkfirst=False)
    fill_up(connection)
