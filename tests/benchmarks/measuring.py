"""Measuring: wall time of commands and functions, and rows of a printed table."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with its budget in the same unit where it has one."""

    what: str
    found: float
    budget: float | None
    unit: str


def reference_loop() -> float:
    """Return the seconds of a fixed piece of interpreter work."""
    return best(lambda: sum(number * number for number in range(2_000_000)))


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest wall time of `work`, in seconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def command(words: Sequence[str], times: int = 5) -> float:
    """Return the shortest wall time of a Python command line, in seconds."""
    return best(
        lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True), times
    )


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned lines, each with how it stands to its budget."""
    lines = [f"{'what':64}{'found':>10}{'budget':>10}"]
    for row in rows:
        budget = "" if row.budget is None else f"{row.budget:.2f}"
        over = "" if row.budget is None or row.found <= row.budget else "  OVER"
        lines.append(f"{row.what:64}{row.found:>8.2f} {row.unit:2}{budget:>9}{over}")
    return "\n".join(lines)
