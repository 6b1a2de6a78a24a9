"""A sheet of terminal cells to draw lines and words on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from review.typography import cells_of

# The directions in which a line leaves a cell, to the sign that shows them.
UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
_SIGNS = {
    UP: "│",
    DOWN: "│",
    UP | DOWN: "│",
    LEFT: "─",
    RIGHT: "─",
    LEFT | RIGHT: "─",
    DOWN | RIGHT: "┌",
    DOWN | LEFT: "┐",
    UP | RIGHT: "└",
    UP | LEFT: "┘",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    LEFT | RIGHT | DOWN: "┬",
    LEFT | RIGHT | UP: "┴",
    UP | DOWN | LEFT | RIGHT: "┼",
}
_BROKEN = {"│": "╎", "─": "╌"}
_PLAIN = str.maketrans("│─╎╌┌┐└┘├┤┬┴┼▶◀▼═", "|-:-+++++++++><v=")
_PLAIN_SPACES = str.maketrans("\u00a0\u202f", "  ")


class Canvas:
    """Cells by row and column; lines that meet are joined."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], str] = {}
        self._broken: set[tuple[int, int]] = set()

    def write(self, x: int, y: int, text: str) -> None:
        """Write `text` from the cell `x`, `y` on; marks stay with the letter before them."""
        for letter in text:
            width = cells_of(letter)
            if width == 0 and (x - 1, y) in self._signs:
                self._signs[x - 1, y] += letter
                continue
            self._signs[x, y] = letter
            if width > 1:
                self._signs[x + 1, y] = ""
            x += width

    def line(self, points: Sequence[tuple[int, int]], head: str = "") -> None:
        """Draw a line through `points`, each straight from the one before; `head` ends it."""
        for (x, y), (to_x, to_y) in pairwise(points):
            if y == to_y:
                self._run([(at, y) for at in _between(x, to_x)], LEFT, RIGHT)
            else:
                self._run([(x, at) for at in _between(y, to_y)], UP, DOWN)
        if head:
            self._signs[points[-1]] = head

    def _run(self, cells: Sequence[tuple[int, int]], back: int, on: int) -> None:
        for before, after in pairwise(cells):
            self._lines[before] = self._lines.get(before, 0) | on
            self._lines[after] = self._lines.get(after, 0) | back

    def box(self, x: int, y: int, width: int, height: int, *, broken: bool = False) -> None:
        """Draw the edges of a box, with gaps where it is `broken`."""
        right, bottom = x + width - 1, y + height - 1
        self.line([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)])
        if broken:
            self._broken.update((at, row) for at in range(x, right + 1) for row in (y, bottom))
            self._broken.update((at, row) for row in range(y, bottom + 1) for at in (x, right))

    def text(self, *, plain: bool = False) -> str:
        """Return the lines of the sheet; `plain` draws with the signs of ASCII alone."""
        used = {*self._lines, *self._signs}
        rows = []
        for y in range(max((y for _x, y in used), default=-1) + 1):
            end = max((x for x, row in used if row == y), default=-1)
            rows.append("".join(self._cell(x, y) for x in range(end + 1)).rstrip())
        text = "\n".join(rows)
        return text.translate(_PLAIN).translate(_PLAIN_SPACES) if plain else text

    def _cell(self, x: int, y: int) -> str:
        if (x, y) in self._signs:
            return self._signs[x, y]
        sign = _SIGNS.get(self._lines.get((x, y), 0), " ")
        return _BROKEN.get(sign, sign) if (x, y) in self._broken else sign


def _between(start: int, end: int) -> list[int]:
    """Return the cells from `start` to `end` in ascending order, both included."""
    return list(range(min(start, end), max(start, end) + 1))
