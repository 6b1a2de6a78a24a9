"""What stands around every plot on paper: its title above, its legend, key and notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.plots.marks import Mark
from extraction.plots.marks_picture import shapes_of, size_of
from extraction.plots.type import BODY, HEAD, SMALL
from review.drawing.shapes import Picture, Shape

MARGIN = 14.0
LEAST_WIDTH = 400.0  # of what stands between the margins
_GAP, _SIGN_GAP, _KEY_GAP = 10.0, 5.0, 14.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of the legend with what it means.

    A `letter` is what a terminal shows in its stead; where only sizes differ, it is `paper_only`.
    """

    mark: Mark
    means: str
    letter: str = ""
    paper_only: bool = False

    @property
    def told(self) -> str:
        """Return what stands beside the mark."""
        return f"{self.letter} {self.means}" if self.letter else self.means


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The words around a plot; `key` lists what numbers in its marks stand for.

    `weights` says what bold and dim marks mean, in a terminal that has them.
    """

    name: str
    language: str
    title: str
    description: str
    legend: tuple[Sign, ...] = ()
    key: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    weights: str = ""

    @property
    def bare(self) -> Frame:
        """Return it without what a document says in text of its own: title, key and notes."""
        return replace(self, title="", key=(), notes=())

    @property
    def under(self) -> tuple[str, ...]:
        """Return the key and the notes as lines of text."""
        key = "; ".join(text.replace(" ", "\u00a0", 1) for text in self.key)
        return (f"{key}.", *self.notes) if key else self.notes

    def foot(self, width: float) -> float:
        """Return how high the legend is."""
        return _Legend(self.legend).draw([], 0.0, width)

    def top(self, width: float) -> float:
        """Return where the plot begins below the title, `width` points wide."""
        if not self.title:
            return MARGIN
        return MARGIN + len(HEAD.lines(self.title, width)) * HEAD.lead + _GAP

    def picture(self, body: Sequence[Shape], width: float, bottom: float) -> Picture:
        """Return the picture of a body between the margins that ends at `bottom`."""
        shapes: list[Shape] = list(HEAD.set(HEAD.lines(self.title, width), MARGIN, MARGIN))
        shapes.extend(body)
        for part in (_Legend(self.legend), _Key(self.key), _Notes(self.notes)):
            bottom = part.draw(shapes, bottom, width)
        return Picture(
            id=self.name,
            language=self.language,
            title=self.title,
            description=self.description,
            width=width + 2 * MARGIN,
            height=bottom + MARGIN,
            shapes=tuple(shapes),
        )


@dataclass(frozen=True, slots=True)
class _Legend:
    signs: Sequence[Sign]

    def draw(self, shapes: list[Shape], top: float, width: float) -> float:
        """Draw marks with their meanings from left to right; return the end."""
        if not self.signs:
            return top
        y = top + _GAP
        for row in self._rows(width):
            high = max(max(size_of(sign.mark)[1], len(lines) * BODY.lead) for sign, lines in row)
            x = MARGIN
            for sign, lines in row:
                wide = size_of(sign.mark)[0]
                shapes.extend(shapes_of(sign.mark, x, y, wide, high))
                first = y + (high - len(lines) * BODY.lead) / 2 + 1
                shapes.extend(BODY.set(lines, x + wide + _SIGN_GAP, first))
                x += wide + _SIGN_GAP + BODY.widest(lines) + _KEY_GAP
            y += high + 3
        return y

    def _rows(self, width: float) -> Iterator[list[tuple[Sign, tuple[str, ...]]]]:
        """Return the signs that stand beside one another, each with its words in lines."""
        row: list[tuple[Sign, tuple[str, ...]]] = []
        taken = 0.0
        for sign in self.signs:
            mark = size_of(sign.mark)[0] + _SIGN_GAP
            lines = BODY.lines(sign.told, width - mark)
            wide = mark + BODY.widest(lines)
            if row and taken + wide > width:
                yield row
                row, taken = [], 0.0
            row.append((sign, lines))
            taken += wide + _KEY_GAP
        yield row


@dataclass(frozen=True, slots=True)
class _Key:
    texts: Sequence[str]

    def draw(self, shapes: list[Shape], top: float, width: float) -> float:
        """Draw short texts in as many columns as fit, read downwards; return the end."""
        if not self.texts:
            return top
        widest = min(SMALL.widest(self.texts), width)
        columns = max(1, int((width + _KEY_GAP) // (widest + _KEY_GAP)))
        rows = -(-len(self.texts) // columns)
        bottom = top + _GAP
        for column in range(columns):
            y = top + _GAP
            x = MARGIN + column * (widest + _KEY_GAP)
            for text in self.texts[column * rows : (column + 1) * rows]:
                lines = SMALL.lines(text, widest)
                shapes.extend(SMALL.set(lines, x, y))
                y += len(lines) * SMALL.lead
            bottom = max(bottom, y)
        return bottom


@dataclass(frozen=True, slots=True)
class _Notes:
    texts: Sequence[str]

    def draw(self, shapes: list[Shape], top: float, width: float) -> float:
        """Draw notes under one another; return the end."""
        y = top + _GAP if self.texts else top
        for text in self.texts:
            lines = SMALL.lines(text, width)
            shapes.extend(SMALL.set(lines, MARGIN, y))
            y += len(lines) * SMALL.lead + 2
        return y
