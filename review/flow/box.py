"""A box of the diagram and its lines: the one model from which every format is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from review.flow.units import Count
from review.wording import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box; a lead has no count, and what no record stands behind has no open key.

    `indent` is 1 below a lead, 2 for a single source below its kind. As in the templates, the count
    may stand `below` the text, on a line of its own, and a part of the text in `italics`.
    """

    text: str
    count: Count | None
    open_key: str = ""
    indent: int = 0
    below: bool = False
    italics: str = ""

    def texts(self, words: Words) -> tuple[str, ...]:
        """Return what is written: text and count, each for itself where the count stands below."""
        if self.below and self.count is not None:
            return self.text, words.bracketed(self.count)
        return (words.counted(self.text, self.count),)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `id` is the id of its first row; `pending` marks what is drawn as provisional."""

    id: str
    lines: tuple[Line, ...]
    pending: bool = False
