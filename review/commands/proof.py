"""Everything that `review check` proves, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from review.closing import unlike
from review.flow.checks import check as check_flow
from review.flow.fallen import fallen
from review.flow.queries import flow
from review.ledger import Review
from review.proving import Problem, broken_hashes, missing_records, stale_projections

Check = Callable[[Connection], list[Problem]]


def problems_of(review: Review, more: Sequence[Check]) -> list[Problem]:
    """Return all problems: hashes, files, arithmetic, what fell between stages, projections."""
    with review.read() as connection:
        problems = broken_hashes(connection) + missing_records(connection) + fallen(connection)
        problems += [
            Problem(found.rule, found.message, found.rows)
            for found in check_flow(flow(connection))
            if found.level == "error"
        ]
        for check in more:
            problems += check(connection)
    return problems + unlike(review) + stale_projections(review)
