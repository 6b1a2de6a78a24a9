"""Closing an edition, and reading it back: the review as it stood, from the acts that there were.

What is kept in the act are numbers; what is read back is built anew from facts and acts, by the
same rules. `unlike` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, func, insert, select
from sqlalchemy.pool import StaticPool

from review import editions as kept
from review import team
from review.acts import HEADER, Act, Projectors, load, load_all
from review.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.counting import counted
from review.editions import EDITION, Edition, editions
from review.flow.as_json import as_json
from review.flow.counts import Flow
from review.flow.keeping import from_data, to_data
from review.flow.queries import flow
from review.flow.since import OUT, Since, since, since_edition
from review.ids import fresh, shown
from review.importing import standing_imports
from review.ledger import Review
from review.proving import Problem
from review.refusal import Refused
from review.replaying import replay
from review.store import tables

# Texts are not copied: they never change, and are read where they are.
_FACTS = (tables.meta, tables.source, tables.import_file, tables.record)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Closed:
    """An edition just closed: its number and what it holds."""

    number: int
    flow: Flow

    def in_words(self) -> str:
        """Return what was closed in one line."""
        studies = counted(self.flow.total_studies, "study", "studies")
        reports = counted(self.flow.total_reports, "report")
        return f"Edition {self.number} is closed: {studies}, {reports}."


def close(review: Review, number: int, why: str = "") -> Closed:
    """Close edition `number`: flow and standings are frozen, what follows is an update.

    An act of the lead. Refused out of turn, where nothing has come since the last edition, while
    two copies closed one differently, and, unless it is said why, while anything is open.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "close an edition")
        now = _next(connection, number)
        made = flow(connection, now)
        if made.interim and not why.strip():
            raise Refused(
                "Something is still undecided, unsettled, unrevealed or not retrieved.",
                "See `review prisma`. To close all the same, say --why; it goes on in the next "
                "edition.",
            )
        writing.append(EDITION, fresh(), _body(connection, number, why, now, made))
    return Closed(number, made)


def _next(connection: Connection, number: int) -> Since:
    if kept.clashing(connection):
        raise Refused("Two copies closed an edition differently.", "See `review clashes`.")
    last = max((edition.number for edition in editions(connection)), default=0)
    if number <= last:
        raise Refused(
            f"Edition {number} is closed.", f"Print it with `review prisma --edition {number}`."
        )
    if number > last + 1:
        raise Refused(f"Edition {last + 1} is next.", f"`review edition close {last + 1}`.")
    now = since(connection)
    if (now.base.number if now.base else 0) < last:
        raise Refused(f"Nothing has come since edition {last} was closed.")
    if not connection.scalar(select(tables.record_set.c.record_id).limit(1)):
        raise Refused("There are no records yet.", "Begin with `review import FILE --source NAME`.")
    return now


def _body(connection: Connection, number: int, why: str, now: Since, made: Flow) -> dict[str, Any]:
    act, made_sets = tables.act, tables.duplicate_set
    writers = select(act.c.writer, func.max(act.c.seq)).group_by(act.c.writer)
    standings: dict[str, list[str]] = {}
    rows = connection.execute(
        select(made_sets.c.set_id, made_sets.c.standing)
        .where(made_sets.c.standing.not_in(OUT))
        .order_by(made_sets.c.set_id)
    )
    for set_id, standing in rows:
        standings.setdefault(standing, []).append(set_id)
    logged = connection.scalars(select(tables.elsewhere.c.act_id))
    return {
        "number": number,
        "why": why.strip(),
        "over": [],
        "acts": {row[0]: row[1] for row in connection.execute(writers)},
        "files": sorted(connection.scalars(select(standing_imports().c.import_file_id))),
        "studies": [
            {"id": study.id, "name": study.name, "reports": list(study.reports)}
            for study in now.studies
        ],
        "standings": standings,
        "logged": sorted(logged),
        "flow": to_data(made),
    }


def kept_flow(connection: Connection, number: int) -> Flow:
    """Return the flow that edition `number` keeps; Refused where there is no such edition."""
    return from_data(kept.find(connection, number).flow)


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
            _insert_acts(then, [act for act in acts if act.seq <= edition.acts.get(act.writer, 0)])
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


def _copied(connection: Connection, then: Connection, table: Any) -> None:
    rows = connection.execute(select(table)).mappings()
    while some := rows.fetchmany(_AT_ONCE):
        then.execute(insert(table), [dict(row) for row in some])


def _insert_acts(then: Connection, acts: list[Act]) -> None:
    if not acts:
        return
    headers = [{name: getattr(act, name) for name in HEADER} for act in acts]
    then.execute(insert(tables.act), headers)
    bodies = [
        {"act_id": act.id, "nonce": act.nonce, "body": act.text, "owner": act.owner}
        for act in acts
        if not act.sealed
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


def clashes(connection: Connection) -> list[Clash]:
    """Return the editions that two copies closed differently."""
    return [
        clash_of("edition", f"Edition {words[0].number}", [_side(word) for word in words])
        for words in kept.clashing(connection)
    ]


def _side(word: Edition) -> Side:
    made = from_data(word.flow)
    why = f"; {word.why}" if word.why else ""
    says = (
        f"{counted(len(word.files), 'file')}, {made.screened:,} records screened, "
        f"{counted(made.total_studies, 'study', 'studies')} included{why}"
    )
    return Side(word.id, word.by, word.at, says)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Let the edition hold as side `number` closed it; what the other had comes after it."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "close an edition")
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        body = {**taken.body, "over": clash.act_ids, "why": reason_given(why)}
        writing.append(EDITION, fresh(), body)
    return f"Edition {taken.body['number']} is as {side.by} closed it."
