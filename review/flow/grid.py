"""Where each box stands in the diagram, and which arrows lead to it: shared by every drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from review.flow.boxes import Box

# Columns from left to right, rows from top to bottom.
PREVIOUS, LEFT, SIDE, OTHER, OTHER_SIDE = range(5)
IDENTIFIED, SCREENED, SOUGHT, ASSESSED, INCLUDED, TOTAL, POOLED, SYNTHESIS = range(8)

# Rows of each side bar.
BARS: MappingProxyType[str, tuple[int, ...]] = MappingProxyType(
    {
        "identification": (IDENTIFIED,),
        "screening": (SCREENED, SOUGHT, ASSESSED),
        "included": (INCLUDED, TOTAL, POOLED, SYNTHESIS),
    }
)

_PLACES: MappingProxyType[str, tuple[int, int]] = MappingProxyType(
    {
        "previous_studies": (IDENTIFIED, PREVIOUS),
        "database_results": (IDENTIFIED, LEFT),
        "duplicates": (IDENTIFIED, SIDE),
        "records_screened": (SCREENED, LEFT),
        "records_excluded": (SCREENED, SIDE),
        "pending_title_abstract": (SCREENED, SIDE),
        "dbr_sought_reports": (SOUGHT, LEFT),
        "dbr_notretrieved_reports": (SOUGHT, SIDE),
        "pending_retrieval": (SOUGHT, SIDE),
        "pending_full_text": (SOUGHT, SIDE),
        "dbr_assessed": (ASSESSED, LEFT),
        "dbr_excluded": (ASSESSED, SIDE),
        "dbr_awaiting": (ASSESSED, SIDE),
        "dbr_ongoing": (ASSESSED, SIDE),
        "dbr_not_used": (ASSESSED, SIDE),
        "website_results": (IDENTIFIED, OTHER),
        "other_duplicates": (IDENTIFIED, OTHER_SIDE),
        "other_screened": (SCREENED, OTHER),
        "other_records_excluded": (SCREENED, OTHER_SIDE),
        "other_sought_reports": (SOUGHT, OTHER),
        "other_notretrieved_reports": (SOUGHT, OTHER_SIDE),
        "other_assessed": (ASSESSED, OTHER),
        "other_excluded": (ASSESSED, OTHER_SIDE),
        "other_pending_title_abstract": (SCREENED, OTHER_SIDE),
        "other_pending_retrieval": (SOUGHT, OTHER_SIDE),
        "other_pending_full_text": (SOUGHT, OTHER_SIDE),
        "other_awaiting": (ASSESSED, OTHER_SIDE),
        "other_ongoing": (ASSESSED, OTHER_SIDE),
        "other_not_used": (ASSESSED, OTHER_SIDE),
        "new_studies": (INCLUDED, LEFT),
        "total_studies": (TOTAL, LEFT),
        "total_studies_ma": (POOLED, LEFT),
        "synthesis_studies": (SYNTHESIS, LEFT),
    }
)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes: down a column, to the side, or round a corner into a box."""

    start: str
    end: str
    way: Literal["down", "side", "corner"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes by place; those of one place stand below each other in their order."""

    cells: dict[tuple[int, int], tuple[Box, ...]]
    arrows: tuple[Arrow, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the rows that have boxes, from the top."""
        return tuple(sorted({row for row, _column in self.cells}))

    @property
    def columns(self) -> tuple[int, ...]:
        """Return the columns that have boxes, from the left; a column of boxes has its side."""
        used = {column for _row, column in self.cells}
        return tuple(sorted(used | {column + 1 for column in used if column in {LEFT, OTHER}}))

    def at(self, row: int, column: int) -> tuple[Box, ...]:
        """Return the boxes of a place, from the top; none where it is empty."""
        return self.cells.get((row, column), ())


def grid(boxes: Sequence[Box]) -> Grid:
    """Return `boxes` in their places with the arrows between them."""
    cells: dict[tuple[int, int], tuple[Box, ...]] = {}
    for box in boxes:
        place = _PLACES[box.id]
        cells[place] = (*cells.get(place, ()), box)
    return Grid(cells, (*_down(cells), *_aside(cells), *_corners(cells)))


def _down(cells: dict[tuple[int, int], tuple[Box, ...]]) -> list[Arrow]:
    arrows: list[Arrow] = []
    for column in (LEFT, OTHER):
        stack = [cells[row, column][0].id for row in range(SYNTHESIS + 1) if (row, column) in cells]
        arrows.extend(Arrow(a, b, "down") for a, b in pairwise(stack))
    return arrows


def _aside(cells: dict[tuple[int, int], tuple[Box, ...]]) -> list[Arrow]:
    return [
        Arrow(cells[row, column][0].id, box.id, "side")
        for (row, column) in cells
        if column in {LEFT, OTHER}
        for box in cells.get((row, column + 1), ())
    ]


def _corners(cells: dict[tuple[int, int], tuple[Box, ...]]) -> list[Arrow]:
    """Return the arrows into the boxes of what is included, from the right and from the left."""
    arrows = []
    last = [row for row in range(INCLUDED) if (row, OTHER) in cells]
    if last and (INCLUDED, LEFT) in cells:
        start = cells[last[-1], OTHER][0].id
        arrows.append(Arrow(start, cells[INCLUDED, LEFT][0].id, "corner"))
    if (IDENTIFIED, PREVIOUS) in cells and (TOTAL, LEFT) in cells:
        start = cells[IDENTIFIED, PREVIOUS][0].id
        arrows.append(Arrow(start, cells[TOTAL, LEFT][0].id, "corner"))
    return arrows
