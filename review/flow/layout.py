"""The diagram in points: boxes as high as their words need, and nothing over anything else.

Columns have one width, rows are as high as the highest stack of boxes in them; so boxes cannot
meet, however many reasons there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.drawing.helvetica import SPARE, text_width
from review.drawing.shapes import SIZE, Text
from review.flow.boxes import boxes as boxes_of
from review.flow.counts import Flow
from review.flow.footnotes import footnotes, interim_line
from review.flow.grid import BARS, LEFT, OTHER, OTHER_SIDE, PREVIOUS, SIDE, Grid, grid
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.routing import Path, Placed, routes
from review.flow.typesetting import LINE, PAD, height_of, set_lines
from review.flow.wording import Wording, wording
from review.typography import wrapped

WIDTH, GAP, ROW_GAP, STACK_GAP = 206.0, 28.0, 22.0, 8.0
BAR, BAR_GAP, MARGIN = 20.0, 12.0, 14.0
NOTE_SIZE, NOTE_LINE = 7.0, 9.5
STAMP_PAD = 6.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading above columns, a bar beside rows (`upright`), or the stamp of what is interim."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is drawn, in points from the upper left corner."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    panels: tuple[Panel, ...]
    paths: tuple[Path, ...]
    notes: tuple[Text, ...]


def laid_out(flow: Flow | Numbers, language: str = "en") -> Layout:
    """Return the layout of `flow` in `language`: boxes, headings, bars, stamp and footnotes."""
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    boxes = boxes_of(numbers, language)
    made = grid(boxes)
    lefts = {
        column: MARGIN + BAR + BAR_GAP + place * (WIDTH + GAP)
        for place, column in enumerate(made.columns)
    }
    right = max(lefts.values()) + WIDTH
    stamp = _stamp(interim_line(numbers, words), right - MARGIN)
    top = MARGIN + sum(panel.height + GAP / 2 for panel in stamp)
    headings = _headings(made, lefts, top, numbers, words)
    tops, heights = _rows(made, top + headings[0].height + GAP / 2, words)
    placed = _placed(made, lefts, tops, heights, words)
    bars = _bars(made, tops, heights, words)
    bottom = max(*(box.bottom for box in placed), *(bar.y + bar.height for bar in bars))
    notes = _notes(footnotes(numbers, boxes, words), bottom + GAP / 2, right - MARGIN)
    panels = (*stamp, *headings, *bars)
    height = notes[-1].y + MARGIN
    return Layout(right + MARGIN, height, placed, panels, routes(made, placed), notes)


def _stamp(line: str, width: float) -> tuple[Panel, ...]:
    if not line:
        return ()
    lines = wrapped(line, (width - 2 * PAD) / SPARE, _bold)
    height = len(lines) * LINE + 2 * STAMP_PAD
    return (Panel("interim", MARGIN, MARGIN, width, height, lines),)


def _headings(
    made: Grid, lefts: Mapping[int, float], top: float, numbers: Numbers, words: Wording
) -> tuple[Panel, ...]:
    """Return the headings, all as high as the highest of them."""
    ending = "_updated" if numbers.updated else ""
    spans = (
        ("previous", "previous", PREVIOUS, PREVIOUS),
        ("databases", f"databases{ending}", LEFT, SIDE),
        ("other", f"other{ending}", OTHER, OTHER_SIDE),
    )
    found = []
    for name, key, first, last in spans:
        if first in made.columns:
            width = lefts[last] + WIDTH - lefts[first]
            lines = wrapped(words("headings", key), (width - 2 * PAD) / SPARE, _bold)
            found.append((name, lefts[first], width, lines))
    height = max(len(lines) for *_, lines in found) * LINE + 2 * PAD
    return tuple(Panel(name, x, top, width, height, lines) for name, x, width, lines in found)


def _bold(text: str) -> float:
    return text_width(text, SIZE, bold=True)


def _rows(made: Grid, top: float, words: Wording) -> tuple[dict[int, float], dict[int, float]]:
    """Return the top and the height of each row."""
    tops: dict[int, float] = {}
    heights: dict[int, float] = {}
    for row in made.rows:
        stacks = (made.at(row, column) for column in made.columns)
        tops[row] = top
        heights[row] = max(
            sum(height_of(box, WIDTH, words) + STACK_GAP for box in stack) - STACK_GAP
            for stack in stacks
        )
        heights[row] = max(heights[row], _bar_length(row, made, words))
        top += heights[row] + ROW_GAP
    return tops, heights


def _bar_length(row: int, made: Grid, words: Wording) -> float:
    """Return how high a row has to be for the words of its side bar, where that has no other."""
    name = _bar_of(row, made)
    return _bold(words("bars", name)) * SPARE + 2 * PAD if name else 0.0


def _bar_of(row: int, made: Grid) -> str:
    """Return the side bar that stands beside this row alone; "" where there is none."""
    alone = (
        name for name, rows in BARS.items() if [one for one in rows if one in made.rows] == [row]
    )
    return next(alone, "")


def _placed(
    made: Grid,
    lefts: Mapping[int, float],
    tops: Mapping[int, float],
    heights: Mapping[int, float],
    words: Wording,
) -> tuple[Placed, ...]:
    placed = []
    for (row, column), stack in made.cells.items():
        x, y = lefts[column], tops[row]
        # A row that has a side bar to itself is drawn as one band, as in the templates.
        least = heights[row] if len(stack) == 1 and _bar_of(row, made) else 0.0
        for box in stack:
            height = max(height_of(box, WIDTH, words), least)
            lines = set_lines(box, (x, y), WIDTH, height, words)
            grey = column in {PREVIOUS, OTHER, OTHER_SIDE} or box.id == "total_studies"
            placed.append(Placed(box, x, y, WIDTH, height, lines, grey=grey))
            y += height + STACK_GAP
    return tuple(placed)


def _bars(
    made: Grid, tops: Mapping[int, float], heights: Mapping[int, float], words: Wording
) -> tuple[Panel, ...]:
    bars = []
    for name, rows in BARS.items():
        used = [row for row in rows if row in made.rows]
        if used:
            first, last = used[0], used[-1]
            height = tops[last] + heights[last] - tops[first]
            text = (words("bars", name),)
            bars.append(Panel(name, MARGIN, tops[first], BAR, height, text, upright=True))
    return tuple(bars)


def _notes(texts: Sequence[str], top: float, width: float) -> tuple[Text, ...]:
    lines = [line for text in texts for line in wrapped(text, width / SPARE, _small)]
    return tuple(
        Text(line, MARGIN, top + NOTE_LINE * (place + 1)) for place, line in enumerate(lines)
    )


def _small(text: str) -> float:
    return text_width(text, NOTE_SIZE)
