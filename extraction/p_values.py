"""Combining P values of several studies: Fisher's and Stouffer's methods.

Both take one-sided values, small towards benefit. Fisher may reject although directions cancel;
Stouffer does not, which is why both are printed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from review.refusal import Refused

_P = re.compile(r"^(?:p\s*)?(?P<sign>[<=≤]?)\s*(?P<number>[01]?[.,]\d+|[01])\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PValue:
    """A two-sided P as reported; `bound` says that it was given as a bound (`<0.001`)."""

    value: float
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Combined:
    """A combined one-sided P with its statistic: chi-square with `df`, or Z with df 0."""

    statistic: float
    df: int
    p: float


def read_p(text: str) -> PValue:
    """Return the P value in `text`: `0.03`, `,03`, `p = .03`, or `<0.001`, taken as its bound.

    Raises Refused for `NS` and `> 0.05`, which say too little to be combined.
    """
    match = _P.match(text.strip())
    value = float(match["number"].replace(",", ".")) if match else 0.0
    if match is None or not 0 < value <= 1:
        raise Refused(
            f"“{text}” cannot be combined.", "Give the exact P value, above 0 and up to 1."
        )
    return PValue(value, match["sign"] in {"<", "≤"})


def one_sided(p: float, *, favours_intervention: bool) -> float:
    """Return the P towards benefit of a two-sided P and its direction: p/2, or 1 - p/2."""
    _check([p])
    return p / 2 if favours_intervention else 1 - p / 2


def fisher(values: Sequence[float]) -> Combined:
    """Combine one-sided P values: X2 = -2 sum of ln p with 2k degrees of freedom."""
    _check(values)
    statistic = -2 * math.fsum(math.log(p) for p in values)
    return Combined(statistic, 2 * len(values), _survival(statistic, len(values)))


def stouffer(values: Sequence[float], weights: Sequence[float] | None = None) -> Combined:
    """Combine one-sided P values: Z = sum of w z over the root of the sum of w squared.

    `weights` are usually the roots of the sample sizes; without them each counts the same.
    """
    _check(values)
    if any(p >= 1 for p in values):
        raise Refused("A P value of 1 has no Z.", "Leave Stouffer's method out.")
    scale = [1.0] * len(values) if weights is None else list(weights)
    if len(scale) != len(values) or any(w <= 0 or not math.isfinite(w) for w in scale):
        raise Refused("The weights do not fit.", "Give one above 0 for each P value.")
    normal = NormalDist()
    # -z(p) rather than z(1 - p): a small p keeps its digits.
    top = math.fsum(-w * normal.inv_cdf(p) for w, p in zip(scale, values, strict=True))
    z = top / math.sqrt(math.fsum(w * w for w in scale))
    return Combined(z, 0, math.erfc(z / math.sqrt(2)) / 2)


def _survival(chi_square: float, pairs: int) -> float:
    """Return the upper tail of chi-square with 2 x `pairs` degrees of freedom.

    exp(-x/2) * sum of (x/2)^i / i! for i below `pairs`, term by term in logarithms, so that a large
    x does not end in 0 too early.
    """
    half = chi_square / 2
    if half <= 0:
        return 1.0
    logs = (i * math.log(half) - math.lgamma(i + 1) - half for i in range(pairs))
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def _check(values: Sequence[float]) -> None:
    if not values or any(not 0 < p <= 1 for p in values):
        raise Refused("There are no P values to combine.", "Each has to be above 0 and up to 1.")
