"""Breaking text into lines of terminal cells: wide signs count two, combining marks none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line: its text, and where in the wrapped text it begins."""

    text: str
    start: int


def wrap(text: str, width: int, hang: int = 0) -> list[Line]:
    """Return the lines of `text`, none wider than `width` cells; line ends in it are kept.

    Blanks at the beginning stay. `hang` cells are left free in every line but a paragraph's first.
    """
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, start, max(width, hang + 2), hang)
        start += len(paragraph) + 1
    return lines


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut with an ellipsis or filled with spaces."""
    size = cell_len(text)
    if size <= width:
        return text + " " * (width - size)
    if width <= 1:
        return "…"[:width]
    kept = chop_cells(text, width - 1)[0]
    return kept + "…" + " " * (width - 1 - cell_len(kept))


def _wrap_paragraph(text: str, offset: int, width: int, hang: int) -> list[Line]:
    lines: list[Line] = []
    begin = end = -1
    for start, stop in _pieces(text, width - hang):
        room = width - hang if lines else width
        if begin >= 0 and cell_len(text[begin:stop]) > room:
            lines.append(Line(text[begin:end], offset + begin))
            begin = -1
        if begin < 0:
            begin = start if lines or cell_len(text[:stop]) > width else 0
        end = stop
    lines.append(Line(text[begin:end], offset + begin) if begin >= 0 else Line("", offset))
    return lines


def _pieces(text: str, width: int) -> list[tuple[int, int]]:
    """Return start and end of each word; a word wider than a line is cut into lines."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if cell_len(word[0]) <= width:
            found.append(word.span())
            continue
        start = word.start()
        for part in chop_cells(word[0], width):
            found.append((start, start + len(part)))
            start += len(part)
    return found
