"""Pairs made consistent: sets without contradictions, and one question for each two sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, product

from review.duplicates.compare import compare
from review.duplicates.engine import Pair
from review.duplicates.normalise import Facts
from review.duplicates.sets import Bond, fold, joined
from review.duplicates.verdicts import Key, Piles, ordered
from review.duplicates.vetoes import objections

_KNOWN = 2.0  # the weight of a merge that stands already
_EQUALLY = 0.01  # strengths of bonds that are no reason to prefer one
_LARGEST = 500  # different members: a larger set is not compared each with each


@dataclass(frozen=True, slots=True)
class Said:
    """What holds before the run: pairs kept apart by a person, and pairs merged already."""

    apart: frozenset[Key]
    together: frozenset[Key]

    @classmethod
    def of(cls, apart: Iterable[Key], together: Iterable[Key], ids: AbstractSet[str]) -> Said:
        """Return the pairs of which both records are among `ids`."""
        return cls(frozenset(_within(apart, ids)), frozenset(_within(together, ids)))


def _within(pairs: Iterable[Key], ids: AbstractSet[str]) -> Iterator[Key]:
    return (ordered(a, b) for a, b in pairs if a in ids and b in ids and a != b)


def settle(piles: Piles, facts: Mapping[str, Facts], said: Said) -> None:
    """Cut sets that contradict themselves, and keep one pair for each two sets."""
    sets = _consistent(piles.merged, facts, said)
    for key, pair in list(piles.merged.items()):
        if _side(sets, pair.a) != _side(sets, pair.b):
            del piles.merged[key]
            why = f"{pair.why} But the two would join records that contradict each other."
            piles.queued[key] = Pair(pair.a, pair.b, "contradiction", pair.score, why)
    told = {_sides(sets, a, b) for a, b in said.apart}
    piles.queued = _one_each(piles.queued, sets, told)
    piles.linked = _one_each(piles.linked, sets, told)


def _consistent(
    merged: Mapping[Key, Pair], facts: Mapping[str, Facts], said: Said
) -> dict[str, str]:
    """Return record id -> set id such that no set holds two records that a veto forbids."""
    bonds = [Bond(pair.a, pair.b, pair.score, "") for pair in merged.values()]
    bonds += [Bond(a, b, _KNOWN, "") for a, b in said.together]
    sets = fold(facts, bonds, said.apart)
    before = joined(said.together)
    against = {
        (a, b)
        for a, b in _contradictions(sets, facts, merged)
        if a not in before or before[a] != before.get(b)
    }
    if not against:
        return sets
    doubtful = {sets[a] for a, _ in against}
    members = [one for one, top in sets.items() if top in doubtful]
    inner = [bond for bond in bonds if sets.get(bond.a) in doubtful]
    apart = said.apart | against
    cut = fold(members, inner, apart)
    if torn := _torn(inner, cut) - {one for pair in against for one in pair}:
        cut = fold(members, [bond for bond in inner if torn.isdisjoint((bond.a, bond.b))], apart)
    return {one: top for one, top in sets.items() if top not in doubtful} | cut


def _torn(bonds: Iterable[Bond], sets: Mapping[str, str]) -> set[str]:
    """Return the records that fit a set that they were cut from as well as the one they are in."""
    inside: dict[str, float] = defaultdict(float)
    outside: dict[str, float] = defaultdict(float)
    for bond in bonds:
        weights = inside if _side(sets, bond.a) == _side(sets, bond.b) else outside
        for one in (bond.a, bond.b):
            weights[one] = max(weights[one], bond.weight)
    return {one for one, weight in outside.items() if 0 < inside[one] <= weight + _EQUALLY}


def _side(sets: Mapping[str, str], one: str) -> str:
    return sets.get(one, one)


def _sides(sets: Mapping[str, str], a: str, b: str) -> frozenset[str]:
    return frozenset((_side(sets, a), _side(sets, b)))


def _contradictions(
    sets: Mapping[str, str], facts: Mapping[str, Facts], merged: Mapping[Key, Pair]
) -> set[Key]:
    """Return the pairs within one set that a veto forbids; copies of a record are compared once."""
    alike: dict[str, dict[Facts, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one, top in sets.items():
        alike[top][facts[one]].append(one)
    found: set[Key] = set()
    for group in alike.values():
        if 1 < len(group) <= _LARGEST:
            for (mine, first), (yours, second) in combinations(group.items(), 2):
                if len(first) == len(second) == 1 and ordered(first[0], second[0]) in merged:
                    continue
                c = compare(mine, yours)
                if c is not None and objections(c):
                    found.update(ordered(a, b) for a, b in product(first, second))
    return found


def _one_each(
    pile: Mapping[Key, Pair], sets: Mapping[str, str], told: AbstractSet[frozenset[str]]
) -> dict[Key, Pair]:
    """Return the best pair for each two sets, without those that a person has judged."""
    kept: dict[Key, Pair] = {}
    seen = set(told)
    for key, pair in sorted(pile.items(), key=lambda item: (-item[1].score, item[0])):
        sides = _sides(sets, pair.a, pair.b)
        if len(sides) > 1 and sides not in seen:
            seen.add(sides)
            kept[key] = pair
    return kept
