"""A chart on paper: rows as high as their labels and marks need, columns as wide as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.plots.chart import Chart, Panels, Row, Rows
from extraction.plots.frame import LEAST_WIDTH, MARGIN
from extraction.plots.marks_picture import shapes_of, size_of
from extraction.plots.type import BODY, BOLD
from review.drawing.shapes import Group, Lines, Picture, Rectangle, Shape, Style

MOST_LABEL, MOST_BESIDE = 180.0, 90.0  # the widest that labels and texts beside them stand
LEAST_COLUMN, MOST_HEADING = 46.0, 90.0  # a heading breaks into lines above this
PAD = 4.0
_PANEL_GAP = 18.0
_BAND, _RULE = Style(fill="#ececec", edge=""), Style(edge="#b5b5b5", width=0.4)
_FRAME_RULE = Style(width=0.8)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the label, the texts beside it and each column begin, and how wide they are."""

    label: float
    beside: tuple[tuple[float, float], ...]
    cells: tuple[tuple[float, float], ...]
    width: float


def chart_picture(chart: Chart) -> Picture:
    """Return the chart as a picture; every cell is a group that tells itself in words."""
    made = _columns(chart)
    top = chart.frame.top(made.width)
    body: list[Shape] = []
    bottom = _body(chart, made, top, 0, body) if chart.rows else top
    return chart.frame.picture(body, made.width, bottom)


def panels_picture(panels: Panels) -> Picture:
    """Return the charts under one another, each below its heading."""
    made = [_columns(chart) for chart in panels.charts]
    width = max(one.width for one in made)
    y = panels.frame.top(width)
    body: list[Shape] = []
    before = 0
    for place, (chart, columns) in enumerate(zip(panels.charts, made, strict=True)):
        y += _PANEL_GAP if place else 0
        lines = BOLD.lines(chart.frame.title, width)
        body.extend(BOLD.set(lines, MARGIN, y))
        y += len(lines) * BOLD.lead + PAD
        y = _body(chart, columns, y, before, body)
        before += len(chart.rows)
    return panels.frame.picture(body, width, y)


def _body(chart: Chart, made: _Columns, top: float, before: int, body: list[Shape]) -> float:
    """Draw head and rows, which are counted after `before`; return where they end."""
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


def _columns(chart: Chart) -> _Columns:
    rows = chart.rows
    widest = max(BOLD.width(chart.label), BODY.widest(row.label for row in rows))
    label = min(widest, MOST_LABEL) + 2 * PAD
    x = MARGIN + label
    beside = []
    for place, heading in enumerate(chart.beside):
        needed = max(BOLD.widest(heading.split()), BODY.widest(row.beside[place] for row in rows))
        width = min(needed, MOST_BESIDE) + 2 * PAD
        beside.append((x, width))
        x += width
    wide = [
        max(
            LEAST_COLUMN,
            min(BOLD.widest(heading.split()), MOST_HEADING) + 2 * PAD,
            *(size_of(cell.mark)[0] + 2 * PAD for row in rows if (cell := row.cells[place])),
        )
        for place, heading in enumerate(chart.columns)
    ]
    spare = max(0.0, LEAST_WIDTH - (x - MARGIN) - sum(wide)) / max(1, len(wide))
    cells = []
    for width in wide:
        cells.append((x, width + spare))
        x += width + spare
    return _Columns(label, tuple(beside), tuple(cells), max(x - MARGIN, LEAST_WIDTH))


def _head(chart: Chart, made: _Columns, top: float, body: list[Shape]) -> float:
    """Draw the headings on one foot; return how high they are."""
    places = [(MARGIN, made.label), *made.beside]
    lefts = [
        (BOLD.lines(text, width - 2 * PAD), x + PAD, "start")
        for text, (x, width) in zip((chart.label, *chart.beside), places, strict=True)
    ]
    middles = [
        (BOLD.lines(text, width - 2 * PAD), x + width / 2, "middle")
        for text, (x, width) in zip(chart.columns, made.cells, strict=True)
    ]
    high = max((len(lines) for lines, _x, _anchor in (*lefts, *middles)), default=1) * BOLD.lead
    for lines, x, anchor in (*lefts, *middles):
        first = top + high - len(lines) * BOLD.lead
        body.extend(BOLD.set(lines, x, first, "middle" if anchor == "middle" else "start"))
    return high + PAD


def _heading(group: Rows, made: _Columns, y: float, body: list[Shape]) -> float:
    if not group.heading:
        return y
    lines = BOLD.lines(group.heading, made.width - 2 * PAD)
    height = len(lines) * BOLD.lead + PAD
    body.append(Rectangle(MARGIN, y, made.width, height, _BAND))
    body.extend(BOLD.set(lines, MARGIN + PAD, y + PAD / 2 + 1))
    return y + height


def _row(row: Row, number: int, made: _Columns, y: float, body: list[Shape]) -> float:
    places = [(MARGIN, made.label), *made.beside]
    texts = [
        (BODY.lines(text, width - 2 * PAD), x)
        for text, (x, width) in zip((row.label, *row.beside), places, strict=True)
    ]
    marks = max((size_of(cell.mark)[1] for cell in row.cells if cell), default=0.0)
    high = max(marks, *(len(lines) * BODY.lead for lines, _x in texts)) + PAD
    for lines, x in texts:
        first = y + (high - len(lines) * BODY.lead) / 2 + 1
        body.extend(BODY.set(lines, x + PAD, first))
    body.extend(_marks(row, number, made, y, high))
    body.append(_line(made, y + high, _RULE))
    return y + high


def _marks(row: Row, number: int, made: _Columns, y: float, high: float) -> Iterator[Shape]:
    for column, (cell, (x, width)) in enumerate(zip(row.cells, made.cells, strict=True), start=1):
        if cell is not None:
            drawn = tuple(shapes_of(cell.mark, x + PAD, y, width - 2 * PAD, high))
            yield Group(drawn, f"cell-{number}-{column}", cell.says)


def _line(made: _Columns, y: float, style: Style) -> Lines:
    return Lines(((MARGIN, y), (MARGIN + made.width, y)), style)
