"""Bringing an older review up to the schema of this program, with a backup before.

Columns are added; tables of facts and acts are never rebuilt, for that would drop their triggers.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, func, inspect, select, text

from review.refusal import StoreUnusable
from review.store.tables import WRITTEN_ONCE

SCRIPTS = Path(__file__).parent


def upgrade(engine: Engine, location: str, schema: str, scripts: Path = SCRIPTS) -> Path | None:
    """Upgrade the database from `schema` to the newest; return where the backup is (SQLite).

    Raises StoreUnusable, with the database as it was, when rows or triggers would be lost.
    """
    backup = _back_up(engine, location, schema)
    with engine.connect() as plain:
        if engine.dialect.name == "sqlite":
            # Switched off outside the transaction: inside one the pragma does nothing.
            plain.exec_driver_sql("PRAGMA foreign_keys = OFF")
            plain.commit()
        connection = plain.execution_options(review_write=True)
        try:
            with connection.begin():
                before = _census(connection)
                config = Config()
                config.set_main_option("script_location", str(scripts))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                _check(connection, before, location)
        finally:
            if engine.dialect.name == "sqlite":
                plain.exec_driver_sql("PRAGMA foreign_keys = ON")
                plain.commit()
    return backup


def _back_up(engine: Engine, location: str, schema: str) -> Path | None:
    if engine.dialect.name != "sqlite":
        return None
    path = Path(location)
    backup = path.with_name(f"{path.stem}-before-upgrade-{schema}{path.suffix}")
    if not backup.exists():
        with engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.execute(text("VACUUM INTO :file"), {"file": str(backup)})
    return backup


def _census(connection: Connection) -> dict[str, int]:
    there = set(inspect(connection).get_table_names())
    counts = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in WRITTEN_ONCE
        if table.name in there
    }
    counts["triggers"] = len(_triggers(connection))
    return counts


def _triggers(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return [row[0] for row in connection.execute(text(query))]


def _check(connection: Connection, before: dict[str, int], location: str) -> None:
    after = _census(connection)
    lost = [name for name, number in before.items() if after.get(name, 0) < number]
    if connection.dialect.name == "sqlite":
        lost += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    if lost:
        raise StoreUnusable(
            f"Upgrading {location} would lose {', '.join(lost)}; it is left as it was.",
            "Report this, and go on with the version of the program that you had.",
        )
