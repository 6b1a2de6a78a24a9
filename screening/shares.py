"""Shares: who is drawn to decide on a record where the records are shared among several people.

Drawn in blocks of a file's records, each in an order of its own, so that everyone's share holds
within every block (systematic sampling with probabilities proportional to size, Madow 1949). The
draw of a record follows from its place in its file and the seed alone: every copy draws the same,
whatever else it holds, and records that are imported later are shared out as they come.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from review.refusal import Refused

BLOCK = 20  # records


@dataclass(frozen=True, slots=True)
class Shares:
    """How records are shared: weights by name, and a proportion of records with one reviewer more.

    `reviewers` for each record; 0: as many as the stage rule asks for. Without weights nobody is
    asked by name: whoever comes first decides.
    """

    reviewers: int = 0
    weights: tuple[tuple[str, float], ...] = ()
    overlap: float = 0.0
    seed: int = 1

    def as_data(self) -> dict[str, Any]:
        """Return the shares as plain values, as `from_data` reads them."""
        return {
            "reviewers": self.reviewers,
            "shares": dict(self.weights),
            "overlap": self.overlap,
            "seed": self.seed,
        }


EVERYONE = Shares()


def from_data(data: Mapping[str, Any]) -> Shares:
    """Build shares from plain values."""
    weights = tuple((str(name), float(weight)) for name, weight in data["shares"].items())
    if any(weight <= 0 for _name, weight in weights):
        raise ValueError("a share is more than nothing")
    overlap, reviewers = float(data["overlap"]), int(data["reviewers"])
    if reviewers < 0 or not 0 <= overlap <= 1:
        raise ValueError("no such number of reviewers, or no such overlap")
    return Shares(reviewers, weights, overlap, int(data["seed"]))


def drawn(shares: Shares, base: int, file: str, position: int) -> tuple[str, ...]:
    """Return who is drawn for the record at `position` of `file`; () where nobody is by name.

    `base` is what the stage rule asks for; the order of the names is random.
    """
    if not shares.weights:
        return ()
    number = shares.reviewers or base
    block, place = divmod(position, BLOCK)
    return _block(shares, number, f"{file}/{block}")[place]


@lru_cache(maxsize=512)
def _block(shares: Shares, number: int, name: str) -> tuple[tuple[str, ...], ...]:
    chance = random.Random(f"{shares.seed}/{name}")  # noqa: S311 - a sample, no secret
    people = list(shares.weights)
    chance.shuffle(people)
    order = list(range(BLOCK))
    chance.shuffle(order)
    more = int(shares.overlap * BLOCK + chance.random())  # on average just the proportion
    found: dict[int, tuple[str, ...]] = {}
    for places, reviewers in ((order[:more], number + 1), (order[more:], number)):
        begin = chance.random()
        for rank, place in enumerate(places):
            names = _systematic(people, reviewers, (rank + begin) / len(places) % 1)
            chance.shuffle(names)
            found[place] = tuple(names)
    return tuple(found[place] for place in range(BLOCK))


def _systematic(people: Sequence[tuple[str, float]], number: int, start: float) -> list[str]:
    """Return the names that `number` points, one apart from `start` on, fall upon."""
    if number >= len(people):
        return [name for name, _weight in people]
    names: list[str] = []
    end, point = 0.0, start
    for name, chance in _chances(people, number):
        end += chance
        if len(names) < number and point < end:
            names.append(name)
            point += 1
    return names or [people[-1][0]]  # where a sum of fractions falls short of the last point


def _chances(people: Sequence[tuple[str, float]], number: int) -> list[tuple[str, float]]:
    """Return the proportion of records that each person gets: nobody more than all of them."""
    left = dict(people)
    sure: set[str] = set()
    while True:
        total = sum(weight for name, weight in left.items() if name not in sure)
        each = {
            name: 1.0 if name in sure else (number - len(sure)) * weight / total
            for name, weight in left.items()
        }
        over = {name for name, chance in each.items() if chance > 1} - sure
        if not over:
            return [(name, each[name]) for name, _weight in people]
        sure |= over


def proportions(shares: Shares, base: int) -> dict[str, float]:
    """Return the proportion of records that each person is asked about, 0 to 1."""
    people = list(shares.weights)
    number = shares.reviewers or base
    found = dict.fromkeys((name for name, _weight in people), 0.0)
    for reviewers, part in ((number, 1 - shares.overlap), (number + 1, shares.overlap)):
        everyone = reviewers >= len(people)
        each = [(name, 1.0) for name in found] if everyone else _chances(people, reviewers)
        for name, chance in each:
            found[name] += part * chance
    return found


def typed_weights(typed: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Read what people type: anna, or anna=50 for a weight; Refused where it is neither."""
    found: dict[str, float] = {}
    for one in typed:
        name, has_share, share = one.partition("=")
        try:
            weight = float(share.rstrip("%")) if has_share else 1.0
        except ValueError:
            weight = 0.0
        if not name or not 0 < weight < float("inf") or name in found:
            raise Refused(f"“{one}” is no share.", "Say anna, or anna=50, once each.")
        found[name] = weight
    return tuple(found.items())
