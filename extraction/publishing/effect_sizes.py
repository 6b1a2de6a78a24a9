"""An effect and its sampling variance from the numbers of a contrast, as `escalc` gives them.

Formulas are the defaults of metafor (R): one half is added to every cell of a table with an empty
one; the standardised mean difference has the exact correction of Hedges for small samples and its
large-sample variance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, isfinite, lgamma, log, sqrt
from statistics import NormalDist
from types import MappingProxyType
from typing import Literal

Measure = Literal["RR", "OR", "RD", "MD", "SMD", "IRR", "HR"]
Source = Literal["counts", "means", "rates", "reported effect"]
Numbers = Mapping[str, float | None]  # by the arguments of escalc, and those of a reported effect

# What forms call the measure of an effect, folded, and what metafor calls it.
_CODES: Mapping[str, Measure] = MappingProxyType(
    {
        **dict.fromkeys(("risk-ratio", "risk ratio", "relative risk", "rr"), "RR"),
        **dict.fromkeys(("odds-ratio", "odds ratio", "or"), "OR"),
        **dict.fromkeys(("risk-difference", "risk difference", "rd"), "RD"),
        **dict.fromkeys(("rate-ratio", "rate ratio", "irr"), "IRR"),
        **dict.fromkeys(("hazard-ratio", "hazard ratio", "hr"), "HR"),
        **dict.fromkeys(("mean-difference", "mean difference", "md"), "MD"),
        **dict.fromkeys(
            ("standardised-mean-difference", "standardised mean difference", "smd"), "SMD"
        ),
    }
)
_RATIOS = frozenset(("RR", "OR", "IRR", "HR"))
_LEVEL = 95.0


@dataclass(frozen=True, slots=True)
class EffectSize:
    """An effect as metafor takes it: the logarithm of a ratio, else the difference itself."""

    measure: Measure
    yi: float
    vi: float
    source: Source


def code_of(measure: str) -> Measure | None:
    """Return what metafor calls a measure of effect, None for one that it has no word for."""
    return _CODES.get(" ".join(measure.split()).casefold())


def effect_size(numbers: Numbers, measure: str, *, adjusted: bool = False) -> EffectSize | None:
    """Return the effect in the measure asked for; None where the numbers do not give one.

    Without a measure counts give a risk ratio, means a standardised mean difference and rates a
    rate ratio. An adjusted effect is taken as reported, for the groups' numbers are not adjusted.
    """
    code = code_of(measure)
    if measure.strip() and code is None:
        return None
    reported = _reported(numbers, code)
    if adjusted and reported is not None:
        return reported
    for source, (needs, first, ways) in _WAYS.items():
        values = [numbers.get(name) for name in needs]
        known = [value for value in values if value is not None]
        way = ways.get(code or first)
        if way is not None and len(known) == len(needs):
            found = _checked(partial(way, *known))
            if found is not None:
                return EffectSize(code or first, *found, source)
    return reported


def _checked(way: Callable[[], tuple[float, float]]) -> tuple[float, float] | None:
    """Return effect and variance; None where the numbers contradict themselves."""
    try:
        yi, vi = way()
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return (yi, vi) if isfinite(yi) and isfinite(vi) and vi > 0 else None


def _table(ai: float, n1i: float, ci: float, n2i: float) -> tuple[float, float, float, float]:
    """Return the four cells of a table, one half added to each where one is empty."""
    cells = (ai, n1i - ai, ci, n2i - ci)
    if min(cells) < 0:
        raise ValueError
    a, b, c, d = (cell + 0.5 for cell in cells) if 0 in cells else cells
    return a, b, c, d


def _risk_ratio(ai: float, n1i: float, ci: float, n2i: float) -> tuple[float, float]:
    a, b, c, d = _table(ai, n1i, ci, n2i)
    one, two = a + b, c + d
    return log((a / one) / (c / two)), 1 / a - 1 / one + 1 / c - 1 / two


def _odds_ratio(ai: float, n1i: float, ci: float, n2i: float) -> tuple[float, float]:
    a, b, c, d = _table(ai, n1i, ci, n2i)
    return log((a * d) / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def _risk_difference(ai: float, n1i: float, ci: float, n2i: float) -> tuple[float, float]:
    a, b, c, d = _table(ai, n1i, ci, n2i)
    one, two = a + b, c + d
    return a / one - c / two, a * b / one**3 + c * d / two**3


def _mean_difference(
    m1i: float, sd1i: float, n1i: float, m2i: float, sd2i: float, n2i: float
) -> tuple[float, float]:
    return m1i - m2i, sd1i**2 / n1i + sd2i**2 / n2i


def _standardised(
    m1i: float, sd1i: float, n1i: float, m2i: float, sd2i: float, n2i: float
) -> tuple[float, float]:
    """Return Hedges' g with its exact correction, and its variance (Hedges 1982)."""
    degrees = n1i + n2i - 2
    if min(n1i, n2i) < 1 or degrees <= 1:
        raise ValueError
    pooled = sqrt(((n1i - 1) * sd1i**2 + (n2i - 1) * sd2i**2) / degrees)
    exact = exp(lgamma(degrees / 2) - lgamma((degrees - 1) / 2)) / sqrt(degrees / 2)
    g = exact * (m1i - m2i) / pooled
    return g, 1 / n1i + 1 / n2i + g**2 / (2 * (n1i + n2i))


def _rate_ratio(x1i: float, t1i: float, x2i: float, t2i: float) -> tuple[float, float]:
    if min(x1i, x2i) < 0:
        raise ValueError
    one, two = (x1i + 0.5, x2i + 0.5) if 0 in (x1i, x2i) else (x1i, x2i)
    return log((one / t1i) / (two / t2i)), 1 / one + 1 / two


_Way = Callable[..., tuple[float, float]]
_WAYS: Mapping[Source, tuple[tuple[str, ...], Measure, Mapping[Measure, _Way]]] = MappingProxyType(
    {
        "counts": (
            ("ai", "n1i", "ci", "n2i"),
            "RR",
            {"RR": _risk_ratio, "OR": _odds_ratio, "RD": _risk_difference},
        ),
        "means": (
            ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"),
            "SMD",
            {"MD": _mean_difference, "SMD": _standardised},
        ),
        "rates": (("x1i", "t1i", "x2i", "t2i"), "IRR", {"IRR": _rate_ratio}),
    }
)


def _reported(numbers: Numbers, code: Measure | None) -> EffectSize | None:
    """Return the effect that a study reports, its variance from its interval or standard error.

    The standard error of a ratio is that of its logarithm.
    """
    effect, error = numbers.get("effect"), numbers.get("sei")
    if code is None or effect is None:
        return None
    log_of: Callable[[float], float] = log if code in _RATIOS else float
    low, high = numbers.get("low"), numbers.get("high")
    level = numbers.get("level") or _LEVEL

    def way() -> tuple[float, float]:
        if low is None or high is None:
            return log_of(effect), (error or 0.0) ** 2
        if not low < high:
            raise ValueError
        wide = NormalDist().inv_cdf(0.5 + level / 200)
        return log_of(effect), ((log_of(high) - log_of(low)) / (2 * wide)) ** 2

    found = _checked(way)
    return EffectSize(code, *found, "reported effect") if found else None
