"""A stream of choices that is the same in every Python version.

Only `random()` of a seeded `Random` is promised to stay as it is; `choice` and `shuffle` are not,
so the few draws that the generator needs are built on it here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """Draws that follow from a seed alone."""

    def __init__(self, seed: str) -> None:
        self._next = Random(seed).random  # noqa: S311 - made to be repeated, not to be secret

    def chance(self, share: float) -> bool:
        """Return True in `share` (0 to 1) of the draws."""
        return self._next() < share

    def whole(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, both included."""
        return least + int(self._next() * (most - least + 1))

    def between(self, least: float, most: float) -> float:
        """Return a number from `least` up to `most`."""
        return least + self._next() * (most - least)

    def pick(self, among: Sequence[T]) -> T:
        """Return one of `among`."""
        return among[int(self._next() * len(among))]

    def shuffled(self, among: Sequence[T]) -> list[T]:
        """Return all of `among` in another order."""
        mixed = list(among)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.whole(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, among: Sequence[T], number: int) -> list[T]:
        """Return `number` different ones of `among`."""
        return self.shuffled(among)[:number]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as often as its weight says."""
        point = self._next() * sum(weights.values())
        for key, weight in weights.items():
            point -= weight
            if point < 0:
                return key
        return list(weights)[-1]
