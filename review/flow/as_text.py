"""The diagram for a terminal, drawn with lines: two columns, or four side by side where they fit.

In a narrow terminal the column of other methods stands below that of databases and registers,
a little to the right, so that the arrow from the latter passes by its side.
"""

from __future__ import annotations

from review.drawing.sketch import Sketch
from review.flow.boxes import boxes as boxes_of
from review.flow.counts import Flow
from review.flow.footnotes import footnotes, interim_line
from review.flow.grid import grid
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.sheet import Sheet, draw_columns, draw_stamp
from review.flow.wording import wording
from review.typography import wrapped

LEAST, MOST = 60, 140


def sketch(
    flow: Flow | Numbers, language: str = "en", width: int = 80, *, plain: bool = False
) -> Sketch:
    """Return the diagram in lines of at most `width` columns, 60 at least, footnotes last.

    `plain` draws with `+`, `-` and `|` for terminals that have no other signs.
    """
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    width = min(max(width, LEAST), MOST)
    boxes = boxes_of(numbers, language)
    sheet = Sheet(grid(boxes), words)
    top = draw_stamp(sheet, interim_line(numbers, words), width)
    draw_columns(sheet, top, width, updated=numbers.updated)
    lines = [*sheet.canvas.text(plain=plain).split("\n"), ""]
    for note in footnotes(numbers, boxes, words):
        lines.extend(wrapped(note, width))
    return Sketch(tuple(lines), tuple(sheet.spots))


def as_text(
    flow: Flow | Numbers, language: str = "en", width: int = 80, *, plain: bool = False
) -> str:
    """Return the lines of the sketch as one text."""
    return "\n".join(sketch(flow, language, width, plain=plain).lines) + "\n"
