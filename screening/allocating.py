"""Allocating: who is asked about which records at a stage, and who follows somebody who leaves.

Acts of the lead, at any time: what was decided already stays and takes its place in each ballot,
and nobody learns from their list which records others have decided on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, or_, select

from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.protocol import STAGES, Stage
from review.protocols.versions import current
from review.refusal import Refused
from review.store import tables
from screening.asking import allocations, places
from screening.ballot import needed
from screening.queue import is_asked
from screening.round_acts import ALLOCATE, HAND_OVER
from screening.shares import EVERYONE, Shares, drawn, proportions
from screening.unanswered import word_stands

_RULES_OF_TWO = ("any-include-forward", "one-excludes-checked")


@dataclass(frozen=True, slots=True)
class Allocated:
    """How a stage is allocated, as everyone may see it."""

    stage: str
    rule: str
    shares: Shares
    reviewers: int  # a record, the overlap not counted
    drawn: Mapping[str, int]  # records that each person was drawn for, whoever decides them now
    successors: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the allocation as plain values."""
        return {
            "stage": self.stage,
            "rule": self.rule,
            "by_name": bool(self.shares.weights),
            "reviewers": self.reviewers,
            "overlap": self.shares.overlap,
            "seed": self.shares.seed,
            "shares": proportions(self.shares, self.reviewers) if self.shares.weights else {},
            "drawn": dict(self.drawn),
            "successors": [list(pair) for pair in self.successors],
        }


def allocate(review: Review, stage: Stage, shares: Shares) -> Allocated:
    """Let the records at `stage` be shared so from now on; an act of the lead.

    Refused where somebody does not screen, or the stage rule asks for more or fewer people.
    """
    with review.write() as writing:
        connection = writing.connection
        may_allocate(connection, review, stage, shares)
        writing.append(ALLOCATE, stage, {"stage": stage, "shares": shares.as_data()})
        writing.settle()
        return allocated(connection, stage)


def may_allocate(connection: Connection, review: Review, stage: Stage, shares: Shares) -> None:
    """Refuse, with why, what `allocate` refuses."""
    team.require(connection, review, ("lead",), "allocate records")
    _version, protocol = current(connection)
    _fits(connection, shares, protocol.rules[stage])


def _fits(connection: Connection, shares: Shares, rule: str) -> None:
    screening = team.screeners(connection)
    names = [name for name, _weight in shares.weights]
    for name in names:
        team.find(connection, name)
        if name not in screening:
            raise Refused(
                f"{name} does not screen.", f"Give the role: `review team role {name} --role ...`."
            )
    if shares.reviewers and not names:
        raise Refused(
            "So many reviewers a record are asked by name.",
            f"Name them: {' '.join(f'--to {name}' for name in screening)}.",
        )
    least = 1 if rule == "one" else 2
    if shares.reviewers and shares.reviewers < least:
        raise Refused(
            f"The rule “{rule}” asks for {least} reviewers a record.",
            'For one reviewer set rule = "one" in the protocol; what is decided stays.',
        )
    if rule in _RULES_OF_TWO and (shares.reviewers > least or shares.overlap):
        raise Refused(
            f"Under the rule “{rule}” the second reviewer is asked where the first one's verdict "
            "asks for it; there is no more to allocate.",
            "Leave out --reviewers and --overlap.",
        )
    most = (shares.reviewers or least) + (shares.overlap > 0)
    if names and len(names) < most:
        raise Refused(
            f"{most} reviewers a record cannot be drawn from {counted(len(names), 'person')}.",
            "Name more with --to.",
        )


def allocated(connection: Connection, stage: Stage) -> Allocated:
    """Return how the records at `stage` are allocated, with how many were drawn for whom.

    Counted from the draw alone: it is the same whatever anybody has decided.
    """
    made = allocations(connection)
    return drawing(connection, stage, made.shares.get(stage, EVERYONE), made.successions)


def drawing(
    connection: Connection,
    stage: Stage,
    shares: Shares,
    successions: tuple[tuple[str, str], ...] = (),
) -> Allocated:
    """Return what `shares` draw at a stage, whether they hold or not."""
    _version, protocol = current(connection)
    numbers = {name: len(sets) for name, sets in drawn_for(connection, stage, shares).items()}
    reviewers = shares.reviewers or needed(stage, protocol)
    return Allocated(stage, protocol.rules[stage], shares, reviewers, numbers, successions)


def drawn_for(connection: Connection, stage: Stage, shares: Shares) -> dict[str, list[str]]:
    """Return the sets that are drawn for each person, in order of arrival."""
    _version, protocol = current(connection)
    found: dict[str, list[str]] = {name: [] for name, _weight in shares.weights}
    if found:
        ballot, least = tables.ballot, needed(stage, protocol)
        query = select(ballot.c.set_id).where(ballot.c.stage == stage).order_by(ballot.c.place)
        sets = connection.scalars(query).all()
        where = places(connection, sets)
        for set_id in sets:
            for name in drawn(shares, least, *where[set_id]):
                found[name].append(set_id)
    return found


def hand_over(review: Review, leaver: str, successor: str) -> str:
    """Let `successor` be asked wherever `leaver` has yet to decide, at both stages; by the lead.

    What the leaver decided stays. Refused where the successor does not screen or nothing is
    allocated to the leaver by name: then whoever screens is asked anyway.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "hand records over")
        team.find(connection, leaver)
        team.find(connection, successor)
        if successor == leaver or successor not in team.screeners(connection):
            raise Refused(
                f"{successor} cannot take over from {leaver}.",
                "Name somebody else who screens; `review team add` brings in new people.",
            )
        if not (due_by_name(connection, leaver) or word_stands(connection, leaver)):
            raise Refused(
                f"No record is allocated to {leaver} by name.",
                "Whoever screens is asked for what is open already.",
            )
        writing.append(HAND_OVER, leaver, {"to": successor})
    return (
        f"What {leaver} had yet to decide is {successor}'s now; what {leaver} decided stays. "
        "`review undo` takes this back."
    )


def due_by_name(connection: Connection, name: str, stages: Collection[Stage] = STAGES) -> int:
    """Count the ballots for which `name` is asked and that are open: a number that all may see."""
    ballot, part = tables.ballot, tables.ballot_part
    own = (part.c.set_id == ballot.c.set_id) & (part.c.stage == ballot.c.stage)
    return (
        connection.scalar(
            select(func.count())
            .select_from(ballot)
            .outerjoin(part, own & (part.c.reviewer == name))
            .where(ballot.c.stage.in_(stages), is_asked(name))
            .where(ballot.c.revealed.is_(False), ballot.c.settlement == "")
            .where(or_(part.c.set_id.is_(None), part.c.decision_id == ""))
        )
        or 0
    )
