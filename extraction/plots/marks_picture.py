"""Marks on paper, each drawn in a box of points; the size that it needs is known before.

Whatever colour says, a shape, a sign or a letter says too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from extraction.bias.scale import COLOURS, SIGNS, Level
from extraction.plots.levels import LETTERS
from extraction.plots.marks import Arrow, Bars, Bubble, Dot, Light, Mark, Size, Stroke
from review.drawing.helvetica import SPARE, text_width
from review.drawing.shapes import Circle, Lines, Point, Rectangle, Shape, Style, Text

SIZES: dict[Size, float] = {"small": 6.5, "medium": 9.5, "large": 13.0}
PLAIN_FILL, EDGE = "#9a9a9a", Style(width=0.6)
SMALL_TEXT = 7.0
LIGHT = 6.5  # radius of a light
LEAST_BUBBLE, MOST_BUBBLE = 7.0, 17.0  # radius
DOT, CURVE = 3.2, "#707070"
BAR, BAR_GAP, BAR_STEP = 10.0, 3.0, 8.0


def size_of(mark: Mark) -> tuple[float, float]:
    """Return width and height that a mark needs, in points."""
    match mark:
        case Arrow(_, size, number):
            side = SIZES[size or "medium"]
            return side * 1.5 + (_width(str(number), SMALL_TEXT) if number > 1 else 0), side + 3
        case Light():
            return 2 * LIGHT, 2 * LIGHT
        case Bubble():
            radius = _radius(mark)
            return max(2 * radius, _width(str(mark.number), 8.5)), 2 * radius
        case Bars(bars, per_line):
            lines = math.ceil(len(bars) / per_line)
            return min(len(bars), per_line) * (BAR + BAR_GAP), lines * BAR_LINE
        case Dot():
            return 2 * DOT, 2 * DOT
        case Stroke():
            return 24.0, 4.0


BAR_LINE = 3 * BAR_STEP + 2 * (SMALL_TEXT + 2) + 3  # bar, number above, letter below


def shapes_of(mark: Mark, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """Return the shapes of a mark in the middle of a box."""
    middle_x, middle_y = x + width / 2, y + height / 2
    match mark:
        case Arrow():
            yield from _arrow(mark, middle_x, middle_y)
        case Light(level):
            yield from light(level, middle_x, middle_y, LIGHT)
        case Bubble(number):
            yield Circle(middle_x, middle_y, _radius(mark), Style(fill="#d9e6f2", width=0.8))
            yield Text(str(number), middle_x, middle_y + 3, anchor="middle", bold=True)
        case Bars():
            wide, high = size_of(mark)
            yield from _bars(mark, middle_x - (wide - BAR_GAP) / 2, middle_y - high / 2)
        case Dot(square, filled):
            style = Style(fill="#404040" if filled else "#ffffff", width=0.8)
            if square:
                yield Rectangle(middle_x - DOT, middle_y - DOT, 2 * DOT, 2 * DOT, style)
            else:
                yield Circle(middle_x, middle_y, DOT, style)
        case Stroke(dashes):
            line = ((x, middle_y), (x + width, middle_y))
            yield Lines(line, Style(dashes=dashes, edge=CURVE, width=0.9))


def light(level: Level, x: float, y: float, radius: float) -> Iterator[Shape]:
    """Return a circle in the colour of a level with its sign drawn in it."""
    yield Circle(x, y, radius, Style(fill=COLOURS[level], width=0.6))
    yield from sign_of(level, x, y, radius)


def sign_of(level: Level, x: float, y: float, radius: float) -> Iterator[Shape]:
    """Return the sign of a level alone, as it stands in a circle of this radius."""
    shown = SIGNS[level]
    ink = Style(edge="white" if shown in {"x", "!"} else "black", width=radius / 4)
    far = radius * 0.55
    near = far * 0.75
    match shown:
        case "+":
            yield Lines(((x - far, y), (x + far, y)), ink)
            yield Lines(((x, y - far), (x, y + far)), ink)
        case "-":
            yield Lines(((x - far, y), (x + far, y)), ink)
        case "x":
            yield Lines(((x - near, y - near), (x + near, y + near)), ink)
            yield Lines(((x - near, y + near), (x + near, y - near)), ink)
        case sign if sign:
            size = round(radius * 1.5, 1)
            yield Text(
                sign, x, y + size * 0.35, bold=True, size=size, anchor="middle", colour=ink.edge
            )


def _arrow(mark: Arrow, x: float, y: float) -> Iterator[Shape]:
    side = SIZES[mark.size or "medium"]
    style = Style(
        fill=COLOURS[mark.level] if mark.level else PLAIN_FILL,
        width=0.6,
        dashes=() if mark.size else (1.5, 1),
    )
    half = side / 2
    right = x + half
    if mark.direction == "not-reported":
        yield Text("?", x, y + side * 0.35, size=side, bold=True, anchor="middle")
    elif mark.direction == "favours-intervention":
        yield Lines(((x - half, y + half), (x + half, y + half), (x, y - half)), style, closed=True)
    elif mark.direction == "favours-comparator":
        yield Lines(((x - half, y - half), (x + half, y - half), (x, y + half)), style, closed=True)
    elif mark.direction == "no-difference":
        right = x + half * 1.3
        yield from _pair(((x - 1, y - half), (x - 1, y + half), (x - half * 1.3, y)), style)
        yield from _pair(((x + 1, y - half), (x + 1, y + half), (x + half * 1.3, y)), style)
    else:
        yield from _pair(((x - half, y - 1), (x + half, y - 1), (x, y - half * 1.2)), style)
        yield from _pair(((x - half, y + 1), (x + half, y + 1), (x, y + half * 1.2)), style)
    if mark.number > 1:
        yield Text(str(mark.number), right + 1, y + half + 2, size=SMALL_TEXT)


def _pair(points: Sequence[Point], style: Style) -> Iterator[Shape]:
    yield Lines(tuple(points), style, closed=True)


def _bars(mark: Bars, x: float, y: float) -> Iterator[Shape]:
    for place, bar in enumerate(mark.bars):
        line, column = divmod(place, mark.per_line)
        left = x + column * (BAR + BAR_GAP)
        foot = y + line * BAR_LINE + 3 * BAR_STEP + SMALL_TEXT + 2
        high = bar.height * BAR_STEP
        fill = "#404040" if bar.filled else "#ffffff"
        yield Rectangle(left, foot - high, BAR, high, Style(fill=fill, width=0.6))
        letter = LETTERS[bar.level] if bar.level else ""
        for text, y_of in ((bar.number, foot - high - 1.5), (letter, foot + SMALL_TEXT)):
            if text:
                yield Text(text, left + BAR / 2, y_of, size=SMALL_TEXT, anchor="middle")


def _radius(bubble: Bubble) -> float:
    share = bubble.number / bubble.most if bubble.most else 0
    return max(LEAST_BUBBLE, MOST_BUBBLE * math.sqrt(share))


def _width(text: str, size: float) -> float:
    return text_width(text, size) * SPARE
