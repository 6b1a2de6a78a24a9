"""Giving up sealed decisions: when whoever could open them is gone, or has lost the key.

They count no longer, even if they should be opened some day, and their records are asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select

from review import team
from review.ledger import Review
from review.refusal import Refused
from review.store import tables
from screening.projector import GIVE_UP


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What was given up: so many decisions, on so many records."""

    person: str
    decisions: int
    records: int


def waits_sealed() -> ColumnElement[bool]:
    """Return the condition on `decision` under which it is sealed here and not given up."""
    gone = select(tables.given_up.c.act_id).where(
        tables.given_up.c.decision_id == tables.decision.c.act_id
    )
    return and_(tables.decision.c.sealed, ~gone.exists())


def give_up(review: Review, name: str, why: str) -> GivenUp:
    """Give up all decisions that `name` sealed and nobody here can read; an act of the lead.

    Refused where no reason is given, the name is unknown, or nothing of theirs is sealed.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "give up decisions")
        person = team.find(connection, name)
        if not why.strip():
            raise Refused("Whoever gives up decisions says why.", "Add --why with a few words.")
        decisions, records = _sealed_by(connection, person.name)
        if not decisions:
            raise Refused(
                f"No decision of {person.name} is sealed here.",
                "There is nothing to give up; what is waited for is in `review status`.",
            )
        writing.append(GIVE_UP, person.name, {"decisions": decisions, "why": why.strip()})
    return GivenUp(person.name, len(decisions), records)


def _sealed_by(connection: Connection, name: str) -> tuple[list[str], int]:
    """Return the decisions that only a key of `name` opens, and on how many records they are."""
    decision, act, in_set = tables.decision, tables.act, tables.record_set
    sealed = (
        select(decision.c.act_id)
        .join(act, act.c.id == decision.c.act_id)
        .where(waits_sealed(), act.c.by == name)
    )
    records = connection.scalar(
        select(func.count(in_set.c.set_id.distinct()))
        .join(decision, decision.c.record_id == in_set.c.record_id)
        .where(decision.c.act_id.in_(sealed))
    )
    return sorted(connection.scalars(sealed)), records or 0


def describe(done: GivenUp) -> str:
    """Return what was given up and what follows from it, in words."""
    one = done.decisions == 1
    where = "Its record is" if done.records == 1 else f"Their {done.records} records are"
    return (
        f"{done.decisions} sealed {'decision' if one else 'decisions'} of {done.person} given up. "
        f"{where} asked for again, of a successor or of {done.person}; "
        "`review undo` takes this back."
    )
