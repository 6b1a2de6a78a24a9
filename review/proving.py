"""Proof that a review is whole: hashes match, chains are unbroken, projections hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from review.acts import GENESIS, HEADER, hash_body, hash_header, load_all
from review.ids import shown
from review.ledger import Review
from review.replaying import replay
from review.store import tables


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
    for act in sorted(load_all(connection), key=lambda act: (act.writer, act.seq)):
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


def stale_projections(
    review: Review, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Return the projections that differ from what facts and acts say; nothing is changed.

    The acts that make no sense, and so were left out of all projections, are among the problems.
    """
    problems: list[Problem] = []
    with review.alone() as connection, _nothing_kept(connection):
        before = {table.name: _content(connection, table) for table in tables.PROJECTIONS}
        aside = replay(connection, review.projectors, progress, strict=False)
        for table in tables.PROJECTIONS:
            problems += _difference(table, before[table.name], _content(connection, table))
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
        savepoint.rollback()


def missing_records(connection: Connection) -> list[Problem]:
    """Return the import files whose records are not all there: found = imported + rejected."""
    problems = []
    for row in connection.execute(select(tables.import_file)):
        stored = len(
            connection.scalars(
                select(tables.record.c.id).where(tables.record.c.import_file_id == row.id)
            ).all()
        )
        rejected = len(
            connection.scalars(
                select(tables.rejected_record.c.position).where(
                    tables.rejected_record.c.import_file_id == row.id
                )
            ).all()
        )
        if stored != row.imported or stored + rejected != row.found:
            problems.append(
                Problem(
                    "import",
                    f"{row.name}: {row.found} found, {stored} imported, {rejected} rejected.",
                    (shown("f", row.id),),
                )
            )
    return problems


def _content(connection: Connection, table: Table) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in connection.execute(select(table))}


def _difference(
    table: Table, kept: set[tuple[Any, ...]], built: set[tuple[Any, ...]]
) -> Iterable[Problem]:
    if kept != built:
        keys = sorted({str(row[0]) for row in kept ^ built})[:20]
        yield Problem(
            "projection",
            f"{table.name}: {len(kept - built)} rows are stale, {len(built - kept)} are missing.",
            tuple(keys),
        )
