"""The lines of a box: where they break, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator

from review.drawing.helvetica import SPARE, text_width
from review.drawing.shapes import SIZE, Text
from review.flow.boxes import Box, Line
from review.flow.wording import Wording
from review.typography import wrapped

LINE, PAD, INDENT = 11.0, 7.0, 8.0
# From the top of a line to its baseline: Helvetica's letters are about 0.72 of the size high.
BASE = 8.5
LEAST_LINES = 2


def height_of(box: Box, width: float, words: Wording) -> float:
    """Return how high `box` has to be at `width` points."""
    lines = sum(1 for _ in _broken(box, width, words))
    return max(lines, LEAST_LINES) * LINE + 2 * PAD


def set_lines(
    box: Box, corner: tuple[float, float], width: float, height: float, words: Wording
) -> tuple[Text, ...]:
    """Return the lines of `box`, whose upper left `corner` is at x, y; few stand in the middle."""
    x, y = corner
    lines = list(_broken(box, width, words))
    top = y + (height - len(lines) * LINE) / 2 + BASE
    return tuple(
        Text(
            text,
            x + PAD + INDENT * line.indent,
            top + place * LINE,
            line.open_key,
            italics=line.italics if line.italics in text else "",
        )
        for place, (line, text) in enumerate(lines)
    )


def _broken(box: Box, width: float, words: Wording) -> Iterator[tuple[Line, str]]:
    for line in box.lines:
        room = (width - 2 * PAD - INDENT * line.indent) / SPARE
        for words_of_line in line.texts(words):
            for text in wrapped(words_of_line, room, _measure):
                yield line, text


def _measure(text: str) -> float:
    return text_width(text, SIZE)
