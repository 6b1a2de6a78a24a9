"""Everything that `review check` proves, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from review.editions.past import unlike
from review.flow.checks import check as check_flow
from review.flow.fallen import fallen
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import Problem, broken_hashes, missing_records, stale_projections
from review.progress import Progress, part_of
from review.sources.counts import source_counts

_SHOWN = 20  # ids of what is behind a number that does not add up
Check = Callable[[Connection, str], list[Problem]]  # as that person may see it, "" for all
# How far the steps are done, in percent of what they take in a large review; the last one builds
# every projection anew.
_ACTS, _FILES, _FLOW, _SLICES, _PAST = 15, 20, 25, 30, 35


def notices_of(review: Review) -> list[str]:
    """Return what is no fault of the review and should be known: hits that are not in the files."""
    with review.read() as connection:
        return [
            f"{count.warning} {count.accounts.next_step}"
            for count in source_counts(connection)
            if count.warning
        ]


def _untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def problems_of(
    review: Review, more: Sequence[Check], progress: Progress = _untold
) -> list[Problem]:
    """Return all problems: hashes, files, arithmetic, what fell between stages, projections."""
    progress(0, 100)
    with review.read() as connection:
        problems = broken_hashes(connection)
        progress(_ACTS, 100)
        problems += missing_records(connection) + fallen(connection)
        progress(_FILES, 100)
        problems += [
            Problem(found.rule, found.message, _behind(connection, found.rows))
            for found in check_flow(flow(connection))
            if found.level == "error"
        ]
        progress(_FLOW, 100)
        for check in more:
            problems += check(connection, review.person)
    progress(_SLICES, 100)
    problems += unlike(review)
    progress(_PAST, 100)
    return problems + stale_projections(review, part_of(progress, _PAST, 100))


def _behind(connection: Connection, rows: Sequence[str]) -> tuple[str, ...]:
    """Return the rows that do not add up, and what is behind them as far as it can be shown."""
    ids = [row.id for key in rows for row in rows_behind(connection, key).rows[:_SHOWN]]
    return (*rows, *dict.fromkeys(ids))
