"""A review copied whole from one database into another, of the same kind or not.

What was written once is copied and compared, row by row; what follows from it is built anew. The
source is only read, and in one state, so that others go on working meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from review.refusal import Refused, StoreUnusable
from review.store import tables
from review.store.bulk import insert_rows
from review.store.digest import Digest, Row, in_order
from review.store.engine import Store, create, spoken
from review.store.snapshot import sees_everything, snapshot
from review.store.urls import without_password

COPIED = tuple(
    table
    for table in tables.metadata.sorted_tables
    if table not in {*tables.PROJECTIONS, tables.meta, tables.schema_version}
)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Census:
    """How many rows of each table were copied, by the name of the table."""

    rows: Mapping[str, int]

    @property
    def records(self) -> int:
        """Return how many records were copied."""
        return self.rows[tables.record.name]

    @property
    def acts(self) -> int:
        """Return how many acts were copied."""
        return self.rows[tables.act.name]


def copy_whole(
    source: Store, target: str, progress: Progress, project: Callable[[Connection], None]
) -> Census:
    """Copy `source` to a new database at `target` and return what that got.

    `project` builds the projections, in the transaction in which all is made: where anything goes
    wrong, the tables are gone again. A new SQLite file is left behind then, for the caller to
    remove. Raises Refused where a part of the source is hidden, where a row arrives otherwise than
    it left, and where the target holds a review already.
    """
    with snapshot(source) as reading:
        if not sees_everything(reading):
            raise Refused(
                "A copy of the whole review is made by the owner of its database: others see "
                "their own part of it only.",
                "Ask whoever set up the server.",
            )
        rows = reading.execute(select(tables.meta.c.key, tables.meta.c.value))
        facts: dict[str, str] = {row[0]: row[1] for row in rows}
        counts = {table.name: _count(reading, table) for table in COPIED}
        copying = _Copying(source, reading, progress, 2 * sum(counts.values()))

        def fill(writing: Connection) -> None:
            for table in COPIED:
                copying.copy(writing, table)
            project(writing)

        with _said_of_rows(target):
            create(target, facts["title"], copied=facts, fill=fill).close()
    return Census(counts)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


@contextmanager
def _said_of_rows(target: str) -> Iterator[None]:
    """Say in words that a row could not be stored: the one database allows what the other not."""
    try:
        yield
    except DBAPIError as error:
        why = str(error.orig).strip().splitlines()[0].rstrip(".")
        raise StoreUnusable(
            f"{without_password(target)} cannot take in the review: {why}.",
            "Nothing was kept there; the review is as it was.",
        ) from error


@dataclass(slots=True)
class _Copying:
    source: Store
    reading: Connection
    progress: Progress
    total: int
    done: int = 0

    def copy(self, writing: Connection, table: Table) -> None:
        """Copy one table, then read the copy back and compare."""
        columns = [column.name for column in table.columns]
        left, arrived = Digest(), Digest()
        for rows in self._read(table):
            insert_rows(writing, table, columns, rows)
            self._tell(left, rows)
        for rows in in_order(writing, table):
            self._tell(arrived, rows)
        if (left.rows, left.hex) != (arrived.rows, arrived.hex):
            raise Refused(
                f"The copy of “{table.name}” differs from what was copied, so nothing was kept.",
                "The review is as it was; report this.",
            )
        _go_on_numbering(writing, table)

    def _read(self, table: Table) -> Iterator[list[Row]]:
        with spoken(self.source.location):  # else it would be put down to the target
            yield from in_order(self.reading, table)

    def _tell(self, digest: Digest, rows: list[Row]) -> None:
        digest.add(rows)
        self.done += len(rows)
        self.progress(self.done, self.total)


def _go_on_numbering(connection: Connection, table: Table) -> None:
    """Let a server that numbers rows by itself go on after those that came with a number."""
    column = table.autoincrement_column
    if connection.dialect.name == "postgresql" and column is not None:
        last = connection.scalar(select(func.max(column)))
        if last is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, last)))
