"""The queue: which records a reviewer has yet to decide, and how far everyone is.

What a reviewer sees here follows from facts, their own decisions and revealed ones; of the others
there is a bare number of decisions, and none while records are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from review.protocol import FULL_TEXT, Stage
from review.standing import PENDING
from review.store import tables
from screening.ballot import MAIN_ROUND
from screening.ranking.acts import SOURCE
from screening.ranking.ways import way_of

_BALLOT, _PART, _SET = tables.ballot, tables.ballot_part, tables.duplicate_set


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage is, as one person may see it."""

    ballots: int
    mine: int
    left: int
    others: tuple[tuple[str, int], ...]  # name, number of decisions
    revealed: int
    to_settle: int
    hidden: bool = False  # how far the others are is not told, and `others` is empty


def _own(reviewer: str) -> ColumnElement[bool]:
    return and_(
        _PART.c.set_id == _BALLOT.c.set_id,
        _PART.c.stage == _BALLOT.c.stage,
        _PART.c.reviewer == reviewer,
    )


def is_asked(reviewer: str) -> ColumnElement[bool]:
    """Return the condition on `ballot` under which `reviewer` is asked by name, case and all."""
    return func.replace(_BALLOT.c.asked, f" {reviewer} ", "") != _BALLOT.c.asked


def to_decide(reviewer: str, stage: Stage) -> Select[Any]:
    """Return the query for the ids of the sets that `reviewer` has yet to decide, in order.

    Calibration rounds come first, then the order of arrival. A full text that is not retrieved, or
    is settled as awaiting, is asked of nobody.
    """
    calibrating = case((_BALLOT.c.round_id == MAIN_ROUND[stage], 1), else_=0)
    query = (
        select(_BALLOT.c.set_id)
        .outerjoin(_PART, _own(reviewer))
        .where(_BALLOT.c.stage == stage, _BALLOT.c.revealed.is_(False))
        .where(_BALLOT.c.complete.is_(False), _BALLOT.c.settlement == "")
        .where(or_(_PART.c.set_id.is_(None), _PART.c.decision_id == ""))
        .where(or_(_BALLOT.c.anyone, is_asked(reviewer)))
        .order_by(calibrating, _BALLOT.c.place)
    )
    if stage == FULL_TEXT:
        query = query.join(_SET, _SET.c.set_id == _BALLOT.c.set_id).where(
            _SET.c.retrieval != "not-retrieved"
        )
    return query


def next_set(connection: Connection, reviewer: str, stage: Stage) -> str | None:
    """Return the set that `reviewer` decides next, or None when nothing is left.

    While records are ranked it is None, too, when what was released is decided.
    """
    if way_of(connection, stage).way != SOURCE:
        return next(iter(waiting_sets(connection, reviewer, stage)), None)
    made, main = tables.screening_round, MAIN_ROUND[stage]
    # By state and place an index gives the first one at once; by round first it would have to sort.
    waiting = to_decide(reviewer, stage).where(_BALLOT.c.state == PENDING).order_by(None)
    in_order = waiting.order_by(_BALLOT.c.place).limit(1)
    found: str | None = None
    if connection.scalar(select(made.c.id).where(made.c.stage == stage).limit(1)):
        found = connection.scalar(in_order.where(_BALLOT.c.round_id != main))
    return found or connection.scalar(in_order.where(_BALLOT.c.round_id == main))


def waiting_sets(connection: Connection, reviewer: str, stage: Stage) -> Sequence[str]:
    """Return the sets that `reviewer` is offered to decide, in the order that holds."""
    from screening.ranking.queueing import arranged

    sets = connection.scalars(to_decide(reviewer, stage)).all()
    return arranged(connection, reviewer, stage, sets)


def progress(connection: Connection, viewer: str, stage: Stage) -> Progress:
    """Return the counts of one stage as `viewer` may see them."""
    ballots = revealed = undecided = 0
    for _round, shown, complete, settled, number in connection.execute(_TALLY, {"stage": stage}):
        ballots += number
        revealed += number if shown else 0
        undecided += 0 if shown or complete or settled else number
    hidden = way_of(connection, stage).ranked
    own = select(func.count()).where(
        _PART.c.reviewer == viewer, _PART.c.stage == stage, _PART.c.decision_id != ""
    )
    return Progress(
        ballots=ballots,
        mine=(connection.scalar(own) or 0) if viewer else 0,
        left=_left(connection, viewer, stage, undecided),
        others=() if hidden else _others(connection, viewer, stage),
        revealed=revealed,
        to_settle=connection.scalar(_TO_SETTLE, {"stage": stage}) or 0,
        hidden=hidden,
    )


def _others(connection: Connection, viewer: str, stage: Stage) -> tuple[tuple[str, int], ...]:
    """Count the records that each of the others decided on.

    Not the ballots: of these a merge makes one of two, and how many it leaves decided would tell
    whether somebody decided on both, and said the same of both.
    """
    made, lost = tables.decision, tables.given_up
    query = (
        select(made.c.reviewer, func.count(made.c.record_id.distinct()))
        .where(made.c.stage == stage, made.c.reviewer != viewer)
        .group_by(made.c.reviewer)
        .order_by(made.c.reviewer)
    )
    if connection.scalar(select(lost.c.act_id).limit(1)):  # else an index alone answers it
        is_lost = select(lost.c.act_id).where(lost.c.decision_id == made.c.act_id)
        query = query.where(~is_lost.exists())
    return tuple((row[0], row[1]) for row in connection.execute(query))


def _left(connection: Connection, viewer: str, stage: Stage, undecided: int) -> int:
    """Count what `to_decide` gives; of `undecided` title-abstract ballots all but one's own."""
    if stage == FULL_TEXT or _is_allocated(connection, stage):
        query = to_decide(viewer, stage).order_by(None)
        return connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    own = (
        select(func.count())
        .select_from(_PART)
        .join(_BALLOT, _own(viewer))
        .where(_PART.c.reviewer == viewer, _PART.c.stage == stage, _PART.c.decision_id != "")
        .where(_PART.c.revealed.is_(False), _BALLOT.c.revealed.is_(False))
        .where(_BALLOT.c.complete.is_(False), _BALLOT.c.settlement == "")
    )
    return undecided - (connection.scalar(own) or 0)


def _is_allocated(connection: Connection, stage: Stage) -> bool:
    made = tables.allocation
    return bool(connection.scalar(select(made.c.act_id).where(made.c.stage == stage).limit(1)))


# Grouped as the index `ballot_open` is ordered, which alone answers it.
_OPEN = (_BALLOT.c.round_id, _BALLOT.c.revealed, _BALLOT.c.complete, _BALLOT.c.settlement)
_TALLY = select(*_OPEN, func.count()).where(_BALLOT.c.stage == bindparam("stage")).group_by(*_OPEN)
_TO_SETTLE = select(func.count()).where(
    _BALLOT.c.stage == bindparam("stage"), _BALLOT.c.state.in_(("conflict", "to-discuss"))
)
