"""What the ranker reads of a record: its title and its abstract, and no other field.

Records with the same words have the same digest. They get the same score, and the digest goes
before the id where a tie is broken, so that copies of one text come one after the other and are
decided alike. A record without an abstract is ranked by its title; one without a word stays in the
order of chance, and is never left to the machine when screening stops.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w\w")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one record; `key` tells it from all others."""

    key: str
    title: str
    abstract: str = ""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        words = _SPACE.sub(" ", self.whole).strip().casefold()
        object.__setattr__(self, "digest", hashlib.sha256(words.encode()).hexdigest())

    @property
    def whole(self) -> str:
        """Return title and abstract as one text."""
        return f"{self.title} {self.abstract}"

    @property
    def readable(self) -> bool:
        """Tell whether there is a word in it that a model can learn from."""
        return bool(_WORD.search(self.whole))


def in_order(texts: Iterable[Text]) -> list[Text]:
    """Return the texts in an order that no file and no database has a part in."""
    return sorted(texts, key=lambda text: (text.digest, text.key))


def content_of(texts: Iterable[Text]) -> str:
    """Return what tells this collection of texts from any other: of `in_order`, 64 characters."""
    found = hashlib.sha256()
    for text in texts:
        found.update(f"{text.key} {text.digest}\n".encode())
    return found.hexdigest()


def chance(seed: int, name: str) -> str:
    """Return where `name` falls by chance: the same for the same seed, on every machine."""
    return hashlib.sha256(f"{seed}/{name}".encode()).hexdigest()
