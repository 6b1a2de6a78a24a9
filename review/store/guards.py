"""Triggers that keep facts and acts as they were written."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, text

from review.store.tables import WRITTEN_ONCE

_MESSAGE = "facts and acts are written once"


def install_guards(connection: Connection) -> None:
    """Refuse every UPDATE and DELETE on facts and acts, on either database."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
            )
        )
    guard(connection, WRITTEN_ONCE)


def guard(connection: Connection, written_once: Sequence[Table]) -> None:
    """Put the triggers on these tables."""
    if connection.dialect.name == "sqlite":
        for table in written_once:
            for verb in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} "
                        f"ON {table.name} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                    )
                )
        return
    for table in written_once:
        connection.execute(
            text(
                f"CREATE TRIGGER {table.name}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table.name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )


def unguard(connection: Connection, written_once: Sequence[Table]) -> None:
    """Take the triggers off, for an upgrade that fills a new column; `guard` puts them back."""
    for table in written_once:
        if connection.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table.name}_no_{verb}"))
        else:
            connection.execute(text(f"DROP TRIGGER {table.name}_written_once ON {table.name}"))
