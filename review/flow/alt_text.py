"""The diagram in sentences: for readers of a screen, and for the text under a figure."""

from __future__ import annotations

from review.flow.boxes import Box, boxes
from review.flow.counts import Flow
from review.flow.footnotes import interim_line
from review.flow.grid import OTHER, PREVIOUS, Grid, grid
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.wording import Wording, wording

_SOURCE = 2  # the indent of a single source below its kind


def alt_text(flow: Flow | Numbers, language: str = "en") -> str:
    """Return a sentence for each box that an arrow leads to, in the order in which they are read.

    Down the left columns first, each box followed by those at its side; then the column of other
    methods; then what is included.
    """
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    made = grid(boxes(numbers, language))
    sentences = [f"{words('alt', 'title')}."]
    interim = interim_line(numbers, words)
    sentences.extend([interim] if interim else [])
    sentences.extend(_sentence(box, made, words) for box in _read(made))
    return " ".join(sentences)


def _read(made: Grid) -> list[Box]:
    """Return the boxes in reading order."""
    boxes = [box for row, column in made.cells for box in made.at(row, column)]
    included = {arrow.end for arrow in made.arrows if arrow.way == "corner"} | {"new_studies"}
    last = [box for box in boxes if box.id in included or box.id.startswith(("total", "synthesis"))]
    return [*_columns(made, last), *last]


def _columns(made: Grid, last: list[Box]) -> list[Box]:
    found: list[Box] = []
    for first in (PREVIOUS, PREVIOUS + 1, OTHER):
        sides = (first,) if first == PREVIOUS else (first, first + 1)
        found.extend(
            box
            for row in made.rows
            for column in sides
            for box in made.at(row, column)
            if box not in last
        )
    return found


def _sentence(box: Box, made: Grid, words: Wording) -> str:
    first = box.lines[0]
    lead = f"{_unmarked(first.text, words)} " if first.count is None else ""
    place = next(place for place, stack in made.cells.items() if box in stack)
    other = f"{words('alt', 'other')} " if place[1] >= OTHER else ""
    return f"{other}{lead}{_counts(box, words)}."


def _counts(box: Box, words: Wording) -> str:
    """Return the counts of a box, the single sources in brackets after their kind."""
    told: list[tuple[str, list[str]]] = []
    for line in box.lines:
        if line.count is None:
            continue
        text = f"{_unmarked(line.text, words)}: {words.number(line.count)}"
        if line.indent == _SOURCE and told:
            told[-1][1].append(text)
        else:
            told.append((text, []))
    return "; ".join(f"{text} ({', '.join(parts)})" if parts else text for text, parts in told)


def _unmarked(text: str, words: Wording) -> str:
    """Return `text` without the marks of footnotes, which nobody can follow by ear."""
    for mark in ("*", words("marks", "own"), words("marks", "elsewhere")):
        text = text.replace(mark, "")
    return text
