"""Many rows at once, handed to the driver as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert `rows`, tuples in the order of `columns`.

    It goes past SQLAlchemy's work on each value, which takes longer than the database's own.
    """
    if not rows:
        return
    quoted = connection.dialect.identifier_preparer
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(quoted.quote(column) for column in columns)
    marks = ", ".join([mark] * len(columns))
    connection.exec_driver_sql(
        f"INSERT INTO {quoted.format_table(table)} ({names}) VALUES ({marks})", list(rows)
    )
