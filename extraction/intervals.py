"""How often forms and measurements are said to be filled in: `monthly`, `kvartalsvis`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_MONTH = 52 / 12
# The beginning of a word or phrase, in English or Norwegian -> weeks from one time to the next.
_WEEKS: Mapping[str, float] = MappingProxyType(
    {
        "weekly": 1,
        "every week": 1,
        "ukentlig": 1,
        "hver uke": 1,
        "fortnightly": 2,
        "hver fjortende dag": 2,
        "monthly": _MONTH,
        "every month": _MONTH,
        "månedlig": _MONTH,
        "hver måned": _MONTH,
        "quarterly": 13,
        "every quarter": 13,
        "kvartalsvis": 13,
        "hvert kvartal": 13,
        "half-yearly": 26,
        "halvårlig": 26,
        "yearly": 52,
        "every year": 52,
        "annual": 52,
        "årlig": 52,
        "hvert år": 52,
    }
)
_OFTEN = re.compile(rf"\b(?:{'|'.join(_WEEKS)})\w*", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:forms?\b|questionnaires?\b|scales?\b|scor\w+|monitor\w+|measure\w*)"
    r"|\b\w*(?:skjema|skår|måling|kartlegging)\w*",
    re.IGNORECASE,
)
_APART = 40  # characters between the two words, within one sentence
_SENTENCE = re.compile(r"[.;!?]\s|\n")


def weeks_between(text: str) -> float | None:
    """Return the weeks that the first such word in `text` means; None where there is none."""
    found = _OFTEN.search(text)
    return _of(found[0]) if found else None


def is_form(text: str) -> bool:
    """Tell whether a form, a scale or a measurement is spoken of."""
    return _FORM.search(text) is not None


def told_of_forms(text: str) -> dict[float, str]:
    """Return how often a text says that forms are filled in: weeks -> its words.

    Each word for a form goes with the nearest word for how often in its sentence.
    """
    found: dict[float, str] = {}
    for sentence in _SENTENCE.split(text):
        often = list(_OFTEN.finditer(sentence))
        for form in _FORM.finditer(sentence):
            near = min(often, key=lambda one: _distance(one, form), default=None)
            if near is not None and _distance(near, form) <= _APART:
                start, end = min(near.start(), form.start()), max(near.end(), form.end())
                found.setdefault(_of(near[0]), sentence[start:end])
    return found


def _distance(one: re.Match[str], other: re.Match[str]) -> int:
    return max(one.start() - other.end(), other.start() - one.end(), 0)


def _of(word: str) -> float:
    typed = word.casefold()
    return next(weeks for start, weeks in _WEEKS.items() if typed.startswith(start))
