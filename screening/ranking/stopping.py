"""When enough is found: the test of Callaghan and Müller-Hansen (Systematic Reviews 2020, 9:273).

The records screened last, as many as one likes, are taken for a random sample of those that were
left before them. The null hypothesis is that fewer of all includes than the target are found. It
never takes the ranking for good: what is screened by a good ranking is richer in includes than
chance would have it, and the test errs on the side of going on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

FLOOR = 5  # includes; nothing is said of stopping on fewer
TARGET, CONFIDENCE = 0.95, 0.95
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Goal:
    """The recall to be reached, and how sure one wants to be of it; both set beforehand."""

    target: float = TARGET
    confidence: float = CONFIDENCE


BEFOREHAND = Goal()


def p_value(labels: Sequence[bool], total: int, target: float = TARGET) -> float:
    """Return the smallest p of all samples for the hypothesis that recall is below `target`.

    `labels` are those of the records screened, in order; `total` is the number of all records. Of
    the samples with the same number of includes the longest has the smallest p, so that one of each
    is looked at. 1 before anything is screened.
    """
    seen = len(labels)
    missing = _missing(sum(labels), target)
    best, found = 1.0, 0
    for size, include in enumerate(reversed(labels), start=1):
        if include:
            # Of those with `found` includes the sample that ends before this one is the longest.
            best = min(best, _p(found, found + missing, size - 1, total - seen))
            found += 1
    return min(best, _p(found, found + missing, seen, total - seen))


def _missing(found: int, target: float) -> int:
    """Return the least number of includes not found, with which recall is below `target`."""
    return math.floor(found / target + 1) - found


def _p(found: int, includes: int, size: int, left: int) -> float:
    """Return how likely at most `found` of `includes` fall into `size` of `size` + `left`."""
    if not size:
        return 1.0
    everything = size + left
    if includes > everything or includes - found > left:
        return 0.0  # there are not as many records left as would have to be includes
    return hypergeometric(found, everything, includes, size)


def hypergeometric(most: int, total: int, special: int, drawn: int) -> float:
    """Return the chance of at most `most` special ones among `drawn` of `total`.

    Summed over the numbers that are left behind, which are few where `most` is nearly all.
    """
    left = total - drawn
    if special - most > special:
        return 0.0
    low, high = max(0, special - left), min(special, drawn)
    if most >= high:
        return 1.0
    if most < low:
        return 0.0
    if most - low <= high - most:
        return min(1.0, sum(_share(k, total, special, drawn) for k in range(low, most + 1)))
    above = sum(_share(k, total, special, drawn) for k in range(most + 1, high + 1))
    return max(0.0, 1.0 - above)


def _share(k: int, total: int, special: int, drawn: int) -> float:
    return math.exp(
        _choose(special, k) + _choose(total - special, drawn - k) - _choose(total, drawn)
    )


def _choose(n: int, k: int) -> float:
    return _factorial(n) - _factorial(k) - _factorial(n - k)


@lru_cache(maxsize=1 << 17)
def _factorial(n: int) -> float:
    return math.lgamma(n + 1)


def irrelevant_run(labels: Sequence[bool]) -> int:
    """Return how many excludes in a row were screened last: information, never a rule."""
    run = 0
    for include in reversed(labels):
        if include:
            break
        run += 1
    return run


def may_stop(labels: Sequence[bool], total: int, goal: Goal) -> bool:
    """Tell whether enough is found: by the test, and never on fewer includes than the floor."""
    enough = sum(labels) >= FLOOR
    return enough and p_value(labels, total, goal.target) <= 1 - goal.confidence + _EPSILON


def most_missed(found: int, drawn: int, left: int, confidence: float = CONFIDENCE) -> int:
    """Return the most includes among `left` records that a random sample of them allows.

    `drawn` of the `left` were looked at and `found` of these are includes: the largest number with
    which so few would be found with a chance above 1 - `confidence` (exact, one-sided).
    """
    low, high = found, left - (drawn - found)
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeometric(found, left, middle, drawn) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low
