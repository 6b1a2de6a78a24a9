"""Agreed exclusions whose reasons differ, settled by the protocol's order in one go."""

from __future__ import annotations

from review.ledger import Review
from review.protocol import STAGES
from screening.conflicts import reasons_differ
from screening.settling import Proposal, settle_in

WHY = "the first reason in the protocol's order that all gave, else the first that anyone gave"


def settle_by_rule(review: Review) -> int:
    """Settle every exclusion whose reasons differ, and return their number; an act for each.

    Refused, with nothing settled, where this person may not settle.
    """
    with review.write() as writing:
        connection = writing.connection
        found = [(stage, one) for stage in STAGES for one in reasons_differ(connection, stage)]
        for stage, one in found:
            settle_in(writing, one.record, stage, Proposal("exclude", "rule", WHY))
    return len(found)
