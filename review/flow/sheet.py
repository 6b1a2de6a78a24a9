"""The diagram on a sheet of terminal cells: headings, boxes, arrows, where each count stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.drawing.canvas import Canvas
from review.drawing.sketch import Spot
from review.flow.boxes import Box
from review.flow.grid import ASSESSED, IDENTIFIED, INCLUDED, LEFT, OTHER, PREVIOUS, Grid
from review.flow.wording import Wording
from review.typography import cells_of, wrapped

SIDE_BY_SIDE = 110  # columns of the terminal that four columns of boxes need
ARROW = 4  # columns between a box and the one at its side
ATTACH = 2  # where arrows leave a box downwards, from its left edge
DROP = 2  # lines between two rows


@dataclass(slots=True)
class Sheet:
    """What is drawn so far; for each box the place of its edges: x, y, right, bottom."""

    made: Grid
    words: Wording
    canvas: Canvas = field(default_factory=Canvas)
    edges: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)


def draw_stamp(sheet: Sheet, line: str, width: int) -> int:
    """Draw what is still open above all; return the line below it."""
    if not line:
        return 0
    lines = wrapped(line, width - 4)
    sheet.canvas.box(0, 0, width, len(lines) + 2, broken=True)
    for place, text in enumerate(lines, start=1):
        sheet.canvas.write(2, place, text)
    return len(lines) + 3


def draw_columns(sheet: Sheet, top: int, width: int, *, updated: bool) -> None:
    """Draw all columns from the line `top` on, and the arrows between their boxes."""
    ending = "_updated" if updated else ""
    other = OTHER in sheet.made.columns
    wide = other and width >= SIDE_BY_SIDE
    part = (width - ARROW) // 2 if wide else width
    if PREVIOUS in sheet.made.columns:
        top = _headings(sheet, top, [("previous", 0, part)])
        box = sheet.made.at(IDENTIFIED, PREVIOUS)[0]
        top = _draw(sheet, box, 0, top, part) + 1
    left = (f"databases{ending}", 0, part)
    if wide:
        x = part + ARROW
        top = _headings(sheet, top, [left, (f"other{ending}", x, part)])
        bottom = _rows(sheet, top, [(LEFT, 0, part), (OTHER, x, part)])
    else:
        bottom = _rows(sheet, _headings(sheet, top, [left]), [(LEFT, 0, part)])
    if other and not wide:
        x = 2 * ATTACH
        top = _headings(sheet, bottom + DROP, [(f"other{ending}", x, part - x)])
        bottom = _rows(sheet, top, [(OTHER, x, part - x)])
    _included(sheet, bottom, part)
    _arrows(sheet)


def _headings(sheet: Sheet, y: int, headings: Sequence[tuple[str, int, int]]) -> int:
    """Draw headings side by side, each a key, a place and a width; return the line below them."""
    below = y
    for key, x, width in headings:
        for place, line in enumerate(wrapped(sheet.words("headings", key), width - 6)):
            room = width - cells_of(line) - 2
            sides = "═" * (room // 2), "═" * (room - room // 2)
            sheet.canvas.write(x, y + place, f"{sides[0]} {line} {sides[1]}")
            below = max(below, y + place + 1)
    return below + 1


def _rows(sheet: Sheet, top: int, columns: Sequence[tuple[int, int, int]]) -> int:
    """Draw columns of boxes (column, place, width) with those at their sides, up to assessment.

    Boxes of one row stand at one height. Returns the line below the last.
    """
    bottom = top
    for row in (row for row in sheet.made.rows if row <= ASSESSED):
        ends: list[int] = []
        for column, x, width in columns:
            own = (width - ARROW) // 2
            ends.extend(_draw(sheet, box, x, top, own) for box in sheet.made.at(row, column))
            y = top
            for side in sheet.made.at(row, column + 1):
                y = _draw(sheet, side, x + own + ARROW, y, width - own - ARROW)
                ends.append(y)
        if ends:
            bottom = max(ends)
            top = bottom + DROP
    return bottom


def _included(sheet: Sheet, bottom: int, width: int) -> None:
    own = (width - ARROW) // 2
    for row in (row for row in sheet.made.rows if row >= INCLUDED):
        for box in sheet.made.at(row, LEFT):
            bottom = _draw(sheet, box, 0, bottom + DROP, own)


def _draw(sheet: Sheet, box: Box, x: int, y: int, width: int) -> int:
    """Draw one box and its words; return the line below it."""
    below = y + 1
    for line in box.lines:
        left = x + 2 + 2 * line.indent
        words = sheet.words.counted(line.text, line.count)
        room = x + width - 2 - left
        texts = [text for part in line.texts(sheet.words) for text in wrapped(part, room)]
        for place, text in enumerate(texts):
            sheet.canvas.write(left, below + place, text)
        if line.open_key:
            longest = max(map(cells_of, texts))
            sheet.spots.append(Spot(left, below, longest, len(texts), line.open_key, words))
        below += len(texts)
    sheet.canvas.box(x, y, width, below + 1 - y, broken=box.pending)
    sheet.edges[box.id] = (x, y, x + width - 1, below)
    return below + 1


def _arrows(sheet: Sheet) -> None:
    for arrow in sheet.made.arrows:
        x, y, right, bottom = sheet.edges[arrow.start]
        to_x, to_y, to_right, to_bottom = sheet.edges[arrow.end]
        level, middle = y + 1, (to_y + to_bottom) // 2
        if arrow.way == "down":
            sheet.canvas.line([(x + ATTACH, bottom), (x + ATTACH, to_y - 1)], "▼")
        elif arrow.way == "side" and to_y == y:
            sheet.canvas.line([(right, level), (to_x - 1, level)], "▶")
        elif arrow.way == "side":
            gap = right + 2
            way = [(right, level), (gap, level), (gap, middle), (to_x - 1, middle)]
            sheet.canvas.line(way, "▶")
        elif x + ATTACH > to_right:
            way = [(x + ATTACH, bottom), (x + ATTACH, middle), (to_right + 1, middle)]
            sheet.canvas.line(way, "◀")
        elif x > to_x:
            sheet.canvas.line([(x + ATTACH, bottom), (x + ATTACH, to_y - 1)], "▼")
