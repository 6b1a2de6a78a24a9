"""What a terminal showed, kept as an asciicast (version 2) that players of such files replay.

A line of JSON about the terminal, then one for each piece that was written ("o") or typed ("i"),
with the seconds since the beginning (https://docs.asciinema.org/manual/asciicast/v2/).

`python -m tests.desk.recording FILE.cast` prints the screens in plain text, each with its time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.desk.grid import Grid


class Recording:
    """A file that takes what a terminal shows and what is typed, while it happens."""

    def __init__(self, path: Path, title: str, columns: int, rows: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding="utf-8")
        self._begun = time.monotonic()
        header = {"version": 2, "width": columns, "height": rows, "title": title}
        self._write({**header, "timestamp": int(time.time()), "env": {"TERM": "xterm-256color"}})

    def shown(self, text: str) -> None:
        """Take a piece of what the program wrote."""
        self._write([self._now(), "o", text])

    def typed(self, keys: str) -> None:
        """Take keys that were pressed."""
        self._write([self._now(), "i", keys])

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def _now(self) -> float:
        return round(time.monotonic() - self._begun, 3)

    def _write(self, line: object) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Frame:
    """The screen at one moment, and the keys that were pressed since the one before."""

    seconds: float
    keys: str
    text: str


def frames(path: Path) -> Iterator[Frame]:
    """Replay a recording: give the screen after each piece that changed it."""
    with path.open(encoding="utf-8") as file:
        header = json.loads(file.readline())
        assert header["version"] == 2, "an asciicast of version 2"
        grid, before, keys, last = Grid(header["width"], header["height"]), "", "", 0.0
        for line in file:
            seconds, what, text = json.loads(line)
            assert seconds >= last, "time goes on"
            last = seconds
            if what == "i":
                keys += text
                continue
            grid.feed(text)
            if grid.text != before:
                before = grid.text
                yield Frame(seconds, keys, before)
                keys = ""


def main(path: Path) -> None:
    """Print every screen of a recording."""
    for frame in frames(path):
        pressed = f"  after {frame.keys!r}" if frame.keys else ""
        sys.stdout.write(f"--- {frame.seconds:8.3f} s{pressed} ---\n{frame.text}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
