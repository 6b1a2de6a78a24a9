"""Deciding on many records at once: found by a filter, shown first, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from review.counting import counted
from review.ledger.ledger import Review
from review.ledger.undoing import at_once
from review.people import team
from review.protocol import Stage
from review.records.lookup import Found, shown_of
from review.refusal import Refused
from screening.deciding import Wish, decide_in, situation
from screening.filters import Filter, waiting
from screening.revealing import Reveal, reveal_what_is_ready


@dataclass(frozen=True, slots=True)
class Bulk:
    """So many decisions made at once, and the reveal that they brought about, if they did."""

    decisions: int
    reveal: Reveal | None

    def in_words(self, verdict: str) -> str:
        """Return what was done and how it is taken back."""
        said = f"{verdict}: {counted(self.decisions, 'record')}; one `review undo` takes it back."
        return f"{said} {self.reveal.in_words()}." if self.reveal else said


def meant(connection: Connection, reviewer: str, stage: Stage, wanted: Filter) -> list[Found]:
    """Return the records that a decision by `wanted` would be on: what one has yet to decide."""
    sets = waiting(connection, reviewer, stage, wanted)
    shown = shown_of(connection, sets)
    return [shown[one] for one in sets]


def decide_all(review: Review, stage: Stage, records: Sequence[Found], wish: Wish) -> Bulk:
    """Keep the same decision on each of `records`, all or none; Refused as one decision is."""
    if not records:
        raise Refused("No record that you have yet to decide fits.", "Ask for less.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("screener",), "decide")
        sets = [record.set_id for record in records]
        now = situation(connection, sets, stage)
        group = at_once(len(records))
        for record in records:
            decide_in(writing, record, stage, wish, review.person, now, group)
        writing.settle()
        reveal = reveal_what_is_ready(writing, stage, sets)
    return Bulk(len(records), reveal)
