"""Proof that a review is whole: hashes match, chains are unbroken, projections hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from review.acts import FETCHED, GENESIS, HEADER, each_by_writer, hash_body, hash_header
from review.ids import shown
from review.ledger.ledger import Review
from review.ledger.replaying import replay
from review.progress import Progress
from review.store import tables

_SHOWN = 20  # keys of rows that differ


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold, with the records, acts or tables that it concerns."""

    rule: str
    message: str
    ids: tuple[str, ...] = ()


def broken_hashes(connection: Connection) -> list[Problem]:
    """Return the acts whose body or header is not what was written."""
    problems = []
    last: dict[str, tuple[int, str]] = {}
    for act in each_by_writer(connection):
        header = {name: getattr(act, name) for name in HEADER}
        name = shown("a", act.id)
        if not act.sealed and hash_body(act.nonce, act.text) != act.body_hash:
            problems.append(
                Problem("hash", f"The body of an act ({act.kind}) was changed.", (name,))
            )
        if hash_header(header) != act.hash:
            problems.append(
                Problem("hash", f"The header of an act ({act.kind}) was changed.", (name,))
            )
        seq, previous = last.get(act.writer, (0, GENESIS))
        if act.seq != seq + 1 or act.prev_hash != previous:
            problems.append(
                Problem("chain", "An act of this writer is missing before it.", (name,))
            )
        last[act.writer] = (act.seq, act.hash)
    return problems


def stale_projections(review: Review, progress: Progress | None = None) -> list[Problem]:
    """Return the projections that differ from what facts and acts say; nothing is changed.

    The acts that make no sense, and so were left out of all projections, are among the problems.
    """
    with review.alone() as connection:
        with _nothing_kept(connection):
            before = {table.name: _content(connection, table) for table in tables.PROJECTIONS}
            aside = replay(connection, review.projectors, progress, strict=False)
            changed = [
                _Changed.of(connection, table, before.pop(table.name))
                for table in tables.PROJECTIONS
            ]
        problems = [change.told(connection) for change in changed if change.stale or change.missing]
    return problems + [
        Problem(
            "act",
            f"An act of {act.by} ({act.kind}) says what no program writes; it counts for nothing.",
            (shown("a", act.id),),
        )
        for act in aside
    ]


@contextmanager
def _nothing_kept(connection: Connection) -> Iterator[None]:
    """Put everything back that is written within the block."""
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        if savepoint.is_active:  # whoever was stopped within another may have left this one as well
            savepoint.rollback()


def missing_records(connection: Connection) -> list[Problem]:
    """Return the import files whose records are not all there: found = imported + rejected."""
    problems = []
    for row in connection.execute(select(tables.import_file)):
        stored = _number(connection, tables.record, row.id)
        rejected = _number(connection, tables.rejected_record, row.id)
        if stored != row.imported or stored + rejected != row.found:
            problems.append(
                Problem(
                    "import",
                    f"{row.name}: {row.found} found, {stored} imported, {rejected} rejected.",
                    (shown("f", row.id),),
                )
            )
    return problems


def _number(connection: Connection, table: Table, import_file: str) -> int:
    query = select(func.count()).select_from(table).where(table.c.import_file_id == import_file)
    return connection.scalar(query) or 0


def _content(connection: Connection, table: Table) -> set[int]:
    """Return a number for each row, of 64 bits: rows themselves would take a gigabyte."""
    return {hash(tuple(row)) for row in _rows(connection, table)}


def _rows(connection: Connection, table: Table) -> Iterable[Row[Any]]:
    return connection.execute(select(table), execution_options={"yield_per": FETCHED})


@dataclass(frozen=True, slots=True)
class _Changed:
    """How a projection that was built anew differs from what was there."""

    table: Table
    stale: set[int]  # numbers of rows that were there, and are not built
    missing: list[str]  # keys of rows that are built, and were not there

    @classmethod
    def of(cls, connection: Connection, table: Table, before: set[int]) -> _Changed:
        """Compare the rows that are there now with the numbers of those before."""
        built: set[int] = set()
        missing: dict[int, str] = {}
        for row in _rows(connection, table):
            number = hash(tuple(row))
            built.add(number)
            if number not in before:
                missing[number] = str(row[0])
        return cls(table, before - built, [*missing.values()])

    def told(self, connection: Connection) -> Problem:
        """Say it; the rows that were there are there again."""
        stale = (
            str(row[0]) for row in _rows(connection, self.table) if hash(tuple(row)) in self.stale
        )
        keys = sorted({*self.missing, *stale})[:_SHOWN]
        return Problem(
            "projection",
            f"{self.table.name}: {len(self.stale)} rows are stale, "
            f"{len(self.missing)} are missing.",
            tuple(keys),
        )
