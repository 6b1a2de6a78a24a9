"""Reading an edition back: the review as it stood, built anew from the acts that there were.

What an edition keeps are numbers; `unlike` compares them with those that its acts give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from review.acts import HEADER, Act, Projectors, load_all
from review.editions import edition as kept
from review.editions.edition import Edition, editions
from review.flow.as_json import as_json
from review.flow.keeping import from_data
from review.flow.queries import flow
from review.flow.since import since_edition
from review.ids import shown
from review.ledger.ledger import Review
from review.ledger.proving import Problem
from review.ledger.replaying import replay
from review.store import tables

# Texts are not copied: they never change, and are read where they are.
_FACTS = (tables.meta, tables.source, tables.import_file, tables.record)
_AT_ONCE = 5_000


class Past:
    """The review as it stood when an edition was closed; the last one read back is kept at hand."""

    def __init__(self, projectors: Projectors) -> None:
        self._projectors = projectors
        self._engine: Engine | None = None
        self._of = ""
        self._lock = Lock()

    @contextmanager
    def at(self, connection: Connection, number: int) -> Iterator[Connection]:
        """Give a connection to the review as it stood at the closing of edition `number`."""
        edition = kept.find(connection, number)
        with self._lock:
            if self._engine is None or self._of != edition.id:
                self.forget()
                self._engine, self._of = self._built(connection, edition), edition.id
            with self._engine.connect() as then:
                yield then

    def forget(self) -> None:
        """Let go of what was read back."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine, self._of = None, ""

    def _built(self, connection: Connection, edition: Edition) -> Engine:
        """Build the projections of that time in memory; what a reader opens is read-only anyway."""
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        with engine.begin() as then:
            tables.metadata.create_all(then)
            for table in _FACTS:
                _copied(connection, then, table)
            acts = load_all(connection)
            there = [act for act in acts if act.seq <= edition.acts.get(act.writer, 0)]
            _insert_acts(then, there, edition.sealed)
            replay(then, self._projectors, strict=False)
        return engine


@contextmanager
def read_back(review: Review, connection: Connection, number: int) -> Iterator[Connection]:
    """Give a connection to the review as it stood when edition `number` was closed."""
    past = Past(review.projectors)
    try:
        with past.at(connection, number) as then:
            yield then
    finally:
        past.forget()


@contextmanager
def as_of(review: Review, connection: Connection, number: int) -> Iterator[Connection]:
    """Give a connection to the review as it is (0), or as it stood at the closing of an edition."""
    if not number:
        yield connection
        return
    with read_back(review, connection, number) as then:
        yield then


def _copied(connection: Connection, then: Connection, table: Any) -> None:
    rows = connection.execute(select(table)).mappings()
    while some := rows.fetchmany(_AT_ONCE):
        then.execute(insert(table), [dict(row) for row in some])


def _insert_acts(then: Connection, acts: list[Act], sealed: Collection[str]) -> None:
    if not acts:
        return
    headers = [{name: getattr(act, name) for name in HEADER} for act in acts]
    then.execute(insert(tables.act), headers)
    bodies = [
        {"act_id": act.id, "nonce": act.nonce, "body": act.text, "owner": act.owner}
        for act in acts
        if not act.sealed and act.id not in sealed
    ]
    if bodies:
        then.execute(insert(tables.act_body), bodies)


def unlike(review: Review) -> list[Problem]:
    """Return the editions whose kept numbers are not those that their acts give."""
    problems = []
    with review.read() as connection:
        for edition in editions(connection):
            with read_back(review, connection, edition.number) as then:
                base = next(
                    (one for one in editions(then) if one.number == edition.number - 1), None
                )
                now = since_edition(then, base) if base else None
                again = as_json(flow(then, now))
            numbers = as_json(from_data(edition.flow))
            rows = sorted(row for row in numbers if numbers[row] != again.get(row))
            if rows:
                problems.append(
                    Problem(
                        "edition",
                        f"Edition {edition.number} keeps other numbers than its acts give: "
                        f"{', '.join(rows)}.",
                        (shown("a", edition.id),),
                    )
                )
    return problems
