"""The axes of an albatross plot: P on a logarithmic scale, mirrored; numbers on another."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAST_P = 0.001  # the scale of P goes at least as far as this
P_TICKS = (1.0, 0.1, 0.05, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10, 1e-15, 1e-30)
_STEPS = (1, 2, 5)
_CURVE_STEPS = 200


@dataclass(frozen=True, slots=True)
class Axes:
    """How far P goes on both sides, and from which to which number the height goes."""

    p: float
    low: float
    high: float

    def across(self, p: float, *, favourable: bool) -> float:
        """Return the place of a P from left (-1) to right (1), 0 where P is 1."""
        share = math.log10(p) / math.log10(self.p)
        return share if favourable else -share

    def up(self, number: float) -> float:
        """Return the place of a number from the foot (0) to the top (1)."""
        span = math.log10(self.high) - math.log10(self.low)
        return (math.log10(max(number, self.low)) - math.log10(self.low)) / span

    @property
    def p_ticks(self) -> tuple[float, ...]:
        """Return the P values that are marked, from 1 down."""
        return tuple(p for p in P_TICKS if p >= self.p)

    @property
    def n_ticks(self) -> tuple[int, ...]:
        """Return the numbers that are marked: 1, 2 and 5 times the powers of ten."""
        powers = range(int(math.log10(self.low)), int(math.log10(self.high)) + 1)
        marks = (step * 10**power for power in powers for step in _STEPS)
        return tuple(mark for mark in marks if self.low <= mark <= self.high)


def axes_of(ps: Sequence[float], numbers: Sequence[float]) -> Axes:
    """Return axes that hold all points: ends at a marked P, and at 1, 2 or 5 times a ten."""
    least = min([LEAST_P, *ps])
    end = next((p for p in P_TICKS if p <= least), least)
    low = max(1.0, _round(min(numbers, default=20.0) / 1.2, up=False))
    high = _round(max(numbers, default=500.0) * 1.2, up=True)
    return Axes(end, low, max(high, low * 10))


def _round(number: float, *, up: bool) -> float:
    power = 10.0 ** math.floor(math.log10(number))
    steps = [step * power for step in (*_STEPS, 10)]
    if up:
        return next(step for step in steps if step >= number - 1e-9)
    return next(step for step in reversed(steps) if step <= number + 1e-9)


def traced(axes: Axes, number: Callable[[float], float]) -> list[tuple[float, float]]:
    """Return a curve from P near 1 to the end of the axis, cut where it leaves foot and top.

    Places are shares: across 0 to 1, up 0 to 1.
    """
    line = []
    for step in range(1, _CURVE_STEPS + 1):
        share = step / _CURVE_STEPS
        n = number(axes.p**share)
        if axes.low <= n <= axes.high:
            line.append((share, axes.up(n)))
    return line
