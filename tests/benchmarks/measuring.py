"""Measuring: wall and CPU time of commands and functions, and rows of a printed table."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took, in seconds or, divided by another cost, in multiples of it."""

    wall: float
    cpu: float  # user and system

    def __truediv__(self, other: Cost) -> Cost:
        return Cost(self.wall / other.wall, self.cpu / other.cpu)

    def __mul__(self, factor: float) -> Cost:
        return Cost(self.wall * factor, self.cpu * factor)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with its budget in the same unit where it has one."""

    what: str
    found: Cost | float  # a bare number where no time is meant
    budget: float | None
    unit: str


def reference_loop() -> Cost:
    """Return the cost of a fixed piece of interpreter work."""
    return best(lambda: sum(number * number for number in range(2_000_000)))


def best(work: Callable[[], object], times: int = 3) -> Cost:
    """Return the least wall and the least CPU time of `work`, children's included."""
    return least([cost_of(work) for _ in range(times)])


def least(found: Sequence[Cost]) -> Cost:
    """Return the least wall and the least CPU time that were found."""
    return Cost(min(cost.wall for cost in found), min(cost.cpu for cost in found))


def cost_of(work: Callable[[], object]) -> Cost:
    """Return what one run of `work` takes, with the processes that it waits for."""
    begun = so_far()
    work()
    return since(begun)


def so_far() -> Cost:
    """Return a moment: the clock, and the CPU time of this process and those it waited for."""
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() + of_children.ru_utime + of_children.ru_stime
    return Cost(time.perf_counter(), cpu)


def since(begun: Cost) -> Cost:
    """Return what was taken since a moment."""
    now = so_far()
    return Cost(now.wall - begun.wall, now.cpu - begun.cpu)


def median(found: Sequence[Cost]) -> Cost:
    """Return the median wall and the median CPU time."""
    return part(found, 0.5)


def part(found: Sequence[Cost], share: float) -> Cost:
    """Return the wall and the CPU time that `share` of those found do not pass."""
    at = min(int(len(found) * share), len(found) - 1)
    return Cost(sorted(cost.wall for cost in found)[at], sorted(cost.cpu for cost in found)[at])


def command(words: Sequence[str], times: int = 5) -> Cost:
    """Return the least cost of a Python command line."""
    return best(
        lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True), times
    )


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned lines, each with how it stands to its budget.

    Where only the wall time is over, the machine was busy with something else.
    """
    lines = [f"{'what':60}{'wall':>10}{'CPU':>10}{'budget':>10}"]
    for row in rows:
        wall, cpu = _times(row.found)
        shown = "" if cpu is None else f"{cpu:.2f}"
        budget = "" if row.budget is None else f"{row.budget:.2f}"
        lines.append(
            f"{row.what:60}{wall:>10.2f}{shown:>10}{budget:>10} {row.unit:2}{_verdict(row)}"
        )
    return "\n".join(lines)


def _times(found: Cost | float) -> tuple[float, float | None]:
    return (found.wall, found.cpu) if isinstance(found, Cost) else (found, None)


def _verdict(row: Row) -> str:
    wall, cpu = _times(row.found)
    if row.budget is None or wall <= row.budget:
        return ""
    return "  over in wall time" if cpu is not None and cpu <= row.budget else "  OVER"
