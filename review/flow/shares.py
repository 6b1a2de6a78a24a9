"""Which column what is still open belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from review.flow.counts import Pending
from review.flow.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Shares:
    """What is pending in the left and in the right column.

    `exact` is False where only the sums of each column are known: then reports not yet retrieved
    and reports not yet decided may be mixed up between the columns.
    """

    left: Pending
    right: Pending
    exact: bool


def shares(numbers: Numbers) -> Shares:
    """Return the shares as given, else as they follow from what is missing in the right column.

    More missing than is pending is a mistake of its own, which the checks report.
    """
    whole, right = numbers.pending, numbers.other_pending
    exact = True
    if right is None:
        title_abstract = _within(
            numbers.less("other_screened", "other_records_excluded", "other_sought_reports"),
            whole.title_abstract,
        )
        both = whole.retrieval + whole.full_text
        gap = _within(
            numbers.less("other_sought_reports", "other_notretrieved_reports", "other_assessed"),
            both,
        )
        # Where all is missing, or there is only one kind of it, each kind is known by itself.
        exact = gap in {0, both} or not whole.retrieval or not whole.full_text
        retrieval = min(gap, whole.retrieval)
        right = Pending(title_abstract, retrieval, gap - retrieval)
    left = Pending(
        whole.title_abstract - right.title_abstract,
        whole.retrieval - right.retrieval,
        whole.full_text - right.full_text,
    )
    return Shares(left, right, exact)


def _within(missing: int | None, most: int) -> int:
    return min(max(missing or 0, 0), most)
