"""Which ballots are open, and which are complete and wait for a reveal."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from review.protocol import FULL_TEXT, Stage
from review.standing import batches
from review.store import tables
from screening.standing_decisions import is_set_aside


def is_open(connection: Connection, stage: Stage, round_id: str) -> bool:
    """Tell whether somebody is still asked about a ballot of a round."""
    ballot = tables.ballot
    open_one = (
        select(ballot.c.set_id)
        .where(ballot.c.stage == stage, ballot.c.round_id == round_id)
        .where(ballot.c.revealed.is_(False), ballot.c.complete.is_(False))
        .where(ballot.c.settlement == "")
    )
    if stage == FULL_TEXT:
        # A report that could not be retrieved is asked of nobody.
        in_set = tables.duplicate_set
        open_one = open_one.join(in_set, in_set.c.set_id == ballot.c.set_id).where(
            in_set.c.retrieval != "not-retrieved"
        )
    return connection.scalar(open_one.limit(1)) is not None


def any_open(connection: Connection, stage: Stage, sets: Collection[str]) -> bool:
    """Tell whether somebody is still asked about one of `sets`."""
    ballot = tables.ballot
    return any(
        connection.scalar(
            select(ballot.c.set_id)
            .where(ballot.c.stage == stage, ballot.c.set_id.in_(some))
            .where(ballot.c.revealed.is_(False), ballot.c.complete.is_(False))
            .where(ballot.c.settlement == "")
            .limit(1)
        )
        is not None
        for some in batches(sorted(sets))
    )


def number_open(connection: Connection, stage: Stage, round_id: str) -> int:
    """Count the ballots of a stage (of one round, if named) that are not complete."""
    ballot = tables.ballot
    query = select(func.count()).where(
        ballot.c.stage == stage, ballot.c.revealed.is_(False), ballot.c.complete.is_(False)
    )
    if round_id:
        query = query.where(ballot.c.round_id == round_id)
    return connection.scalar(query) or 0


def complete_among(connection: Connection, stage: Stage, sets: Collection[str]) -> list[str]:
    """Return those of `sets` whose ballot is complete and not revealed."""
    ballot = tables.ballot
    found: list[str] = []
    for batch in batches(sorted(sets)):
        found += connection.scalars(
            select(ballot.c.set_id)
            .where(ballot.c.stage == stage, ballot.c.set_id.in_(batch))
            .where(ballot.c.complete, ballot.c.revealed.is_(False))
        )
    return found


def complete_in_round(connection: Connection, stage: Stage, round_id: str) -> list[str]:
    """Return the sets of a stage (of one round, if named) that are complete and not revealed."""
    ballot = tables.ballot
    query = select(ballot.c.set_id).where(
        ballot.c.stage == stage, ballot.c.complete, ballot.c.revealed.is_(False)
    )
    if round_id:
        query = query.where(ballot.c.round_id == round_id)
    return list(connection.scalars(query))


def late(connection: Connection, stage: Stage) -> list[str]:
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
            .where(decision.c.sealed.is_(False), ~named.exists(), ~is_set_aside())
            .distinct()
        )
    )
