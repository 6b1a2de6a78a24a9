"""The words of what is written for a paper: a data file a language beside whatever writes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import SupportsIndex

from review.refusal import Refused
from review.typography import number_text


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by section and key."""

    language: str
    sections: Mapping[str, Mapping[str, str]]

    def __call__(self, section: str, key: str, **values: object) -> str:
        """Return a text with the words in braces filled in; a number is written as a number."""
        filled = {
            name: self.number(value) if isinstance(value, SupportsIndex) else value
            for name, value in values.items()
        }
        return self.sections[section][key].format(**filled)

    def number(self, value: SupportsIndex) -> str:
        """Return a count with the thousands sign of the language."""
        return number_text(int(value), self.language)

    def counted(self, text: str, count: SupportsIndex | None) -> str:
        """Return `text` with its count as the templates write it: `Records screened (n = 3,221)`.

        The spaces within the brackets are no-break spaces, so that a count never falls apart.
        """
        return text if count is None else f"{text} {self.bracketed(count)}"

    def bracketed(self, count: SupportsIndex) -> str:
        """Return a count as it stands behind or below what it counts."""
        return f"(n\u00a0=\u00a0{self.number(count)})"


@cache
def languages_of(package: str, folder: str = "words") -> tuple[str, ...]:
    """Return the languages that have a file of words in a folder of a package."""
    names = (file.name for file in (files(package) / folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def sections_of(
    package: str, language: str, folder: str = "words"
) -> Mapping[str, Mapping[str, str]]:
    """Return the texts of `language`; raises Refused naming the languages there are."""
    known = languages_of(package, folder)
    if language not in known:
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(known)}.")
    return tomllib.loads((files(package) / folder / f"{language}.toml").read_text(encoding="utf-8"))


def words_of(package: str, language: str, folder: str = "words") -> Words:
    """Return the words of `language`; raises Refused as `sections_of` does."""
    return Words(language, sections_of(package, language, folder))


def counted(words: Words, noun: str, number: SupportsIndex) -> str:
    """Return a number with its noun, in the singular or the plural."""
    return words("one", noun) if number == 1 else words("many", noun, n=number)


def joined(words: Words, parts: Sequence[str]) -> str:
    """Return `a, b and c`."""
    *before, last = parts
    return words("list", "last", before=", ".join(before), last=last) if before else last


def dated(words: Words, day: str) -> str:
    """Return an ISO date as it stands in a sentence: `5 March 2026`; other text as it is."""
    parts = day[:10].split("-")
    if len(parts) != 3 or parts[1] not in words.sections["month"]:  # noqa: PLR2004 - a date's parts
        return day
    year, month, number = parts
    return words("list", "date", day=number.lstrip("0"), month=words("month", month), year=year)


def decimal(words: Words, value: float, digits: int) -> str:
    """Return a figure with so many decimals, in the signs of the language."""
    text = f"{value:.{digits}f}".replace("-", "\u2212")
    return text.replace(".", ",") if words.language == "nb" else text
