"""A chart of bars as a value: one bar a row, of one part or of several beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.bias.scale import Level
from extraction.plots.frame import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how many studies, what it means, which they are, and its level if any."""

    number: int
    says: str
    studies: tuple[str, ...]
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar with its label; without parts it is of length 0."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """Return the sum of the parts."""
        return sum(part.number for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars from one line on; with `shares` all are as long as their row has room.

    `longest` is the number of the longest bar of all where these are some of them.
    """

    frame: Frame
    label: str
    rows: tuple[BarRow, ...]
    shares: bool = False
    longest: int = 0

    def placed(self) -> Iterator[tuple[str, Part]]:
        """Return every part with its key: `row.part`, counted from 1."""
        for number, row in enumerate(self.rows, start=1):
            for place, part in enumerate(row.parts, start=1):
                yield f"{number}.{place}", part

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the studies behind each part, by its key."""
        return {key: part.studies for key, part in self.placed()}

    @property
    def most(self) -> int:
        """Return the longest bar's number, 1 at least."""
        return max(self.longest, *(row.total for row in self.rows), 1)
