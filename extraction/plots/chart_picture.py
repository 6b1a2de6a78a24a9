"""A chart on paper, and charts under one another; every cell tells itself in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.plots.chart import Chart, Panels, Row, Rows
from extraction.plots.chart_layout import (
    PAD,
    PANEL_GAP,
    Columns,
    columns_of,
    group_height,
    group_lines,
    head_height,
    head_lines,
    row_height,
    row_lines,
    title_height,
    title_lines,
)
from extraction.plots.frame import LEAST_WIDTH, MARGIN, Frame
from extraction.plots.marks_picture import shapes_of
from extraction.plots.type import BODY, BOLD
from review.drawing.shapes import Group, Lines, Picture, Rectangle, Shape, Style

_BAND, _RULE = Style(fill="#ececec", edge=""), Style(edge="#b5b5b5", width=0.4)
_FRAME_RULE = Style(width=0.8)


@dataclass(frozen=True, slots=True)
class Laid:
    """A chart with its columns; the title of its frame stands above it."""

    chart: Chart
    columns: Columns


def chart_picture(chart: Chart) -> Picture:
    """Return the chart as a picture."""
    untitled = replace(chart, frame=chart.frame.bare)
    return stacked(chart.frame, [Laid(untitled, columns_of(chart))])


def panels_picture(panels: Panels) -> Picture:
    """Return the charts under one another, each below its heading."""
    return stacked(panels.frame, [Laid(one, columns_of(one)) for one in panels.charts])


def stacked(frame: Frame, laid: Sequence[Laid]) -> Picture:
    """Return charts under one another within the frame of all; rows are counted through them."""
    width = max((one.columns.width for one in laid), default=LEAST_WIDTH)
    y = frame.top(width)
    body: list[Shape] = []
    before = 0
    for place, one in enumerate(laid):
        y += PANEL_GAP if place else 0
        body.extend(BOLD.set(title_lines(one.chart, width), MARGIN, y))
        y += title_height(one.chart, width)
        if one.chart.rows:
            y = _body(one, y, before, body)
        before += len(one.chart.rows)
    return frame.picture(body, width, y)


def _body(laid: Laid, top: float, before: int, body: list[Shape]) -> float:
    """Draw head and rows, which are counted after `before`; return where they end."""
    chart, made = laid.chart, laid.columns
    y = top + _head(chart, made, top, body)
    body.append(_line(made, y, _FRAME_RULE))
    number = before
    for group in chart.groups:
        y = _heading(group, made, y, body)
        for row in group.rows:
            number += 1
            y = _row(row, number, made, y, body)
    body.append(_line(made, y, _FRAME_RULE))
    return y


def _head(chart: Chart, made: Columns, top: float, body: list[Shape]) -> float:
    """Draw the headings on one foot; return how high they are."""
    lefts, middles = head_lines(chart, made)
    high = head_height(chart, made)
    foot = top + high - PAD
    for lines, (x, _width) in zip(lefts, made.texts, strict=True):
        body.extend(BOLD.set(lines, x + PAD, foot - len(lines) * BOLD.lead))
    for lines, (x, width) in zip(middles, made.cells, strict=True):
        body.extend(BOLD.set(lines, x + width / 2, foot - len(lines) * BOLD.lead, "middle"))
    return high


def _heading(group: Rows, made: Columns, y: float, body: list[Shape]) -> float:
    height = group_height(group, made)
    if height:
        body.append(Rectangle(MARGIN, y, made.width, height, _BAND))
        body.extend(BOLD.set(group_lines(group, made), MARGIN + PAD, y + PAD / 2 + 1))
    return y + height


def _row(row: Row, number: int, made: Columns, y: float, body: list[Shape]) -> float:
    high = row_height(row, made)
    for lines, (x, _width) in zip(row_lines(row, made), made.texts, strict=True):
        first = y + (high - len(lines) * BODY.lead) / 2 + 1
        body.extend(BODY.set(lines, x + PAD, first))
    body.extend(_marks(row, number, made, y, high))
    body.append(_line(made, y + high, _RULE))
    return y + high


def _marks(row: Row, number: int, made: Columns, y: float, high: float) -> Iterator[Shape]:
    for column, (cell, (x, width)) in enumerate(zip(row.cells, made.cells, strict=True), start=1):
        if cell is not None:
            drawn = tuple(shapes_of(cell.mark, x + PAD, y, width - 2 * PAD, high))
            yield Group(drawn, f"cell-{number}-{column}", cell.says)


def _line(made: Columns, y: float, style: Style) -> Lines:
    return Lines(((MARGIN, y), (MARGIN + made.width, y)), style)
