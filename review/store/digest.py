"""What the rows of a table add up to, the same on every database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, String, Table, select

_BATCH = 1000

Row = tuple[Any, ...]


class Digest:
    """SHA-256 over rows in the order in which they are added, and their number."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.rows = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows of text, whole numbers, truth values and None, which all stay apart."""
        self.rows += len(rows)
        for row in rows:
            self._hash.update(json.dumps(row).encode())

    @property
    def hex(self) -> str:
        """Return the digest so far."""
        return self._hash.hexdigest()


def in_order(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """Give the rows in the order of their key, a batch at a time, however many there are."""
    # PostgreSQL sorts text by the rules of a language; "C" is the order of bytes, as on SQLite.
    by_bytes = connection.dialect.name == "postgresql"
    key = [
        column.collate("C") if by_bytes and isinstance(column.type, String) else column
        for column in table.primary_key.columns
    ]
    rows = select(table).order_by(*key).execution_options(yield_per=_BATCH)
    for part in connection.execute(rows).partitions():
        yield [tuple(row) for row in part]
