"""Where the numbers beside points stand so that none lies over another or over a point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RING, _TURNS = 4.0, 12  # how much farther each round of tries is, and how many tries it has
_FIRST = (0.0, math.pi, -math.pi / 2, math.pi / 2)  # right, left, above, below


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share an area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Tell whether it lies in the other wholly."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def placed(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    radius: float,
    area: Box,
) -> list[Box]:
    """Return a box of each size near its point, in rounds from the nearest, none over another."""
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    found = []
    for (x, y), (width, height) in zip(points, sizes, strict=True):
        for box in _tries(x, y, width, height, radius):
            if box.within(area) and not any(box.meets(one) for one in taken):
                break
        else:
            raise ValueError("The area has no room for so many numbers.")
        taken.append(box)
        found.append(box)
    return found


def _tries(x: float, y: float, width: float, height: float, radius: float) -> Iterator[Box]:
    for ring in range(200):
        around = _FIRST if not ring else [2 * math.pi * n / _TURNS for n in range(_TURNS)]
        for angle in around:
            away = radius + 1 + ring * _RING
            middle_x = x + math.cos(angle) * (away + width / 2)
            middle_y = y + math.sin(angle) * (away + height / 2)
            yield Box(
                middle_x - width / 2,
                middle_y - height / 2,
                middle_x + width / 2,
                middle_y + height / 2,
            )
