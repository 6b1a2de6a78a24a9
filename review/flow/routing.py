"""The arrows of the diagram as lines of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.drawing.shapes import Point, Text
from review.flow.boxes import Box
from review.flow.grid import Arrow, Grid


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place in points and its lines."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    grey: bool = False

    @property
    def centre(self) -> float:
        """Return the middle from left to right."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """Return the middle from top to bottom."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Path:
    """A line from the first point to the last, where the head of the arrow is."""

    start: str
    end: str
    points: tuple[Point, ...]


def routes(made: Grid, placed: Sequence[Placed]) -> tuple[Path, ...]:
    """Return the way of each arrow of the grid between the placed boxes."""
    by_id = {one.box.id: one for one in placed}
    return tuple(
        Path(arrow.start, arrow.end, _points(arrow, by_id[arrow.start], by_id[arrow.end]))
        for arrow in made.arrows
    )


def _points(arrow: Arrow, start: Placed, end: Placed) -> tuple[Point, ...]:
    if arrow.way == "down":
        return ((start.centre, start.bottom), (end.centre, end.y))
    if arrow.way == "side":
        return _aside(start, end)
    edge = end.right if start.x > end.x else end.x
    return ((start.centre, start.bottom), (start.centre, end.middle), (edge, end.middle))


def _aside(start: Placed, end: Placed) -> tuple[Point, ...]:
    """Return a straight line to the uppermost box, a way round by the gap to those below it."""
    level = start.middle if start.height <= end.height else end.middle
    if end.y == start.y:
        return ((start.right, level), (end.x, level))
    gap = (start.right + end.x) / 2
    level = start.y + min(start.height, end.height) / 2
    return ((start.right, level), (gap, level), (gap, end.middle), (end.x, end.middle))
