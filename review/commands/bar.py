"""A line of progress on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_SOON, _LITTLE = 3, 0.01  # seconds, and a share: no time is foretold before
_MINUTE, _HOUR = 60, 3600


class Bar:
    """A line of progress on standard error, for people at a terminal only, with the time left."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = sys.stderr.isatty()
        self._last = ""
        self._begun = time.monotonic()

    def __enter__(self) -> Callable[[int, int], None]:
        return self._tell

    def __exit__(self, *_error: object) -> None:
        if self._last:
            sys.stderr.write("\r\x1b[K")

    def _tell(self, done: int, total: int) -> None:
        if not self._shown:
            return
        share = min(done / max(total, 1), 1.0)
        line = f"[{'#' * int(25 * share):25}] {int(100 * share):3}%{self._left(share)}"
        if line != self._last:
            self._last = line
            sys.stderr.write(f"\r{self._label[:32]:32} {line}\x1b[K")
            sys.stderr.flush()

    def _left(self, share: float) -> str:
        gone = time.monotonic() - self._begun
        return f" {in_words(gone / share - gone)} left" if share > _LITTLE and gone > _SOON else ""


def in_words(seconds: float) -> str:
    """Return a time that is foretold as people say it, no finer than it is known."""
    if seconds < _MINUTE:
        return "under 1 min"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    return f"{seconds / _HOUR:.1f} h"
