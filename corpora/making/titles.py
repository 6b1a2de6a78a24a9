"""Titles that no reader takes for one another, unless they are meant to be near."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from corpora.making.grammar import capital, data, expanded
from corpora.making.stream import Stream

_WORD = re.compile(r"\w+")
_SMALL = frozenset(("a", "an", "and", "the", "of", "in", "for", "on", "to", "with", "study"))
# One preposition close behind the other, as in “guidance for parents for single parents”.
_STUMBLING = re.compile(r"\b(after|for|with|to) (\w+ ){1,3}\1 ", re.IGNORECASE)
_ALIKE = 0.62  # share of common words (Jaccard) from which two titles are too much alike


class Titles:
    """The titles given so far."""

    def __init__(self) -> None:
        self._words: list[frozenset[str]] = []
        self._with: defaultdict[str, list[int]] = defaultdict(list)

    def take(self, title: str) -> bool:
        """Keep `title` and return True; False where it stumbles or is too much like another."""
        if _STUMBLING.search(title):
            return False
        words = frozenset(_WORD.findall(title.casefold())) - _SMALL
        common: Counter[int] = Counter()
        for word in words:
            common.update(self._with[word])
        for other, number in common.items():
            if number >= _ALIKE * (len(words) + len(self._words[other]) - number):
                return False
        for word in words:
            self._with[word].append(len(self._words))
        self._words.append(words)
        return True


def composed(design: str, words: Mapping[str, str], stream: Stream) -> tuple[str, str]:
    """Return a title and its subtitle for a report of `design`, about what `words` say."""
    forms: Sequence[str] = data("designs")[design]["titles"]
    title, _, subtitle = expanded(stream.pick(forms), words, stream).partition(" :: ")
    return capital(title), capital(subtitle)
