"""Which of several acts on one thing hold: those whose place no other one has taken.

An act names those that its writer saw and whose place it takes. Two acts that do not name each
other were made without each other, in two copies, whatever the order that they stand in: neither
is the later word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar


class Word(Protocol):
    """One standing act on a thing."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def order(self) -> str:
        """Its place in the order that every copy has."""

    @property
    def over(self) -> frozenset[str] | None:
        """The ids of the acts whose place it takes; None: of all before it in order."""


W = TypeVar("W", bound=Word)


def over_of(body: Mapping[str, Any]) -> frozenset[str] | None:
    """Return what an act's body says it is over; None where acts did not say so yet."""
    return frozenset(body["over"]) if "over" in body else None


def heads(words: Iterable[W]) -> list[W]:
    """Return the words that no other one is over, in their order; of any words at least one.

    A word is over earlier ones only: whoever names an act has seen it, and so comes after it.
    """
    ordered = sorted(words, key=lambda word: word.order)
    taken = {
        earlier.id
        for place, word in enumerate(ordered)
        for earlier in ordered[:place]
        if word.over is None or earlier.id in word.over
    }
    return [word for word in ordered if word.id not in taken]
