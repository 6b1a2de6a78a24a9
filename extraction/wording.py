"""Words and numbers of tables and sentences in English and Norwegian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from review.clean import one_line
from review.wording import sections_of

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
SMALLEST_P = 0.0001  # a smaller P is printed as below it


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by section and key."""

    language: str
    sections: Mapping[str, Mapping[str, str]]

    def __call__(self, section: str, key: str, **values: object) -> str:
        """Return the text with the words in braces filled in; numbers have to be written before."""
        return self.sections[section][key].format(**values)

    def number(self, value: float, digits: int = 2) -> str:
        """Return a number with its decimal sign, without empty decimals where `digits` is 0."""
        text = f"{value:.{digits}f}"
        return text.replace(".", ",") if self.language == "nb" else text

    def shortest(self, value: float) -> str:
        """Return a number with the decimals that it has; a float holds fifteen digits."""
        text = f"{value:.15g}"
        return text.replace(".", ",") if self.language == "nb" else text

    def decimals(self, text: str) -> str:
        """Return a text in which numbers have the decimal sign of the language."""
        return _POINT.sub(",", text) if self.language == "nb" else text

    def p_value(self, value: float) -> str:
        """Return a P value with four decimals, or as below the smallest that is printed."""
        if value < SMALLEST_P:
            return f"< {self.number(SMALLEST_P, 4)}"
        return self.number(value, 4)

    def p_told(self, value: float) -> str:
        """Return a P value with its sign, to stand after the letter: `= 0.0293`, `< 0.0001`."""
        text = self.p_value(value)
        return text if text.startswith("<") else f"= {text}"

    def median(self, value: float) -> str:
        """Return a median of whole numbers: with a decimal only where it has one."""
        return self.number(value, 0 if value == int(value) else 1)


@cache
def words(language: str) -> Words:
    """Return the words of `language`; raises Refused naming the languages there are."""
    return Words(language, sections_of("extraction", language))


def in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: `Sleep` as `sleep`, `PSQI` as it is."""
    name = one_line(name)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
