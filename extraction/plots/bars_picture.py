"""Bars on paper: labels to the left, numbers behind; parts have a colour and a sign.

More bars than a page has room for are broken into parts that share one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.bias.scale import COLOURS
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.frame import LEAST_WIDTH, MARGIN
from extraction.plots.marks_picture import sign_of
from extraction.plots.type import BODY, BOLD, SMALL
from review.drawing.page import Room
from review.drawing.shapes import Group, Lines, Picture, Rectangle, Shape, Style, Text

MOST_LABEL, PAD, THICK = 180.0, 5.0, 11.0
LEAST_LENGTH, NUMBER = 226.0, 36.0  # of the longest bar; room for the number behind it
FILL = "#4c78a8"
_LIGHT, _LEAST_LIGHT = 4.2, 12.0  # radius of a sign in a part, and how long the part then is
_AXIS = Style(width=0.8)
_SCALE = 4 + SMALL.lead  # how high the scale below shares is


def bars_picture(chart: BarChart) -> Picture:
    """Return the bars as a picture; every part is a group that tells itself in words."""
    label = _label(chart)
    left = MARGIN + label + 2 * PAD
    number = 0.0 if chart.shares else NUMBER
    width = max(label + 2 * PAD + LEAST_LENGTH + number, LEAST_WIDTH)
    length = MARGIN + width - left - number
    top = chart.frame.top(width)
    body: list[Shape] = list(BOLD.set([chart.label] if chart.label else [], MARGIN, top))
    y = top + (BOLD.lead + PAD if chart.label else 0)
    first = y
    for place, row in enumerate(chart.rows, start=1):
        lines = BODY.lines(row.label, label)
        high = _height(lines)
        body.extend(BODY.set(lines, MARGIN, y + (high - len(lines) * BODY.lead) / 2 + 1))
        body.extend(_bar(chart, row, place, left, y + (high - THICK) / 2, length))
        y += high
    if chart.rows:
        body.append(Lines(((left, first), (left, y)), _AXIS))
    if chart.shares and chart.rows:
        y = _scale(body, left, y, length)
    return chart.frame.picture(body, width, y)


def bars_pages(chart: BarChart, room: Room) -> list[Picture]:
    """Return the parts of a chart that fit on pages, with its legend on each."""
    frame, label = chart.frame.bare, _label(chart)
    heads = frame.top(room.width) + BOLD.lead + PAD + frame.foot(LEAST_WIDTH) + MARGIN
    height = room.height - heads - _SCALE
    parts: list[list[BarRow]] = [[]]
    left = height
    for row in chart.rows:
        high = _height(BODY.lines(row.label, label))
        if parts[-1] and high > left:
            parts.append([])
            left = height
        parts[-1].append(row)
        left -= high
    return [
        bars_picture(replace(chart, frame=frame, rows=tuple(rows), longest=chart.most))
        for rows in parts
    ]


def _label(chart: BarChart) -> float:
    """Return how wide the labels stand."""
    widest = max(BODY.widest(row.label for row in chart.rows), BOLD.width(chart.label))
    return min(widest, MOST_LABEL)


def _height(lines: Sequence[str]) -> float:
    """Return how high a bar stands whose label has these lines."""
    return max(len(lines) * BODY.lead, THICK) + PAD


def _bar(
    chart: BarChart, row: BarRow, number: int, left: float, y: float, length: float
) -> Iterator[Shape]:
    whole = (row.total or 1) if chart.shares else chart.most
    x = left
    for place, part in enumerate(row.parts, start=1):
        wide = length * part.number / whole
        says = f"{row.label}: {part.says}"
        yield Group(tuple(_part(part, x, y, wide)), f"part-{number}-{place}", says)
        x += wide
    if not chart.shares:
        yield Text(str(row.total), x + PAD, y + THICK - 2.5)


def _part(part: Part, x: float, y: float, wide: float) -> Iterator[Shape]:
    fill = COLOURS[part.level] if part.level else FILL
    yield Rectangle(x, y, wide, THICK, Style(fill=fill, width=0.6))
    if part.level and wide >= _LEAST_LIGHT:
        yield from sign_of(part.level, x + wide / 2, y + THICK / 2, _LIGHT)


def _scale(body: list[Shape], left: float, y: float, length: float) -> float:
    """Draw 0 to 100 % below the bars; return the end."""
    body.append(Lines(((left, y), (left + length, y)), _AXIS))
    for share in (0, 25, 50, 75, 100):
        x = left + length * share / 100
        body.append(Lines(((x, y), (x, y + 3)), _AXIS))
        anchor = "start" if not share else "end" if share == 100 else "middle"  # noqa: PLR2004
        body.extend(SMALL.set([f"{share}\u00a0%"], x, y + 4, anchor))  # type: ignore[arg-type]
    return y + _SCALE
