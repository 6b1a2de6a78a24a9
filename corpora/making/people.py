"""Invented people and journals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from corpora.making.grammar import data
from corpora.making.report import Journal, Person
from corpora.making.stream import Stream

_REGIONS = ("nordic", "english", "other")
_SMALL = frozenset(("of", "in", "and", "The", "&"))


def person(stream: Stream) -> Person:
    """Return an author with a given name and, mostly, a middle initial."""
    words = data("words")
    region = stream.pick(_REGIONS)
    surname = stream.pick(words[f"surnames_{region}_first"]) + stream.pick(
        words[f"surnames_{region}_last"]
    )
    given = stream.pick(words["given"])
    if stream.chance(0.5):
        given = f"{given} {stream.pick(words['initials'])}."
    return Person(surname, given)


def team(stream: Stream, least: int = 1, most: int = 6) -> tuple[Person, ...]:
    """Return the authors of one report."""
    return tuple(person(stream) for _ in range(stream.whole(least, most)))


@cache
def journals() -> dict[str, tuple[Journal, ...]]:
    """Return the journals of each field."""
    words, stream = data("words"), Stream("journals")
    found: dict[str, tuple[Journal, ...]] = {}
    number = 9_900_000
    for field in words["journal_fields"]:
        several = []
        for first, form in zip(
            stream.some(words["journal_first"], 5), words["journal_forms"], strict=True
        ):
            name = form.format(first=first, field=field)
            number += stream.whole(11, 97)
            publisher = stream.pick(words["publishers"])
            begun = stream.whole(1968, 2008)
            several.append(Journal(name, _short(name), _issn(number), publisher, begun))
        found[field] = tuple(several)
    return found


def journal(topic: str, stream: Stream) -> Journal:
    """Return a journal in which a report on `topic` may have appeared."""
    fields: Sequence[str] = data("words")["fields_of"][topic]
    return stream.pick(journals()[stream.pick(fields)])


def _short(name: str) -> str:
    shorts = data("words")["short"]
    kept = [word.strip(":&") for word in name.split() if word not in _SMALL]
    return " ".join(shorts.get(word, word) for word in kept if word)


def _issn(number: int) -> str:
    """Return an ISSN with its check digit; those that begin with 99 belong to no journal."""
    digits = f"{number:07d}"
    check = -sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=True))
    last = "X" if check % 11 == 10 else str(check % 11)  # noqa: PLR2004 - ten is written X
    return f"{digits[:4]}-{digits[4:]}{last}"
