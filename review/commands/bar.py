"""A line of progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Bar:
    """A line of progress on standard error, for people at a terminal only."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = sys.stderr.isatty()
        self._last = -1

    def __enter__(self) -> Callable[[int, int], None]:
        return self._tell

    def __exit__(self, *_error: object) -> None:
        if self._last >= 0:
            sys.stderr.write("\r\x1b[K")

    def _tell(self, done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if self._shown and percent != self._last:
            self._last = percent
            filled = "#" * (percent // 4)
            sys.stderr.write(f"\r{self._label[:40]:40} [{filled:25}] {percent:3}%")
            sys.stderr.flush()
