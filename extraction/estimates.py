"""Estimates as numbers: read from what was reported, and told by median, quartiles and range.

Estimates are put together only where they are of one measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from extraction.outcomes import Result
from review.clean import one_line

_NUMBER = re.compile(r"[-+\u2212]?\d+(?:[.,]\d+)?(?![\d.,]*\s*%)")
_FOR_QUARTILES = 4  # with fewer, quartiles are little else than the values


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and the measure that it is of, `RR` or `standardised mean difference`."""

    measure: str
    value: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and range of numbers, and quartiles where there are four or more."""

    n: int
    median: float
    low: float
    high: float
    quartiles: tuple[float, float] | None


def estimate_of(result: Result) -> Estimate | None:
    """Return the estimate of a result: its number field, else the first number in its text.

    A text has to name its measure before the number: `RR 0.80 (0.6 to 1.1)`.
    """
    if result.effect_size is not None and result.effect_measure:
        return Estimate(result.effect_measure, result.effect_size)
    text = one_line(result.estimate)
    found = _NUMBER.search(text)
    measure = text[: found.start()].strip(" =:,;(") if found else ""
    if found is None or not any(letter.isalpha() for letter in measure):
        return None
    return Estimate(measure, float(found.group().replace(",", ".").replace("\u2212", "-")))


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of one or more numbers; quartiles by linear interpolation (R's type 7)."""
    quartiles = None
    if len(values) >= _FOR_QUARTILES:
        first, _middle, third = quantiles(values, n=4, method="inclusive")
        quartiles = (first, third)
    return Spread(len(values), median(values), min(values), max(values), quartiles)
