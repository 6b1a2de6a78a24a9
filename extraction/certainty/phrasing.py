"""How certainty is put into words and signs, chosen once for a review.

Norwegian has two sets of phrases for how sure a statement is, and two rows of words for the
certainty itself; a document keeps to one of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from extraction.certainty.grading import LEVELS, Level
from review.refusal import Refused
from review.wording import Words, words_of

Phrases = Literal["sannsynligvis", "trolig"]
Confidence = Literal["moderat", "middels"]
Symbols = Literal["", "circles", "plus"]
PHRASES, CONFIDENCE, SYMBOLS = get_args(Phrases), get_args(Confidence), get_args(Symbols)
_MOST = len(LEVELS)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The choices of a review; without a choice of symbols English has circles, Norwegian plus."""

    phrases: Phrases = "sannsynligvis"
    confidence: Confidence = "moderat"
    symbols: Symbols = ""

    def label(self, level: Level, language: str) -> str:
        """Return the level in words: `moderate`, `moderat`."""
        section = self.confidence if language == "nb" else "label"
        return certainty_words(language)(section, level)

    def signs(self, level: Level, language: str) -> str:
        """Return the level as GRADE draws it, ⊕⊕⊕◯, or as +++0."""
        number = LEVELS.index(level) + 1
        symbols = self.symbols or ("plus" if language == "nb" else "circles")
        full, empty = ("⊕", "◯") if symbols == "circles" else ("+", "0")
        return full * number + empty * (_MOST - number)

    def verb(self, level: Level, language: str, *, plural: bool) -> str:
        """Return the verb that is as sure as the level; very low has none."""
        section = self.phrases if language == "nb" else "several" if plural else "one"
        return certainty_words(language)(section, level)


def certainty_words(language: str) -> Words:
    """Return the words of `language`; raises Refused naming the languages there are."""
    return words_of("extraction.certainty", language)


def to_content(phrasing: Phrasing) -> dict[str, Any]:
    """Return the choices as plain JSON values."""
    return {
        "phrases": phrasing.phrases,
        "confidence": phrasing.confidence,
        "symbols": phrasing.symbols,
    }


def from_content(data: Mapping[str, Any]) -> Phrasing:
    """Read the choices; raises Refused naming what each can be."""
    for key, allowed in (("phrases", PHRASES), ("confidence", CONFIDENCE), ("symbols", SYMBOLS)):
        if data.get(key, allowed[0]) not in allowed:
            known = ", ".join(one for one in allowed if one)
            raise Refused(f"“{data[key]}” is no choice of {key}.", f"It can be: {known}.")
    return Phrasing(
        data.get("phrases", PHRASES[0]),
        data.get("confidence", CONFIDENCE[0]),
        data.get("symbols", SYMBOLS[0]),
    )
