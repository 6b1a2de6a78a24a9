"""Closing a round: its decisions are kept, or discarded and their records screened again.

What is discarded stays in the history, and the round's agreement is still worked out from it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.protocol import Stage
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from screening.ballot import MAIN_ROUND
from screening.closings import closings
from screening.round_acts import CHOICES, CLOSE, DISCARD
from screening.rounds import find_round
from screening.standing_decisions import stands


@dataclass(frozen=True, slots=True)
class Closed:
    """A round that was closed: records that stay in it, and those that go to the main round."""

    name: str
    choice: str
    kept: int
    released: int

    def in_words(self) -> str:
        """Return what was done and what follows from it."""
        if self.choice == DISCARD:
            what = f"{counted(self.released, 'record')} will be screened again in the main round"
            return f"Round “{self.name}” closed, its decisions discarded: {what}."
        left = ""
        if self.released:
            verb = "goes" if self.released == 1 else "go"
            left = f"; {counted(self.released, 'record')} that {verb} on in the main round"
        kept = counted(self.kept, "record")
        return f"Round “{self.name}” closed, the decisions on {kept} kept{left}."


def close(review: Review, stage: Stage, name: str, choice: str, why: str) -> Closed:
    """Close a calibration round; an act of the lead.

    Records that are not revealed go on in the main round, with the decisions made so far where the
    round is kept. Refused for the main round, for one that is closed, and without a reason.
    """
    if choice not in CHOICES:
        raise Refused(f"“{choice}” is no way to close a round.", f"Say {' or '.join(CHOICES)}.")
    if not why.strip():
        raise Refused("Whoever closes a round says why.", "Add --why with a few words.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "close a round")
        round_id = find_round(connection, stage, name or "main")
        if round_id == MAIN_ROUND[stage]:
            raise Refused(
                "The main round ends when everything in it is decided.",
                f"Before that, `review round reveal --stage {stage}` reveals what is complete.",
            )
        if round_id in closings(connection):
            raise Refused(f"Round “{name}” is closed already.", "`review undo` takes that back.")
        drawn = _sets(connection, round_id, stage)
        kept = {one for one, is_shown in drawn.items() if is_shown} if choice != DISCARD else set()
        released = set(drawn) - kept
        body = {
            "stage": stage,
            "name": _name(connection, round_id),
            "choice": choice,
            "why": why.strip(),
            "released": _records(connection, round_id, released),
            "decisions": standing_on(connection, stage, released) if choice == DISCARD else [],
        }
        writing.append(CLOSE, round_id, body)
    return Closed(str(body["name"]), choice, len(kept), len(released))


def _sets(connection: Connection, round_id: str, stage: Stage) -> dict[str, bool]:
    ballot = tables.ballot
    rows = connection.execute(
        select(ballot.c.set_id, ballot.c.revealed).where(
            ballot.c.stage == stage, ballot.c.round_id == round_id
        )
    )
    return {set_id: bool(is_shown) for set_id, is_shown in rows}


def _name(connection: Connection, round_id: str) -> str:
    made = tables.screening_round
    return connection.scalar(select(made.c.name).where(made.c.id == round_id)) or ""


def _records(connection: Connection, round_id: str, sets: Collection[str]) -> list[str]:
    """Return the drawn records that are in `sets` now."""
    drawn, in_set = tables.round_record, tables.record_set
    rows = connection.execute(
        select(drawn.c.record_id, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == drawn.c.record_id)
        .where(drawn.c.round_id == round_id)
    )
    return sorted(record for record, set_id in rows if set_id in sets)


def standing_on(connection: Connection, stage: Stage, sets: Collection[str]) -> list[str]:
    """Return the decisions that count on `sets`."""
    decision, in_set = tables.decision, tables.record_set
    found: list[str] = []
    for batch in batches(sorted(sets)):
        query = (
            select(decision.c.act_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .where(in_set.c.set_id.in_(batch), decision.c.stage == stage, stands())
        )
        found += connection.scalars(query)
    return sorted(found)
