"""A grid that what a program writes to a terminal fills.

It understands as much of a terminal's language as the desk speaks: places, clearing, text.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_SEQUENCE = re.compile(
    r"\x1b\[(?P<numbers>[0-9;?<=>$ ]*)(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[P_^][^\x1b]*\x1b\\"
    r"|\x1b[()][A-Z0-9]"
    r"|\x1b[=>78DEHMc]"
)


class Grid:
    """What a terminal shows."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._x = self._y = 0
        self._rest = ""

    @property
    def text(self) -> str:
        """The screen as lines."""
        return "\n".join("".join(row) for row in self._cells)

    def feed(self, text: str) -> None:
        """Take what a program has written, whole sequences or parts of them."""
        self._rest += text
        at = 0
        while at < len(self._rest):
            if self._rest[at] != "\x1b":
                self._put(self._rest[at])
                at += 1
                continue
            found = _SEQUENCE.match(self._rest, at)
            if found is None:
                break  # the rest of it comes with the next piece
            self._obey(found["final"] or "", found["numbers"] or "")
            at = found.end()
        self._rest = self._rest[at:]

    def _put(self, sign: str) -> None:
        if sign == "\r":
            self._x = 0
        elif sign == "\n":
            self._y = min(self._y + 1, self._rows - 1)
        elif sign >= " ":
            width = cell_len(sign)
            if width and self._x < self._columns:
                self._cells[self._y][self._x] = sign
                for more in range(self._x + 1, min(self._x + width, self._columns)):
                    self._cells[self._y][more] = ""
            self._x += width

    def _obey(self, final: str, numbers: str) -> None:
        values = [int(number) if number.isdecimal() else 0 for number in numbers.split(";")]
        if final in "Hf":
            row, column = [*values, 1, 1][:2] if len(values) > 1 else (values[0], 1)
            self._y = min(max(row, 1), self._rows) - 1
            self._x = min(max(column, 1), self._columns) - 1
        elif final == "J":
            self._cells = [[" "] * self._columns for _ in range(self._rows)]
        elif final == "K":
            self._cells[self._y][self._x :] = [" "] * (self._columns - self._x)
