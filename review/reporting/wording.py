"""The words of the items: one data file a language in `words`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from review.flow.wording import Wording
from review.refusal import Refused

LANGUAGES = ("en", "nb")


@cache
def wording(language: str) -> Wording:
    """Return the words of `language`; raises Refused naming the languages there are."""
    if language not in LANGUAGES:
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(LANGUAGES)}.")
    text = (files("review.reporting") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, tomllib.loads(text))


def counted(words: Wording, noun: str, number: int) -> str:
    """Return a number with its noun, in the singular or the plural."""
    return words("one", noun) if number == 1 else words("many", noun, n=number)


def joined(words: Wording, parts: Sequence[str]) -> str:
    """Return `a, b and c`."""
    *before, last = parts
    return words("list", "last", before=", ".join(before), last=last) if before else last


def dated(words: Wording, day: str) -> str:
    """Return an ISO date as it stands in a sentence; other text as it is; a blank for nothing."""
    if not day:
        return words("blank", "date")
    parts = day[:10].split("-")
    if len(parts) != 3 or parts[1] not in words.sections["month"]:  # noqa: PLR2004 - a date's parts
        return day
    year, month, number = parts
    return words("list", "date", day=number.lstrip("0"), month=words("month", month), year=year)
