"""How conflicts ended and what was given up, as the methods sentences tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, and_, case, func, select

from review.protocol import Protocol, Stage
from review.standing import batches
from review.store import tables
from screening.ballot import state_of
from screening.method_facts import Lost, Settled

_BALLOT, _ACT, _DECISION = tables.ballot, tables.act, tables.decision


def settled_ballots(
    connection: Connection, stage: Stage, protocol: Protocol
) -> list[tuple[str, str, str]]:
    """Return method, people and what the decisions said together, of each settled ballot."""
    table = tables.settlement
    rows = connection.execute(
        select(table.c.method, table.c.people, table.c.settles)
        .join(_BALLOT, _BALLOT.c.settlement == table.c.act_id)
        .where(_BALLOT.c.stage == stage, _BALLOT.c.revealed, table.c.settles != "")
    ).all()
    said: dict[str, str] = {}
    for batch in batches(sorted({one for row in rows for one in row.settles.split()})):
        query = select(_DECISION.c.act_id, _DECISION.c.verdict)
        found = connection.execute(query.where(_DECISION.c.act_id.in_(batch)))
        said.update({row[0]: row[1] for row in found})
    return [
        (
            row.method,
            row.people,
            state_of([said[one] for one in row.settles.split()], stage, protocol),
        )
        for row in rows
    ]


def ways(settled: list[tuple[str, str, str]], states: Collection[str]) -> tuple[Settled, ...]:
    """Count the settled ballots whose decisions together gave one of `states`, by way."""
    numbers = Counter((method, who) for method, who, state in settled if state in states)
    return tuple(Settled(method, who, numbers[method, who]) for method, who in sorted(numbers))


def lost_decisions(connection: Connection, stage: Stage) -> Iterator[Lost]:
    """Give what was given up at `stage`, in the order in which that was done."""
    gone, in_set = tables.given_up, tables.record_set
    both = and_(_BALLOT.c.set_id == in_set.c.set_id, _BALLOT.c.stage == _DECISION.c.stage)
    screened = case((_BALLOT.c.revealed, in_set.c.set_id))
    rows = connection.execute(
        select(
            gone.c.reviewer,
            gone.c.why,
            func.count(gone.c.decision_id.distinct()),
            func.count(screened.distinct()),
        )
        .join(_ACT, _ACT.c.id == gone.c.act_id)
        .join(_DECISION, _DECISION.c.act_id == gone.c.decision_id)
        .join(in_set, in_set.c.record_id == _DECISION.c.record_id)
        .outerjoin(_BALLOT, both)
        .where(_DECISION.c.stage == stage)
        .group_by(gone.c.act_id, gone.c.reviewer, gone.c.why, _ACT.c.lamport, _ACT.c.writer)
        .order_by(_ACT.c.lamport, _ACT.c.writer)
    )
    for person, why, decisions, again in rows:
        yield Lost(person, why, decisions, again)
