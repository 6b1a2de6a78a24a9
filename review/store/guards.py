"""Triggers that keep facts and acts as they were written."""

from __future__ import annotations

from sqlalchemy import Connection, text

from review.store.tables import WRITTEN_ONCE

_MESSAGE = "facts and acts are written once"


def install_guards(connection: Connection) -> None:
    """Refuse every UPDATE and DELETE on facts and acts, on either database."""
    if connection.dialect.name == "sqlite":
        for table in WRITTEN_ONCE:
            for verb in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} "
                        f"ON {table.name} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                    )
                )
        return
    connection.execute(
        text(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
        )
    )
    for table in WRITTEN_ONCE:
        connection.execute(
            text(
                f"CREATE TRIGGER {table.name}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table.name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )
