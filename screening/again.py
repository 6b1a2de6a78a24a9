"""Decisions made under older versions of the protocol, to be made anew; an act of the lead.

Everyone is asked again about what they decided themselves, blind as before. What was revealed
before that stays the first word, and agreement is about that; what was not is no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from review import team
from review.counting import counted
from review.ids import shown
from review.ledger import Review
from review.protocol import Stage
from review.refusal import Refused
from review.store import tables
from review.versions import Version, history, named
from screening.round_acts import AGAIN
from screening.standing_decisions import stands

Which = Literal["all", "open", "revealed"]
WHICH: tuple[Which, ...] = ("all", "open", "revealed")


@dataclass(frozen=True, slots=True)
class Again:
    """What is asked for again: so many decisions, on so many records."""

    decisions: int
    records: int
    version: str

    def in_words(self) -> str:
        """Return what was done and what follows from it."""
        return (
            f"{counted(self.decisions, 'decision')} on {counted(self.records, 'record')} made "
            f"under versions before {self.version}: asked for again, of those who made them. "
            "`review undo` takes this back."
        )


def again(review: Review, stage: Stage, older_than: str, why: str, which: Which = "all") -> Again:
    """Set aside the decisions at `stage` made under versions before `older_than` ("": the latest).

    Of ballots that are `open` only, `revealed` only, or of all. Refused where there are none, and
    without a reason.
    """
    if not why.strip():
        raise Refused("Whoever asks again says why.", "Add --why with a few words.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "ask for decisions again")
        version = named(connection, older_than)
        found = _older(connection, stage, version, which)
        name = shown("p", version.id)
        if not found:
            raise Refused(
                f"No decision at {stage} was made under a version before {name}.",
                "`review protocol versions` lists them.",
            )
        body = {
            "stage": stage,
            "than": version.id,
            "decisions": sorted(found),
            "why": why.strip(),
        }
        writing.append(AGAIN, stage, body)
    return Again(len(found), len(set(found.values())), name)


def _older(connection: Connection, stage: Stage, version: Version, which: Which) -> dict[str, str]:
    """Return the decisions that were made under no version that is `version` or after it."""
    newer = {version.id} | {
        one.id for one in history(connection) if version.id in (one.over or frozenset())
    }
    decision, in_set, ballot = tables.decision, tables.record_set, tables.ballot
    query = (
        select(decision.c.act_id, decision.c.protocol, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .join(ballot, (ballot.c.set_id == in_set.c.set_id) & (ballot.c.stage == decision.c.stage))
        .where(decision.c.stage == stage, stands())
    )
    if which != "all":
        query = query.where(ballot.c.revealed == (which == "revealed"))
    rows = connection.execute(query)
    return {act_id: set_id for act_id, under, set_id in rows if under not in newer}
