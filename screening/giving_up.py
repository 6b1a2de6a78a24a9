"""Giving up sealed decisions: when whoever could open them is gone, or has lost the key.

They count no longer, even if they should be opened some day, and their records are asked for again.
What is sealed only because its owner has not opened it on a team's server yet is not lost: of it
nothing is given up while that person is in the team.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from review.ledger.ledger import Review
from review.people import team
from review.refusal import Refused
from review.store import tables
from screening.projector import GIVE_UP


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What was given up: so many decisions, on so many records."""

    person: str
    decisions: int
    records: int


def is_given_up() -> ColumnElement[bool]:
    """Return the condition on `decision` under which it counts no longer."""
    gone = tables.given_up
    return select(gone.c.act_id).where(gone.c.decision_id == tables.decision.c.act_id).exists()


def waits_sealed() -> ColumnElement[bool]:
    """Return the condition on `decision` under which it is sealed here and not given up."""
    return and_(tables.decision.c.sealed, ~is_given_up())


def give_up(review: Review, name: str, why: str) -> GivenUp:
    """Give up all decisions that `name` sealed and nobody here can read; an act of the lead.

    Of someone in the team these are the ones that another copy sealed, whose key may be lost; of
    someone who has left, all. Refused where no reason is given, the name is unknown, or there are
    none.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "give up decisions")
        person = team.find(connection, name)
        if not why.strip():
            raise Refused("Whoever gives up decisions says why.", "Add --why with a few words.")
        sealed = _sealed_by(connection, person.name)
        lost = [row for row in sealed if row.elsewhere or not person.active]
        if sealed and not lost:
            raise Refused(
                f"{person.name} is in the team and opens these decisions by opening the review.",
                f"If {person.name} is gone: `review team retire {person.name}` first.",
            )
        if not lost:
            raise Refused(
                f"No decision of {person.name} is sealed here.",
                "There is nothing to give up; what is waited for is in `review status`.",
            )
        decisions = sorted(row.act_id for row in lost)
        writing.append(GIVE_UP, person.name, {"decisions": decisions, "why": why.strip()})
    return GivenUp(person.name, len(decisions), len({row.set_id for row in lost}))


def _sealed_by(connection: Connection, name: str) -> Sequence[Row[Any]]:
    """Return the decisions of `name` that are sealed here, their sets, and what sealed them.

    Those from `elsewhere` only a key opens; the others the database keeps from everyone but `name`.
    """
    decision, act, in_set = tables.decision, tables.act, tables.record_set
    text = tables.sealed_body
    return connection.execute(
        select(
            decision.c.act_id,
            in_set.c.set_id,
            text.c.act_id.is_not(None).label("elsewhere"),
        )
        .join(act, act.c.id == decision.c.act_id)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .outerjoin(text, text.c.act_id == decision.c.act_id)
        .where(waits_sealed(), act.c.by == name)
    ).all()


def describe(done: GivenUp) -> str:
    """Return what was given up and what follows from it, in words."""
    one = done.decisions == 1
    where = "Its record is" if done.records == 1 else f"Their {done.records} records are"
    return (
        f"{done.decisions} sealed {'decision' if one else 'decisions'} of {done.person} given up. "
        f"{where} asked for again, of a successor or of {done.person}; "
        "`review undo` takes this back."
    )
