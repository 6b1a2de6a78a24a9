"""Marks in the cells of a chart, as values: a direction, a light, a bubble, bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extraction.bias.scale import Level
from extraction.outcomes import Direction

Size = Literal["small", "medium", "large"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A direction of effect; `number` of outcomes stands below where there are several.

    `size` is None where the number of participants is not known: then the edge is broken.
    """

    direction: Direction
    size: Size | None = "medium"
    number: int = 1
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """A judgement, as a coloured circle with its sign."""

    level: Level


@dataclass(frozen=True, slots=True)
class Bubble:
    """A number as a circle whose area is its share of the `most` there is."""

    number: int
    most: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A study of a harvest plot: how high (1 to 3), filled or open, its number and its level."""

    height: int
    filled: bool
    number: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side, so many to the line on paper."""

    bars: tuple[Bar, ...]
    per_line: int = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """A study of an albatross plot: square where it is cluster randomised, else round."""

    square: bool
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A curve's piece, told apart by its dashes; `sign` is what a terminal draws it with."""

    dashes: tuple[float, ...]
    sign: str


Mark = Arrow | Light | Bubble | Bars | Dot | Stroke
