"""Reveal: the act after which complete ballots may be seen by others. It cannot be taken back."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from review import team
from review.acts import Act
from review.ids import shown
from review.ledger import Review, Writing
from review.protocol import STAGES, Stage
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.versions import current
from screening.folding import MAIN_ROUND
from screening.projector import REVEAL

# Why the program reveals by itself, as the act keeps it; the lead's own reveals say who.
BY_RECORD = "the ballot is complete"
BY_ROUND = "every ballot of the round is complete"
LATE = "made in another copy before the reveal came there"


def reveal_what_is_ready(writing: Writing, stage: Stage, sets: Collection[str]) -> Act | None:
    """Reveal what the protocol reveals by itself after decisions on `sets`.

    With `reveal = "record"` each ballot as soon as it is complete; by default a whole round once
    none of its ballots is open.
    """
    connection = writing.connection
    _version, protocol = current(connection)
    if protocol.reveal == "record":
        return _append(writing, stage, _complete(connection, stage, sets), BY_RECORD)
    ballot = tables.ballot
    rounds: set[str] = set()
    for batch in batches(sorted(sets)):
        rounds |= set(
            connection.scalars(
                select(ballot.c.round_id)
                .where(ballot.c.stage == stage, ballot.c.set_id.in_(batch), ballot.c.complete)
                .distinct()
            )
        )
    return _reveal_rounds(writing, stage, rounds)


def reveal_after_merge(writing: Writing) -> None:
    """Reveal what is complete now that the decisions of another copy are here, sealed or not.

    The decisions that are sealed still are named all the same: that asks their owners to open them.
    """
    connection, ballot = writing.connection, tables.ballot
    _version, protocol = current(connection)
    for stage in STAGES:
        waits = select(ballot.c.set_id).where(
            ballot.c.stage == stage, ballot.c.complete, ballot.c.revealed.is_(False)
        )
        if protocol.reveal == "record":
            _append(writing, stage, connection.scalars(waits).all(), BY_RECORD)
        else:
            rounds = connection.scalars(waits.with_only_columns(ballot.c.round_id).distinct()).all()
            _reveal_rounds(writing, stage, rounds)
        _append(writing, stage, _late(connection, stage), LATE)


def _reveal_rounds(writing: Writing, stage: Stage, rounds: Collection[str]) -> Act | None:
    last = None
    for round_id in sorted(rounds):
        if not _is_open(writing.connection, stage, round_id):
            ready = _complete_in_round(writing.connection, stage, round_id)
            last = _append(writing, stage, ready, BY_ROUND) or last
    return last


def _late(connection: Connection, stage: Stage) -> list[str]:
    """Return the revealed sets with decisions in hand that no reveal names."""
    ballot, in_set, decision = tables.ballot, tables.record_set, tables.decision
    named = select(tables.revealed.c.act_id).where(
        tables.revealed.c.decision_id == decision.c.act_id
    )
    return list(
        connection.scalars(
            select(ballot.c.set_id)
            .join(in_set, in_set.c.set_id == ballot.c.set_id)
            .join(decision, decision.c.record_id == in_set.c.record_id)
            .where(ballot.c.stage == stage, decision.c.stage == stage, ballot.c.revealed)
            .where(decision.c.sealed.is_(False), ~named.exists())
            .distinct()
        )
    )


def reveal(review: Review, stage: Stage, round_id: str = "") -> tuple[Act | None, int]:
    """Reveal all ballots complete so far (of one round, if named), as an act of the lead.

    Returns the act, None where no ballot waited, and the number of ballots that are still open.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "reveal")
        ready = _complete_in_round(connection, stage, round_id)
        act = _append(writing, stage, ready, f"by {review.person}, all complete so far")
        return act, _still_open(connection, stage, round_id)


def find_round(connection: Connection, stage: Stage, typed: str) -> str:
    """Return the id of the round called `typed` ("main" or a calibration round's name or id)."""
    if not typed or typed == "main":
        return MAIN_ROUND[stage] if typed else ""
    table = tables.screening_round
    rows = connection.execute(select(table).where(table.c.stage == stage)).all()
    for row in rows:
        if typed in {row.name, row.id, shown("o", row.id)}:
            return str(row.id)
    names = ", ".join(["main", *(row.name for row in rows)])
    raise Refused(f"There is no round “{typed}” at {stage}.", f"The rounds are: {names}.")


def _is_open(connection: Connection, stage: Stage, round_id: str) -> bool:
    ballot = tables.ballot
    open_one = (
        select(ballot.c.set_id)
        .where(ballot.c.stage == stage, ballot.c.round_id == round_id)
        .where(ballot.c.revealed.is_(False), ballot.c.complete.is_(False))
        .where(ballot.c.settlement == "")
    )
    if stage == "full-text":
        # A report that could not be retrieved is asked of nobody.
        in_set = tables.duplicate_set
        open_one = open_one.join(in_set, in_set.c.set_id == ballot.c.set_id).where(
            in_set.c.retrieval != "not-retrieved"
        )
    return connection.scalar(open_one.limit(1)) is not None


def _still_open(connection: Connection, stage: Stage, round_id: str) -> int:
    ballot = tables.ballot
    query = select(ballot.c.set_id).where(ballot.c.stage == stage, ballot.c.revealed.is_(False))
    if round_id:
        query = query.where(ballot.c.round_id == round_id)
    return len(connection.scalars(query).all())


def _complete(connection: Connection, stage: Stage, sets: Collection[str]) -> list[str]:
    ballot = tables.ballot
    found: list[str] = []
    for batch in batches(sorted(sets)):
        found += connection.scalars(
            select(ballot.c.set_id)
            .where(ballot.c.stage == stage, ballot.c.set_id.in_(batch))
            .where(ballot.c.complete, ballot.c.revealed.is_(False))
        )
    return found


def _complete_in_round(connection: Connection, stage: Stage, round_id: str) -> list[str]:
    ballot = tables.ballot
    query = select(ballot.c.set_id).where(
        ballot.c.stage == stage, ballot.c.complete, ballot.c.revealed.is_(False)
    )
    if round_id:
        query = query.where(ballot.c.round_id == round_id)
    return list(connection.scalars(query))


def _append(writing: Writing, stage: Stage, sets: Collection[str], because: str) -> Act | None:
    """Name every standing decision on `sets`: what comes later is not revealed by this act.

    Returns None where all of them are named already, and wait for their owners to open them.
    """
    decision, in_set, named = tables.decision, tables.record_set, tables.revealed
    decisions: list[str] = []
    before = select(named.c.act_id).where(named.c.decision_id == decision.c.act_id)
    for batch in batches(sorted(sets)):
        decisions += writing.connection.scalars(
            select(decision.c.act_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .where(in_set.c.set_id.in_(batch), decision.c.stage == stage, ~before.exists())
        )
    if not decisions:
        return None
    body = {
        "stage": stage,
        "because": because,
        "ballots": len(sets),
        "decisions": sorted(decisions),
    }
    act = writing.append(REVEAL, stage, body)
    writing.settle()
    return act
