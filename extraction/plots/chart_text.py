"""A chart in the cells of a terminal.

Where headings do not fit over their columns, letters stand there and the headings below; where the
columns do not fit side by side, they stand in blocks under one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.plots.chart import Chart, Panels, Row
from extraction.plots.frame_text import LEAST, below, drawn, hung
from extraction.plots.marks_text import text_of, weight_of
from review.drawing.sketch import Sketch, Spot
from review.typography import cells_of, padded, wrapped

_GAP = 2
_LEAST_HEADING = 9  # narrower than this, words of a heading would be cut
_MOST_LABEL, _MOST_BESIDE = 30, 14
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Plan:
    label: int
    beside: tuple[int, ...]
    column: int
    per_block: int
    lettered: bool


def chart_text(chart: Chart, width: int = 80, *, plain: bool = False) -> Sketch:
    """Return the chart in lines of at most `width` columns, 60 at least; cells can be opened."""
    width = max(width, LEAST)
    lines: list[str] = [*wrapped(chart.frame.title, width), ""]
    spots: list[Spot] = []
    _body(chart, width, 0, lines, spots, plain=plain)
    lines.extend(below(chart.frame, width, plain=plain))
    weights = chart.frame.weights if any(spot.weight for spot in spots) else ""
    return Sketch(tuple(drawn(lines, plain=plain)), tuple(spots), weights)


def panels_text(panels: Panels, width: int = 80, *, plain: bool = False) -> Sketch:
    """Return the charts under one another, each below its heading, in lines as `chart_text`."""
    width = max(width, LEAST)
    lines: list[str] = [*wrapped(panels.frame.title, width), ""]
    spots: list[Spot] = []
    before = 0
    for chart in panels.charts:
        lines.extend([*wrapped(chart.frame.title, width), ""])
        _body(chart, width, before, lines, spots, plain=plain)
        before += len(chart.rows)
    lines.extend(below(panels.frame, width, plain=plain))
    return Sketch(tuple(drawn(lines, plain=plain)), tuple(spots))


def _body(
    chart: Chart, width: int, before: int, lines: list[str], spots: list[Spot], *, plain: bool
) -> None:
    """Add the lines of a chart, its rows counted after `before`."""
    plan = _plan(chart, width, plain=plain)
    for first in range(0, len(chart.columns) if chart.rows else 0, plan.per_block):
        shown = range(first, min(first + plan.per_block, len(chart.columns)))
        lines.extend(_head(chart, plan, shown))
        _rows(chart, plan, shown, before, lines, spots, plain=plain)
        lines.append("")
    if plan.lettered and chart.rows:
        for place, heading in enumerate(chart.columns):
            lines.extend(hung(letter_of(place), heading, width))
        lines.append("")


def letter_of(place: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    more, last = divmod(place, len(_LETTERS))
    return (letter_of(more - 1) if more else "") + _LETTERS[last]


def _plan(chart: Chart, width: int, *, plain: bool) -> _Plan:
    rows = chart.rows
    texts = (chart.label, *(row.label for row in rows))
    label = min(max(map(cells_of, texts)), _MOST_LABEL, width // 3)
    beside = tuple(
        min(max(map(cells_of, (heading, *(row.beside[n] for row in rows)))), _MOST_BESIDE)
        for n, heading in enumerate(chart.beside)
    )
    room = width - label - sum(one + _GAP for one in beside)
    marks = [text_of(cell.mark, plain=plain) for row in rows for cell in row.cells if cell]
    shortest = max((max(map(cells_of, one.split())) for one in marks if one), default=1)
    number = max(1, len(chart.columns))
    column = room // number - _GAP
    if column >= max(_LEAST_HEADING, shortest):
        longest = max((cells_of(one) for one in (*chart.columns, *marks)), default=1)
        return _Plan(label, beside, min(column, max(longest, _LEAST_HEADING)), number, False)
    column = max(shortest, len(letter_of(number - 1)))
    per_block = max(1, room // (column + _GAP))
    longest = max(map(cells_of, texts))
    if per_block >= number:
        label = min(longest, label + room - number * (column + _GAP))
    return _Plan(label, beside, column, per_block, True)


def _head(chart: Chart, plan: _Plan, shown: Sequence[int]) -> Iterator[str]:
    headings = [letter_of(place) if plan.lettered else chart.columns[place] for place in shown]
    cells = [
        wrapped(chart.label, plan.label),
        *(wrapped(text, wide) for text, wide in zip(chart.beside, plan.beside, strict=True)),
        *(wrapped(text, plan.column) for text in headings),
    ]
    high = max(map(len, cells))
    footed = [("",) * (high - len(lines)) + lines for lines in cells]
    yield from _joined(footed, plan, len(headings))
    yield "─" * (plan.label + sum(one + _GAP for one in _widths(plan, len(headings))[1:]))


def _widths(plan: _Plan, columns: int) -> list[int]:
    return [plan.label, *plan.beside, *[plan.column] * columns]


def _joined(cells: Sequence[Sequence[str]], plan: _Plan, columns: int) -> Iterator[str]:
    widths = _widths(plan, columns)
    for place in range(max(map(len, cells))):
        parts = (
            padded(lines[place] if place < len(lines) else "", wide)
            for lines, wide in zip(cells, widths, strict=True)
        )
        yield (" " * _GAP).join(parts).rstrip()


def _rows(
    chart: Chart,
    plan: _Plan,
    shown: Sequence[int],
    number: int,
    lines: list[str],
    spots: list[Spot],
    *,
    plain: bool,
) -> None:
    for group in chart.groups:
        if group.heading:
            wide = sum(one + _GAP for one in _widths(plan, len(shown)))
            lines.extend(wrapped(f"── {group.heading}", wide))
        for row in group.rows:
            number += 1
            cells = [
                wrapped(row.label, plan.label),
                *(wrapped(text, wide) for text, wide in zip(row.beside, plan.beside, strict=True)),
            ]
            marks = [_mark(row, place, plan.column, plain=plain) for place in shown]
            spots.extend(_spots(row, number, plan, shown, marks, len(lines)))
            lines.extend(_joined([*cells, *marks], plan, len(marks)))


def _mark(row: Row, place: int, width: int, *, plain: bool) -> tuple[str, ...]:
    cell = row.cells[place]
    return wrapped(text_of(cell.mark, plain=plain), width) if cell else ("",)


def _spots(
    row: Row,
    number: int,
    plan: _Plan,
    shown: Sequence[int],
    marks: Sequence[tuple[str, ...]],
    y: int,
) -> Iterator[Spot]:
    x = plan.label + sum(one + _GAP for one in plan.beside) + _GAP
    for place, lines in zip(shown, marks, strict=True):
        cell = row.cells[place]
        if cell is not None:
            wide = max(map(cells_of, lines))
            weight = weight_of(cell.mark)
            yield Spot(x, y, wide, len(lines), f"{number}.{place + 1}", cell.says, weight)
        x += plan.column + _GAP
