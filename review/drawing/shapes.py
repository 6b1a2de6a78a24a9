"""A picture as a value: shapes and words in points from the upper left corner.

What draws it (SVG, PNG, PDF) knows nothing of what it shows, so that all of them show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SIZE = 8.5  # of words, in points, where a text says no other

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words: the point of its baseline that `anchor` names, and what opens behind it.

    `turned` words run upwards. `link` is an address; `italics` is a part of the text.
    """

    text: str
    x: float
    y: float
    open_key: str = ""
    bold: bool = False
    size: float = SIZE
    anchor: Anchor = "start"
    colour: str = "black"
    turned: bool = False
    link: str = ""
    italics: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a shape is filled and edged; an empty colour is none, `dashes` are lengths in points."""

    fill: str = ""
    edge: str = "black"
    width: float = 0.8
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle by its upper left corner; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    style: Style = Style()
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its centre."""

    x: float
    y: float
    radius: float
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Lines:
    """Straight lines from point to point; `closed` ones bound an area."""

    points: tuple[Point, ...]
    style: Style = Style()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; a `title` is what a pointer over them shows."""

    shapes: tuple[Shape, ...]
    id: str = ""
    title: str = ""


Shape = Text | Rectangle | Circle | Lines | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Shapes in the order in which they are drawn, with what is read where they are not seen."""

    id: str
    language: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


def in_italics(text: str, italics: str) -> tuple[tuple[str, bool], ...]:
    """Return the parts of `text`, none empty, each with whether it is the one in italics."""
    before, part, after = text.partition(italics) if italics else (text, "", "")
    return tuple(one for one in ((before, False), (part, True), (after, False)) if one[0])


def arrow(points: tuple[Point, ...], head: float, width: float) -> Group:
    """Return a line that ends in a head, as shapes, so that every program shows it.

    The last part is level or upright; `head` is the length of the head.
    """
    *_, (before_x, before_y), (x, y) = points
    across, down = _sign(x - before_x), _sign(y - before_y)
    base_x, base_y = x - head * across, y - head * down
    wing_x, wing_y = head / 2 * down, head / 2 * across
    corners = ((x, y), (base_x + wing_x, base_y + wing_y), (base_x - wing_x, base_y - wing_y))
    return Group(
        (
            Lines((*points[:-1], (base_x, base_y)), Style(width=width)),
            Lines(corners, Style(fill="black", edge=""), closed=True),
        )
    )


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
