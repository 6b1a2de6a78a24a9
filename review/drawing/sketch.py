"""A drawing for the terminal: its lines, and the places in it that open something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from review.typography import cells_of

Weight = Literal["", "bold", "dim"]
_ON: dict[Weight, str] = {"bold": "\x1b[1m", "dim": "\x1b[2m"}
_OFF = "\x1b[22m"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a count stands on the sheet, in cells, and what opens behind it.

    `weight` is how heavily it is drawn where a terminal can.
    """

    x: int
    y: int
    width: int
    height: int
    open_key: str
    text: str
    weight: Weight = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing as lines, and the counts in it that can be opened, in reading order.

    `weights` says what weights mean, for a terminal that draws them.
    """

    lines: tuple[str, ...]
    spots: tuple[Spot, ...]
    weights: str = ""


def weighted(sketch: Sketch) -> Iterator[str]:
    """Return the lines for a terminal that can: heavy marks bold, light ones dim."""
    for y, line in enumerate(sketch.lines):
        here = [one for one in sketch.spots if one.weight and one.y <= y < one.y + one.height]
        for spot in sorted(here, key=lambda one: -one.x):
            start, end = _index(line, spot.x), _index(line, spot.x + spot.width)
            inside = f"{_ON[spot.weight]}{line[start:end]}{_OFF}"
            line = f"{line[:start]}{inside}{line[end:]}"  # noqa: PLW2901 - from right to left
        yield line
    if sketch.weights:
        yield sketch.weights


def _index(line: str, cell: int) -> int:
    """Return the place in `line` of the letter that begins at a cell, its end where none does."""
    taken = 0
    for place, letter in enumerate(line):
        if taken >= cell:
            return place
        taken += cells_of(letter)
    return len(line)
