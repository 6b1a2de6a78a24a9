"""Which column what is still open belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from review.flow.counts import Pending
from review.flow.numbers import Numbers
from review.flow.units import NO_REPORTS, Count, Records, U

Stage = Literal["title_abstract", "retrieval", "full_text"]


@dataclass(frozen=True, slots=True)
class Shares:
    """What is pending in the left and in the right column.

    `exact` is False where only the sums of each column are known: then reports not yet retrieved
    and reports not yet decided may be mixed up between the columns.
    """

    left: Pending
    right: Pending
    exact: bool

    def drawn(self, stage: Stage) -> tuple[Count, Count]:
        """Return what is open at `stage` on the left and on the right.

        Where it is not known which is where, all of it stands on the left.
        """
        match stage:
            case "title_abstract":
                return self._drawn(self.left.title_abstract, self.right.title_abstract)
            case "retrieval":
                return self._drawn(self.left.retrieval, self.right.retrieval)
            case "full_text":
                return self._drawn(self.left.full_text, self.right.full_text)
            case _:
                assert_never(stage)

    def _drawn(self, left: U, right: U) -> tuple[U, U]:
        return (left, right) if self.exact else (left + right, type(left)())


def shares(numbers: Numbers) -> Shares:
    """Return the shares as given, else as they follow from what is missing in the right column.

    More missing than is pending is a mistake of its own, which the checks report.
    """
    whole, right = numbers.pending, numbers.other_pending
    exact = True
    if right is None:
        title_abstract = _within(_unsought(numbers), whole.title_abstract)
        both = whole.retrieval + whole.full_text
        rows = "other_sought_reports", "other_notretrieved_reports", "other_assessed"
        gap = _within(numbers.reports.less(*rows), both)
        # Where all is missing, or there is only one kind of it, each kind is known by itself.
        exact = gap in {NO_REPORTS, both} or not whole.retrieval or not whole.full_text
        retrieval = _within(gap, whole.retrieval)
        right = Pending(title_abstract, retrieval, gap - retrieval)
    left = Pending(
        whole.title_abstract - right.title_abstract,
        whole.retrieval - right.retrieval,
        whole.full_text - right.full_text,
    )
    return Shares(left, right, exact)


def _unsought(numbers: Numbers) -> Records | None:
    """Return the records screened in the right column that are neither excluded nor sought."""
    left = numbers.records.less("other_screened", "other_records_excluded")
    sought = numbers.reports.get("other_sought_reports")
    return None if left is None or sought is None else left - Records(int(sought))


def _within(missing: U | None, most: U) -> U:
    none = type(most)()
    found = missing if missing is not None and missing > none else none
    return min(found, most)
