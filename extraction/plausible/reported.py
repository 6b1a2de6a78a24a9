"""Estimates and P values as reports print them, read where they can mean one thing only."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNIFICANT = 0.05
_NUMBER = r"[-\u2212+]?\s?(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_INTERVAL = re.compile(
    rf"(?:(?P<level>\d\d(?:[.,]\d+)?)\s*%?\s*-?\s*(?:CI|KI|CrI|confidence interval"
    rf"|konfidensintervall)\b)?[\s:,=]*[\[(]?\s*(?P<low>{_NUMBER})"
    rf"(?:\s*;\s*|\s+to\s+|\s+til\s+|,\s+|\s+[-\u2013\u2014]\s+|\s*\u2013\s*)(?P<high>{_NUMBER})",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:a?(?:RR|OR|HR|IRR|PR)|(?:odds|risk|hazard|rate|prevalence)[ -]?ratio)\b", re.IGNORECASE
)
_DIFFERENCE = re.compile(
    r"\b(?:SMD|MD|WMD|RD|ARR|Cohen.?s d|Hedges.? g|d|g|b|beta|(?:mean|risk)[ -]?difference)\b"
    r"|\u03b2",
    re.IGNORECASE,
)
_P = re.compile(
    r"^(?:p(?:[ -]?value|-verdi)?\s*)?(?P<sign>[<>=\u2264\u2265]?)"
    r"\s*(?P<number>[01]?[.,]\d+|[01])\Z",
    re.IGNORECASE,
)
_NOT_SIGNIFICANT = re.compile(r"^(?:n\.?\s?s\.?|not significant|ikke signifikant)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its interval; `null` is the value of no effect, None where it is unknown."""

    estimate: float | None
    low: float | None = None
    high: float | None = None
    null: float | None = None
    level: float = 95.0


def no_effect(measure: str) -> float | None:
    """Return the value that means no effect in a measure: 1 in a ratio, 0 in a difference."""
    name = measure.replace("_", " ")
    if _RATIO.search(name):
        return 1.0
    return 0.0 if _DIFFERENCE.search(name) else None


def read_effect(text: str) -> Effect | None:
    """Return the estimate and interval in `OR 0.62 (95 % CI 0.40 to 0.95)`; None without both."""
    interval = _INTERVAL.search(text)
    before = re.findall(_NUMBER, text[: interval.start()]) if interval else []
    if interval is None or len(before) != 1:
        return None
    level = _number(interval["level"]) if interval["level"] else 95.0
    return Effect(
        _number(before[0]),
        _number(interval["low"]),
        _number(interval["high"]),
        no_effect(text[: interval.start()]),
        level,
    )


def is_significant(text: str) -> bool | None:
    """Tell whether a P value as printed is below 0.05; None where it does not say."""
    typed = text.strip()
    if _NOT_SIGNIFICANT.match(typed):
        return False
    match = _P.match(typed)
    if match is None:
        return None
    number = _number(match["number"])
    if match["sign"] in {"<", "\u2264"}:
        return True if number <= SIGNIFICANT else None
    if match["sign"] in {">", "\u2265"}:
        return False if number >= SIGNIFICANT else None
    return number < SIGNIFICANT


def _number(text: str) -> float:
    return float(text.replace(" ", "").replace(",", ".").replace("\u2212", "-"))
