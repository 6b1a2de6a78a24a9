"""A drawing for the terminal: its lines, and the places in it that open something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a count stands on the sheet, in cells, and what opens behind it."""

    x: int
    y: int
    width: int
    height: int
    open_key: str
    text: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing as lines, and the counts in it that can be opened, in reading order."""

    lines: tuple[str, ...]
    spots: tuple[Spot, ...]
