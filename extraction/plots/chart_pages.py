"""A chart in parts that fit on pages at the size at which it is drawn; heads stand on each part.

What is too wide is shown some columns at a time, what is too high some rows at a time, and bars of
one cell so many to the line that the columns fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from extraction.plots.chart import Cell, Chart, Panels, Row, Rows
from extraction.plots.chart_layout import (
    PAD,
    PANEL_GAP,
    Columns,
    columns_of,
    group_height,
    head_height,
    row_height,
    title_height,
)
from extraction.plots.chart_picture import Laid, stacked
from extraction.plots.frame import LEAST_WIDTH, MARGIN
from extraction.plots.marks import Bars
from extraction.plots.marks_picture import BAR_LINE
from review.drawing.page import Room
from review.drawing.shapes import Picture


def chart_pages(chart: Chart, room: Room) -> list[Picture]:
    """Return the parts of a chart, with its legend on each."""
    untitled = replace(chart, frame=chart.frame.bare)
    return panels_pages(Panels(frame=chart.frame, charts=(untitled,)), room)


def panels_pages(panels: Panels, room: Room) -> list[Picture]:
    """Return the parts of charts under one another; one goes on where the page is full."""
    frame, width = panels.frame.bare, room.width - 2 * MARGIN
    parts = [part for one in panels.charts for part in _across(_narrowed(one, width), width)]
    narrowest = min((columns_of(part).width for part in parts), default=LEAST_WIDTH)
    height = room.height - frame.top(width) - frame.foot(narrowest) - MARGIN
    pages = [_Page(height, width)]
    for part in parts:
        _fill(pages, part, height)
    return [stacked(frame, list(page.laid())) for page in pages]


@dataclass(slots=True)
class _Begun:
    """A chart on a page, with its rows so far by group."""

    chart: Chart
    made: Columns
    groups: dict[int, list[Row]] = field(default_factory=dict)


@dataclass(slots=True)
class _Page:
    """A page that is filled from the top; `left` is how high it is still free."""

    left: float
    width: float
    begun: list[_Begun] = field(default_factory=list)

    def needs(self, chart: Chart, made: Columns, group: int, row: Row) -> float:
        """Return how much a row takes, with the heads that it needs here."""
        needed = row_height(row, made)
        here = self.begun[-1] if self.begun else None
        if here is None or here.chart is not chart:
            needed += PANEL_GAP if here else 0.0
            needed += title_height(chart, self.width) + head_height(chart, made)
            here = None
        if here is None or group not in here.groups:
            needed += group_height(chart.groups[group], made)
        return needed

    def add(self, chart: Chart, made: Columns, group: int, row: Row) -> None:
        """Put a row on the page."""
        self.left -= self.needs(chart, made, group, row)
        if not self.begun or self.begun[-1].chart is not chart:
            self.begun.append(_Begun(chart, made))
        self.begun[-1].groups.setdefault(group, []).append(row)

    def laid(self) -> Iterator[Laid]:
        """Return the charts of the page."""
        for one in self.begun:
            groups = (
                Rows(one.chart.groups[place].heading, tuple(rows))
                for place, rows in one.groups.items()
            )
            yield Laid(replace(one.chart, groups=tuple(groups)), one.made)


def _fill(pages: list[_Page], chart: Chart, height: float) -> None:
    """Put the rows of a chart on the last page and on as many more, so high, as they take."""
    made = columns_of(chart)
    for place, group in enumerate(chart.groups):
        for row in group.rows:
            new = _Page(height, pages[0].width)
            heads = new.needs(chart, made, place, row) - row_height(row, made)
            for part in _low(row, height - heads):
                page = pages[-1]
                if page.begun and page.needs(chart, made, place, part) > page.left:
                    page = _Page(height, page.width)
                    pages.append(page)
                page.add(chart, made, place, part)


def _narrowed(chart: Chart, width: float) -> Chart:
    """Return a chart of bars with as many to the line as the width has room for."""
    bars = [
        cell.mark
        for row in chart.rows
        for cell in row.cells
        if cell and isinstance(cell.mark, Bars)
    ]
    for number in range(max((one.per_line for one in bars), default=0), 0, -1):
        made = replace(
            chart,
            groups=tuple(
                replace(group, rows=tuple(_with(row, number) for row in group.rows))
                for group in chart.groups
            ),
        )
        if number == 1 or columns_of(made).width <= width:
            return made
    return chart


def _with(row: Row, number: int) -> Row:
    """Return a row with so many bars to the line."""
    cells = (
        replace(cell, mark=replace(cell.mark, per_line=number))
        if cell and isinstance(cell.mark, Bars)
        else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _low(row: Row, height: float) -> Iterator[Row]:
    """Return a row, in several of its label where its bars are higher than a page."""
    lines = max(1, int((height - PAD) // BAR_LINE))
    cells = [list(_in_parts(cell, lines)) for cell in row.cells]
    for place in range(max(map(len, cells), default=1)):
        here = (parts[place] if place < len(parts) else None for parts in cells)
        yield replace(row, cells=tuple(here))


def _in_parts(cell: Cell | None, lines: int) -> Iterator[Cell | None]:
    if cell is None or not isinstance(cell.mark, Bars):
        yield cell
        return
    bars, most = cell.mark.bars, lines * cell.mark.per_line
    for start in range(0, len(bars), most):
        yield replace(cell, mark=replace(cell.mark, bars=bars[start : start + most]))


def _across(chart: Chart, width: float) -> Iterator[Chart]:
    """Return a chart in parts of some columns each, none wider than `width` but of one column."""
    made = columns_of(chart)
    if made.width <= width:
        yield chart
        return
    room = width - made.label - sum(wide for _x, wide in made.beside)
    wide = [width for _x, width in made.cells]
    cuts = _even(wide, room) or _greedy(wide, room)
    for start, end in zip([0, *cuts], [*cuts, len(wide)], strict=True):
        groups = (
            replace(
                group, rows=tuple(replace(row, cells=row.cells[start:end]) for row in group.rows)
            )
            for group in chart.groups
        )
        yield replace(chart, columns=chart.columns[start:end], groups=tuple(groups))


def _greedy(wide: Sequence[float], room: float) -> list[int]:
    """Return before which columns to cut so that as many as can stand together."""
    cuts, taken = [], 0.0
    for place, width in enumerate(wide):
        if taken and taken + width > room:
            cuts.append(place)
            taken = 0.0
        taken += width
    return cuts


def _even(wide: Sequence[float], room: float) -> list[int]:
    """Return cuts into as few parts, alike in number of columns; none where one would not fit."""
    each = ceil(len(wide) / (len(_greedy(wide, room)) + 1))
    cuts = list(range(each, len(wide), each))
    parts = zip([0, *cuts], [*cuts, len(wide)], strict=True)
    return cuts if all(sum(wide[start:end]) <= room for start, end in parts) else []
