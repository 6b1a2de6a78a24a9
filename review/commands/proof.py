"""Everything that `review check` proves, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from review.flow.checks import check as check_flow
from review.flow.fallen import fallen
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.ledger import Review
from review.past import unlike
from review.proving import Problem, broken_hashes, missing_records, stale_projections
from review.source_counts import source_counts

_SHOWN = 20  # ids of what is behind a number that does not add up
Check = Callable[[Connection, str], list[Problem]]  # as that person may see it, "" for all


def notices_of(review: Review) -> list[str]:
    """Return what is no fault of the review and should be known: hits that are not in the files."""
    with review.read() as connection:
        return [count.warning for count in source_counts(connection) if count.warning]


def problems_of(review: Review, more: Sequence[Check]) -> list[Problem]:
    """Return all problems: hashes, files, arithmetic, what fell between stages, projections."""
    with review.read() as connection:
        problems = broken_hashes(connection) + missing_records(connection) + fallen(connection)
        problems += [
            Problem(found.rule, found.message, _behind(connection, found.rows))
            for found in check_flow(flow(connection))
            if found.level == "error"
        ]
        for check in more:
            problems += check(connection, review.person)
    return problems + unlike(review) + stale_projections(review)


def _behind(connection: Connection, rows: Sequence[str]) -> tuple[str, ...]:
    """Return the rows that do not add up, and what is behind them as far as it can be shown."""
    ids = [row.id for key in rows for row in rows_behind(connection, key).rows[:_SHOWN]]
    return (*rows, *dict.fromkeys(ids))
