"""Which cell of a Word table holds which box, heading, side bar or arrow of the diagram.

The first column holds the side bars, the second is a gap; then a column for boxes and one for
arrows take turns. The first row holds the headings, and a row of arrows is between rows of boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.flow.boxes import Box
from review.flow.grid import BARS, LEFT, OTHER, OTHER_SIDE, PREVIOUS, SIDE, Grid
from review.flow.numbers import Numbers
from review.flow.wording import Wording

GOLD, GREY, BLUE = "FFC125", "DCDCDC", "BCD2EE"
DOWN, RIGHT, BACK, CORNER_BACK, CORNER_ON = "↓", "→", "←", "↲", "↳"
FIRST = 2  # the first column for boxes, and the first row for them


@dataclass(frozen=True, slots=True)
class Place:
    """A cell and what it holds; `to` is the last cell of those that are one."""

    row: int
    column: int
    lines: tuple[tuple[str, int], ...]  # words and indent
    to: tuple[int, int]
    fill: str = ""
    framed: bool = False
    bold: bool = False
    open_: bool = False
    upright: bool = False


def places(made: Grid, numbers: Numbers, words: Wording) -> tuple[Place, ...]:
    """Return what stands in which cell."""
    columns = {column: FIRST + 2 * place for place, column in enumerate(made.columns)}
    found = _headings(columns, numbers, words)
    at: dict[str, tuple[int, int]] = {}
    spans: dict[int, tuple[int, int]] = {}
    top = FIRST
    for row in made.rows:
        for column, cell in columns.items():
            for place, box in enumerate(made.at(row, column)):
                at[box.id] = (top + place, cell)
                found.append(_box(box, at[box.id], words, grey=_is_grey(box, column)))
        height = max(len(made.at(row, column)) for column in made.columns)
        spans[row] = (top, top + height - 1)
        top += height + 1
    return (*found, *_bars(spans, words), *_arrows(made, at))


def _is_grey(box: Box, column: int) -> bool:
    return column in {PREVIOUS, OTHER, OTHER_SIDE} or box.id == "total_studies"


def _headings(columns: Mapping[int, int], numbers: Numbers, words: Wording) -> list[Place]:
    ending = "_updated" if numbers.updated else ""
    spans = (
        ("previous", PREVIOUS, PREVIOUS, GREY),
        (f"databases{ending}", LEFT, SIDE, GOLD),
        (f"other{ending}", OTHER, OTHER_SIDE, GREY),
    )
    return [
        Place(
            0,
            columns[first],
            ((words("headings", key), 0),),
            (0, columns[last]),
            fill,
            framed=True,
            bold=True,
        )
        for key, first, last, fill in spans
        if first in columns
    ]


def _bars(spans: Mapping[int, tuple[int, int]], words: Wording) -> list[Place]:
    bars = []
    for name, rows in BARS.items():
        used = [spans[row] for row in rows if row in spans]
        if used:
            first, last = used[0][0], used[-1][1]
            lines = ((words("bars", name), 0),)
            bars.append(
                Place(first, 0, lines, (last, 0), BLUE, framed=True, bold=True, upright=True)
            )
    return bars


def _box(box: Box, at: tuple[int, int], words: Wording, *, grey: bool) -> Place:
    lines = tuple((words.counted(line.text, line.count), line.indent) for line in box.lines)
    return Place(*at, lines, at, GREY if grey else "", framed=True, open_=box.pending)


def _arrows(made: Grid, at: Mapping[str, tuple[int, int]]) -> list[Place]:
    """Return the letters of the arrows: down through free cells, to the side, round corners."""
    found = []
    for arrow in made.arrows:
        (row, column), (to_row, to_column) = at[arrow.start], at[arrow.end]
        if arrow.way == "side":
            found.append(_sign(to_row, to_column - 1, RIGHT))
            continue
        found.extend(_sign(between, column, DOWN) for between in range(row + 1, to_row))
        if arrow.way == "corner" and column > to_column:
            found.append(_sign(to_row, column, CORNER_BACK))
            found.append(_sign(to_row, to_column + 1, BACK))
        elif arrow.way == "corner":
            found.append(_sign(to_row, column, CORNER_ON))
            found.append(_sign(to_row, to_column - 1, RIGHT))
    return found


def _sign(row: int, column: int, sign: str) -> Place:
    return Place(row, column, ((sign, 0),), (row, column))
