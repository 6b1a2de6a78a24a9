"""A real terminal for a real process: a pseudo-terminal, and a grid that what is written fills."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

from tests.desk.grid import Grid
from tests.desk.recording import Recording

_PATIENCE = 60.0  # seconds; the machine may be busy


class Terminal:
    """The program in a terminal of its own, driven by keys."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        columns: int = 80,
        rows: int = 24,
        record: Path | None = None,
    ) -> None:
        self._grid = Grid(columns, rows)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._recording = record and Recording(record, " ".join(("review", *words)), columns, rows)
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
        if self._recording:
            self._recording.typed(keys)
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
        self._end_recording()
        return self._process.returncode

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._end_recording()

    def _end_recording(self) -> None:
        if self._recording:
            self._recording.close()
            self._recording = None

    def _read(self, wait: float) -> None:
        while select.select([self._far], [], [], wait)[0]:
            try:
                data = os.read(self._far, 65536)
            except OSError:
                return  # the program has ended
            text = self._decoder.decode(data)
            self._grid.feed(text)
            if self._recording:
                self._recording.shown(text)
            wait = 0.0
