"""How good an order is: loss, work saved over sampling, recall (as asreview-insights has them)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of one order; None where there was nothing to find, or nothing else."""

    loss: float | None  # the area above the recall curve, 0 for the best order, 1 for the worst
    wss95: float | None
    recall10: float | None  # after 10 % of the records, rounded down
    first: int | None  # records until the first include
    to_95: int | None  # records until 95 % of the includes


def measured(labels: Sequence[bool]) -> Measures:
    """Return the measures of `labels` in the order of screening, records known before left out."""
    n, found = len(labels), [at for at, include in enumerate(labels) if include]
    k = len(found)
    if not k:
        return Measures(None, None, None, None, None)
    area = sum(n - at for at in found)
    worst = k * (n - k)
    loss = (k * (n - (k - 1) / 2) - area) / worst if worst else None
    tenth = bisect_right([number / n for number in range(1, n + 1)], 0.1)
    return Measures(
        loss,
        _work_saved(found, n, 0.95),
        sum(labels[:tenth]) / k,
        found[0] + 1,
        found[math.ceil(0.95 * k) - 1] + 1,
    )


def _work_saved(found: Sequence[int], n: int, recall: float) -> float:
    """Return how many records fewer than by chance, of all, the last include within `recall` took.

    By chance the number of includes grows evenly, rounded to whole ones, halves to even.
    """
    k = len(found)
    last = max(bisect_right([number / k for number in range(1, k + 1)], recall) - 1, -1)
    last = last if last >= 0 else k - 1
    step = k / (n - 1) if n > 1 else 0.0
    by_chance = [round(at * step) if at < n - 1 else k for at in range(n)]
    return (bisect_left(by_chance, last + 1) - found[last]) / n


def mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of those that are there."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None
