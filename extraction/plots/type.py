"""Words set in points: how wide they are, where lines break, what stands under one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from review.drawing.helvetica import SPARE, text_width
from review.drawing.shapes import SIZE, Anchor, Text
from review.typography import wrapped

LEAD = 1.3  # from one baseline to the next, times the size
_SLACK = 1e-6  # what is as wide as its room fits, whatever floats make of it
RISE = 0.8  # from the top of a line to its baseline, times the size


@dataclass(frozen=True, slots=True)
class Type:
    """A size and weight of words."""

    size: float = SIZE
    bold: bool = False

    @property
    def lead(self) -> float:
        """Return the height of a line."""
        return self.size * LEAD

    def width(self, text: str) -> float:
        """Return how much room `text` needs, in the widest font that may stand in."""
        return text_width(text, self.size, bold=self.bold) * SPARE

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """Return `text` in lines that fit into `width`."""
        return _lines(self, text, width)

    def widest(self, texts: Iterable[str]) -> float:
        """Return the room of the widest of several texts, 0 for none."""
        return max(map(self.width, texts), default=0.0)

    def set(
        self, lines: Iterable[str], x: float, top: float, anchor: Anchor = "start"
    ) -> Iterator[Text]:
        """Return lines under one another from `top` down."""
        for place, line in enumerate(lines):
            if not line:
                continue
            y = top + self.size * RISE + place * self.lead
            yield Text(line, x, y, size=self.size, bold=self.bold, anchor=anchor)


@lru_cache(maxsize=16384)  # pages measure a label once for each question that they ask of it
def _lines(kind: Type, text: str, width: float) -> tuple[str, ...]:
    return wrapped(text, width + _SLACK, kind.width)


BODY, BOLD, HEAD, SMALL = Type(), Type(bold=True), Type(11.0, bold=True), Type(7.0)
