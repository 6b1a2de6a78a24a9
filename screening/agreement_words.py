"""Agreement in words: named sets of adjectives when asked for, and sentences for the paper.

Landis and Koch 1977; Orwin 1994 as the Cochrane Handbook 5.1 (7.2.6) gives it, which adds that such
cut-points say little of what disagreement comes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.refusal import Refused
from review.wording import Words, counted, decimal, joined, words_of
from screening.statistics import told_interval

# The least value of each word, highest first; below the last of them the word in the end.
SETS: Mapping[str, tuple[tuple[tuple[float, str], ...], str]] = {
    "cochrane": (((0.75, "excellent"), (0.60, "good"), (0.40, "fair")), "poor"),
    "landis-koch": (
        (
            (0.81, "almost perfect"),
            (0.61, "substantial"),
            (0.41, "moderate"),
            (0.21, "fair"),
            (0.0, "slight"),
        ),
        "poor",
    ),
}


def word_for(kappa: float | None, name: str) -> str | None:
    """Return the word of a set for `kappa`, to two decimals; Refused for an unknown set."""
    if name not in SETS:
        raise Refused(f"“{name}” is not a set of words.", f"Sets: {', '.join(SETS)}.")
    if kappa is None:
        return None
    steps, lowest = SETS[name]
    return next((word for least, word in steps if round(kappa, 2) >= least), lowest)


def interpreted(report: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the report with the words of a set beside each kappa."""
    pairs = [
        {**pair, "words": word_for(pair["kappa"], name), "words_from": name}
        for pair in report["pairs"]
    ]
    return {
        **report,
        "words": word_for(report["kappa"], name),
        "words_from": name,
        "pairs": pairs,
    }


def sentence_of(report: Mapping[str, Any], language: str) -> str:
    """Return the sentences on agreement for the methods section; "" where nothing can be said.

    Refused for a language that there are no words of.
    """
    words = words_of("screening", language)
    if not report["n"]:
        return ""
    lines = [_pair(words, report, pair) for pair in report["pairs"] if pair["n"]]
    if report["alpha"] is not None and len(report["pairs"]) > 1:
        what = _what(words, report["stage"], report["n"])
        lines.append(
            words("agreement", "alpha", alpha=decimal(words, report["alpha"], 2), what=what)
        )
    if report["maybes"] or report["maybe_policy"] == "drop":
        lines.append(words("agreement-maybe", report["maybe_policy"]))
    return " ".join(lines)


def _pair(words: Words, report: Mapping[str, Any], pair: Mapping[str, Any]) -> str:
    told = {
        "names": joined(words, pair["reviewers"]),
        "what": _what(words, report["stage"], pair["n"]),
        "percent": decimal(words, 100 * pair["percent"], 1),
        "positive": _figure(words, pair["positive"]),
        "negative": _figure(words, pair["negative"]),
    }
    if pair["kappa"] is None:
        return words("agreement", "undefined", **told)
    low, high = told_interval(pair["kappa_ci"])
    return words(
        "agreement",
        "kappa",
        kappa=decimal(words, pair["kappa"], 2),
        low=decimal(words, low, 2),
        high=decimal(words, high, 2),
        **told,
    )


def _figure(words: Words, value: float | None) -> str:
    return words("agreement", "none") if value is None else decimal(words, value, 2)


def _what(words: Words, stage: str, number: int) -> str:
    return counted(words, "record" if stage == "title-abstract" else "report", number)
