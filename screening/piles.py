"""The pile of what one decides later: one's own alone, and last in one's queue."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import Act
from review.ledger.ledger import Review
from review.protocol import Stage
from review.records.lookup import Found
from review.records.tag_sight import LATER
from review.records.tags import put_tag, tagged
from screening.filters import Filter, waiting
from screening.queue import next_set


def put_off(review: Review, record: Found, *, on: bool = True) -> Act:
    """Put a record on one's pile for later, or take it off again; Refused as a tag is."""
    return put_tag(review, record, LATER, on=on)


def pile(connection: Connection, reviewer: str, stage: Stage) -> list[str]:
    """Return what `reviewer` has put off and yet to decide at `stage`, in order."""
    put = tagged(connection, reviewer, LATER, by=reviewer)
    return [one for one in waiting(connection, reviewer, stage, Filter()) if one in put]


def next_fitting(connection: Connection, reviewer: str, stage: Stage, wanted: Filter) -> str | None:
    """Return the set that `reviewer` decides next of those that fit; put off comes last."""
    put = tagged(connection, reviewer, LATER, by=reviewer)
    if not put and not wanted.says_something:
        return next_set(connection, reviewer, stage)
    fitting = waiting(connection, reviewer, stage, wanted)
    return next((one for one in fitting if one not in put), fitting[0] if fitting else None)
