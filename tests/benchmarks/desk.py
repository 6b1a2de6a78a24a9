"""Start-up beside the import of Textual: the help page, and the desk in a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.measuring import Cost, Row, command, least

_FIRST_FRAME, _NUMBERS = b"Opening the review", b"Records found"
_SIZE = (40, 120)  # lines, columns
_TIMES = 7
_PATIENCE = 60.0  # seconds without a sign of life


def helping() -> list[Row]:
    """Return the time of the help page as a multiple of `python -c "import textual.app"`."""
    textual, help_page = _textual(), command(["-P", "-m", "review", "--help"], _TIMES)
    return [
        Row("import textual.app", textual, None, "s"),
        Row("review --help / import textual.app", help_page / textual, 0.6, "x"),
    ]


def opening(folder: Path, small: int, large: int) -> list[Row]:
    """Return when the desk of two reviews shows its first frame, and its overview's numbers."""
    textual = _textual()
    _first, few = _shown(folder / f"review-{small}")
    first, many = _shown(folder / f"review-{large}")
    return [
        Row(f"desk, first frame, {large} records / import textual.app", first / textual, 1.4, "x"),
        Row(f"desk, overview's numbers, {large} records / the same", many / textual, 2.5, "x"),
        Row(f"  / the same frame with {small} records", many / few, 1.2, "x"),
    ]


def _textual() -> Cost:
    return command(["-c", "import textual.app"], _TIMES)


def _shown(place: Path) -> tuple[Cost, Cost]:
    """Return the least costs until the first frame and until the numbers of the overview."""
    found = [_start(place) for _ in range(_TIMES)]
    return least([first for first, _all in found]), least([numbers for _first, numbers in found])


def _start(place: Path) -> tuple[Cost, Cost]:
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(place)
        os.environ.update(TERM="xterm-256color", REVIEW_AS="anna")
        os.execv(sys.executable, [sys.executable, "-P", "-m", "review"])  # noqa: S606 - no shell is wanted
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
        seen = _read_until(terminal, b"", _FIRST_FRAME)
        first = Cost(time.perf_counter() - started, _cpu_of(process))
        _read_until(terminal, seen, _NUMBERS)
        return first, Cost(time.perf_counter() - started, _cpu_of(process))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _read_until(terminal: int, seen: bytes, sign: bytes) -> bytes:
    while sign not in seen:
        ready, _, _ = select.select([terminal], [], [], _PATIENCE)
        assert ready, f"{sign!r} was never drawn"
        seen += os.read(terminal, 1 << 16)
    return seen


def _cpu_of(process: int) -> float:
    """Return the seconds that all threads of a process had so far, as Linux counts them."""
    nanoseconds = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):  # a thread that has just ended
            nanoseconds += int((task / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9
