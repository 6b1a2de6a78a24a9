"""Agreed exclusions whose reasons differ, settled by the protocol's order in one go."""

from __future__ import annotations

from collections.abc import Sequence

from review.ledger.ledger import Review
from review.ledger.undoing import at_once
from review.protocol import STAGES, Stage
from screening.conflicts import reasons_differ
from screening.settling import Proposal, settle_in

WHY = "the first reason in the protocol's order that all gave, else the first that anyone gave"


def settle_by_rule(review: Review, stages: Sequence[Stage] = STAGES) -> int:
    """Settle every exclusion whose reasons differ, and return their number; an act for each.

    One undo takes all of them back. Refused, with nothing settled, where this person may not.
    """
    with review.write() as writing:
        connection = writing.connection
        found = [(stage, one) for stage in stages for one in reasons_differ(connection, stage)]
        group = at_once(len(found))
        for stage, one in found:
            settle_in(writing, one.record, stage, Proposal("exclude", "rule", WHY), group)
    return len(found)
