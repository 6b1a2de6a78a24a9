"""The words of the flow: one data file a language in `words`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from review.refusal import Refused
from review.typography import number_text


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language, by section and key."""

    language: str
    sections: Mapping[str, Mapping[str, str]]

    def __call__(self, section: str, key: str, **values: object) -> str:
        """Return a text with the words in braces filled in; a number is written as a number."""
        filled = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return self.sections[section][key].format(**filled)

    def row(self, row: str, *, updated: bool = False) -> str:
        """Return the text of a row of the templates, as the new or the updated variant has it."""
        if updated and row in self.sections["updated"]:
            return self.sections["updated"][row]
        return self.sections["rows"][row]

    def own(self, row: str) -> str:
        """Return the text of a row that the templates do not have, with its mark."""
        return self.sections["own"][row] + self.sections["marks"]["own"]

    def number(self, value: int) -> str:
        """Return a count with the thousands sign of the language."""
        return number_text(value, self.language)

    def counted(self, text: str, count: int | None) -> str:
        """Return `text` with its count as the templates write it: `Records screened (n = 3,221)`.

        The spaces within the brackets are no-break spaces, so that a count never falls apart.
        """
        return text if count is None else f"{text} (n\u00a0=\u00a0{self.number(count)})"


def languages() -> tuple[str, ...]:
    """Return the languages that have a file of words."""
    names = (file.name for file in (files("review.flow") / "words").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def wording(language: str) -> Wording:
    """Return the words of `language`; raises Refused naming the languages there are."""
    if language not in languages():
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(languages())}.")
    text = (files("review.flow") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, tomllib.loads(text))
