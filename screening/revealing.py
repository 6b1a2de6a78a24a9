"""Reveal: the act after which complete ballots may be seen by others. It cannot be taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from review.acts import Act
from review.counting import counted
from review.ledger.ledger import Review, Writing
from review.people import team
from review.progress import Progress
from review.protocol import STAGES, Stage
from review.protocols.versions import current
from review.standing import batches
from review.store import tables
from screening.completeness import (
    any_open,
    complete_among,
    complete_in_round,
    is_open,
    late,
    number_open,
)
from screening.projector import REVEAL
from screening.ranking.queueing import batches_of
from screening.standing_decisions import is_set_aside

# Why the program reveals by itself, as the act keeps it; the lead's own reveals say who.
BY_RECORD = "the ballot is complete"
BY_ROUND = "every ballot of the round is complete"
BY_BATCH = "every ballot of the released batch is complete"
LATE = "made in another copy before the reveal came there"


@dataclass(frozen=True, slots=True)
class Reveal:
    """A reveal, and how far it shows here what it names.

    `revealed` of its ballots are seen by everyone now; `waiting` ones hold decisions of others that
    are sealed here still.
    """

    act: Act
    revealed: int
    waiting: int

    def in_words(self) -> str:
        """Return what it shows, and what it waits for."""
        shown = counted(self.revealed, "ballot") + " revealed"
        if not self.waiting:
            return shown
        waits = "waits" if self.waiting == 1 else "wait"
        return f"{shown}; {self.waiting:,} {waits} for decisions that are sealed here still"


def reveal_what_is_ready(
    writing: Writing, stage: Stage, sets: Collection[str], progress: Progress | None = None
) -> Reveal | None:
    """Reveal what the protocol reveals by itself after decisions on `sets`.

    With `reveal = "record"` each ballot as soon as it is complete; by default a whole round once
    none of its ballots is open, and while records are ranked each batch, from which the model is to
    learn, once none of its ballots is.
    """
    connection = writing.connection
    _version, protocol = current(connection)
    if protocol.reveal == "record":
        return _append(writing, stage, complete_among(connection, stage, sets), BY_RECORD, progress)
    by_batch = _reveal_batches(writing, stage, batches_of(connection, stage, sets))
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
    return _reveal_rounds(writing, stage, rounds, progress) or by_batch


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
            complete = connection.scalars(waits).all()
            _reveal_batches(writing, stage, batches_of(connection, stage, complete))
            rounds = connection.scalars(waits.with_only_columns(ballot.c.round_id).distinct()).all()
            _reveal_rounds(writing, stage, rounds)
        _append(writing, stage, late(connection, stage), LATE)


def _reveal_batches(
    writing: Writing, stage: Stage, released: Collection[Collection[str]]
) -> Reveal | None:
    last = None
    for batch in released:
        if not any_open(writing.connection, stage, batch):
            ready = complete_among(writing.connection, stage, batch)
            last = _append(writing, stage, ready, BY_BATCH) or last
    return last


def _reveal_rounds(
    writing: Writing, stage: Stage, rounds: Collection[str], progress: Progress | None = None
) -> Reveal | None:
    last = None
    for round_id in sorted(rounds):
        if not is_open(writing.connection, stage, round_id):
            ready = complete_in_round(writing.connection, stage, round_id)
            last = _append(writing, stage, ready, BY_ROUND, progress) or last
    return last


def reveal(review: Review, stage: Stage, round_id: str = "") -> tuple[Reveal | None, int]:
    """Reveal all ballots complete so far (of one round, if named), as an act of the lead.

    Returns the reveal, None where no ballot waited, and the number of ballots still open.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "reveal")
        ready = complete_in_round(connection, stage, round_id)
        done = reveal_complete(writing, stage, ready)
        return done, number_open(connection, stage, round_id)


def reveal_complete(writing: Writing, stage: Stage, sets: Collection[str]) -> Reveal | None:
    """Reveal ballots that are complete, as the lead's own act."""
    who = writing.review.person
    return _append(writing, stage, sets, f"by {who}, all complete so far")


def _append(
    writing: Writing,
    stage: Stage,
    sets: Collection[str],
    because: str,
    progress: Progress | None = None,
) -> Reveal | None:
    """Name every standing decision on `sets`: what comes later is not revealed by this act.

    Returns None where all of them are named already, and wait for their owners to open them.
    """
    connection, decision, in_set = writing.connection, tables.decision, tables.record_set
    named = tables.revealed
    before = select(named.c.act_id).where(named.c.decision_id == decision.c.act_id)
    found: dict[str, str] = {}  # decision, set
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(decision.c.act_id, in_set.c.set_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .where(in_set.c.set_id.in_(batch), decision.c.stage == stage)
            .where(~before.exists(), ~is_set_aside())
        )
        found.update({row[0]: row[1] for row in rows})
    if not found:
        return None
    touched = set(found.values())
    body = {
        "stage": stage,
        "because": because,
        "ballots": len(touched),
        "decisions": sorted(found),
    }
    act = writing.append(REVEAL, stage, body)
    writing.settle(progress)
    waiting = len(complete_among(connection, stage, touched))
    return Reveal(act, len(touched) - waiting, waiting)
