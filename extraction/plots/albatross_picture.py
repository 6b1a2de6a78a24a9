"""The albatross plot on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extraction.plots.albatross import MOST_NUMBERED, Albatross, Point
from extraction.plots.axes import Axes, axes_of, traced
from extraction.plots.frame import MARGIN
from extraction.plots.marks_picture import CURVE, DOT, shapes_of
from extraction.plots.placing import Box, placed
from extraction.plots.type import BODY, SMALL
from review.drawing.page import Room
from review.drawing.shapes import Group, Lines, Picture, Rectangle, Shape, Style, Text, arrow
from review.typography import number_text

WIDTH, HEIGHT = 408.0, 280.0  # of the area within the axes: as wide as A4 has room for
LEFT, FOOT = 44.0, 34.0  # room for the numbers of the axes
TICK, GAP = 3.0, 4.0
_ARROW = 10.0  # how long the arrows below the axis are
_INK, _MIDDLE = Style(width=0.8), Style(edge="#909090", width=0.5)
_LEAD_LINE = Style(edge="#909090", width=0.4)
_NEAR = DOT + 14.0  # a number farther from its point is tied to it by a line


def albatross_picture(plot: Albatross) -> Picture:
    """Return the plot as a picture; every point is a group that tells itself in words."""
    width = LEFT + WIDTH
    top = plot.frame.top(width) + BODY.lead
    area = Box(MARGIN + LEFT, top, MARGIN + LEFT + WIDTH, top + HEIGHT)
    axes = axes_of([one.p for one in plot.points], [one.n for one in plot.points])
    shapes: list[Shape] = [Rectangle(area.left, area.top, WIDTH, HEIGHT, Style(width=0.8))]
    shapes.extend(_axes(plot, axes, area))
    shapes.extend(_curves(plot, axes, area))
    shapes.extend(_points(plot, axes, area))
    bottom = area.bottom + FOOT
    return plot.frame.picture(shapes, width, bottom)


def albatross_pages(plot: Albatross, _room: Room) -> list[Picture]:
    """Return the one picture, for a page of any size; a document says what is around it."""
    return [albatross_picture(replace(plot, frame=plot.frame.bare))]


def _axes(plot: Albatross, axes: Axes, area: Box) -> Iterator[Shape]:
    middle = (area.left + area.right) / 2
    yield Lines(((middle, area.top), (middle, area.bottom)), _MIDDLE)
    free = area.right + MARGIN
    language = plot.frame.language
    for number in axes.n_ticks:
        y = area.bottom - axes.up(number) * HEIGHT
        yield Lines(((area.left - TICK, y), (area.left, y)), _INK)
        text = number_text(number, language)
        yield Text(text, area.left - TICK - 2, y + 2.5, size=SMALL.size, anchor="end")
    for p in reversed(axes.p_ticks):
        text = number_text(p, language) if p > 1e-5 else f"{p:.0e}"  # noqa: PLR2004
        x = middle + axes.across(p, favourable=True) * WIDTH / 2
        half = SMALL.width(text) / 2
        for at in {x, 2 * middle - x}:
            yield Lines(((at, area.bottom), (at, area.bottom + TICK)), _INK)
        if x + half < free and (p == 1 or x - half > middle + SMALL.width("1")):
            for at in sorted({x, 2 * middle - x}):
                yield from SMALL.set([text], at, area.bottom + TICK + 1, "middle")
            free = x - half - GAP
    below = area.bottom + TICK + 1 + SMALL.lead + 2
    yield from SMALL.set([plot.axis], middle, below, "middle")
    level, far = below + SMALL.size * 0.55, _ARROW + GAP
    yield arrow(((area.left + _ARROW, level), (area.left, level)), 4.0, 0.8)
    yield arrow(((area.right - _ARROW, level), (area.right, level)), 4.0, 0.8)
    yield from SMALL.set([plot.against], area.left + far, below)
    yield from SMALL.set([plot.favour], area.right - far, below, "end")
    yield from BODY.set([plot.height], area.left - TICK - 2, area.top - BODY.lead - 1, "end")


def _curves(plot: Albatross, axes: Axes, area: Box) -> Iterator[Shape]:
    middle = (area.left + area.right) / 2
    for curve in plot.curves:
        line = traced(axes, curve.number)
        for side in (-1, 1):
            points = tuple(
                (middle + side * x * WIDTH / 2, area.bottom - y * HEIGHT) for x, y in line
            )
            if len(points) > 1:
                style = Style(edge=CURVE, width=0.9, dashes=curve.stroke.dashes)
                yield Lines(points, style)


def _points(plot: Albatross, axes: Axes, area: Box) -> Iterator[Shape]:
    middle = (area.left + area.right) / 2
    at = [
        (
            middle + axes.across(one.p, favourable=one.favourable) * WIDTH / 2,
            area.bottom - axes.up(one.n) * HEIGHT,
        )
        for one in plot.points
    ]
    numbered = len(plot.points) <= MOST_NUMBERED
    sizes = [(SMALL.width(one.number), SMALL.size) for one in plot.points]
    boxes = placed(at, sizes, DOT, area) if numbered else []
    for place, (point, (x, y)) in enumerate(zip(plot.points, at, strict=True)):
        drawn = list(_point(point, x, y))
        if numbered:
            drawn.extend(_number(point, x, y, boxes[place]))
        yield Group(tuple(drawn), f"point-{point.number}", point.says)


def _point(point: Point, x: float, y: float) -> Iterator[Shape]:
    yield from shapes_of(point.dot, x - DOT, y - DOT, 2 * DOT, 2 * DOT)


def _number(point: Point, x: float, y: float, box: Box) -> Iterator[Shape]:
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if abs(middle_x - x) + abs(middle_y - y) > _NEAR:
        yield Lines(((x, y), (middle_x, middle_y)), _LEAD_LINE)
    paper = Style(fill="white", edge="")
    yield Rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top, paper)
    yield Text(
        point.number, middle_x, box.bottom - SMALL.size * 0.14, size=SMALL.size, anchor="middle"
    )
