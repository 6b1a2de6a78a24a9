"""A real terminal for a real process: a pseudo-terminal, and a grid that what is written fills.

It understands as much of a terminal's language as the desk speaks: places, clearing, text.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len

_PATIENCE = 20.0  # seconds; the machine may be busy
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


class Terminal:
    """The program in a terminal of its own, driven by keys."""

    def __init__(self, folder: Path, *words: str, columns: int = 80, rows: int = 24) -> None:
        self._grid = Grid(columns, rows)
        self._far, near = pty.openpty()
        fcntl.ioctl(near, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        home = {"XDG_CONFIG_HOME": str(folder), "TERM": "xterm-256color", "COLUMNS": str(columns)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "review", *words],
            cwd=folder,
            stdin=near,
            stdout=near,
            stderr=near,
            env={**os.environ, **home, "LINES": str(rows)},
            start_new_session=True,
        )
        os.close(near)

    @property
    def text(self) -> str:
        """What is on the screen now."""
        self._read(0.0)
        return self._grid.text

    def press(self, keys: str) -> None:
        """Send keys as a keyboard sends them: \\r is Enter, \\x1b Escape, \\t Tab."""
        os.write(self._far, keys.encode())

    def shows(self, *texts: str) -> None:
        """Wait until all of `texts` are on the screen; fail with the screen as it is."""
        self.until(lambda: all(text in self._grid.text for text in texts), texts)

    def until(self, holds: Callable[[], bool], what: object = "") -> None:
        """Wait until `holds`; fail with the screen as it is."""
        begun = time.monotonic()
        while not holds():
            assert time.monotonic() - begun < _PATIENCE, f"{what} not on\n{self._grid.text}"
            assert self._process.poll() is None, f"ended with\n{self._grid.text}"
            self._read(0.1)

    def leave(self) -> int:
        """Press q and return the exit code."""
        self.press("q")
        begun = time.monotonic()
        while self._process.poll() is None:
            assert time.monotonic() - begun < _PATIENCE, self._grid.text
            self._read(0.05)
        os.close(self._far)
        return self._process.returncode

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _read(self, wait: float) -> None:
        while select.select([self._far], [], [], wait)[0]:
            try:
                data = os.read(self._far, 65536)
            except OSError:
                return  # the program has ended
            self._grid.feed(data.decode("utf-8", "replace"))
            wait = 0.0
