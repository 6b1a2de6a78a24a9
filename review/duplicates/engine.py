"""Duplicate detection over records: merge what is certain, queue what is not, link what is related.

Blocking proposes pairs, comparing describes them, vetoes forbid, rules merge. Merged pairs become
sets; a set in which two records contradict each other is cut at its weakest bond, and what was cut
is queued. The result depends on the records only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from review.duplicates import doubts, links, rules
from review.duplicates.compare import Comparison, compare
from review.duplicates.normalise import Facts, normalised
from review.duplicates.sets import Bond, fold, joined
from review.duplicates.vetoes import objections
from review.record import Record

VERSION = "1"
_KNOWN = 2.0  # the weight of a merge that stands already
_LARGEST = 60  # members: a larger set is not compared each with each
_CONTRADICTING = frozenset({"sort", "opposed-titles", "pages", "pmid", "authors", "update", "year"})
_STEP = 5_000  # pairs between two words of progress

Mode = Literal["default", "conservative", "off"]
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to compare: its id (32 hex digits), the import file it came with, itself."""

    id: str
    import_file: str
    record: Record


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, a < b, the rule that ties them, a score 0 to 1, and why as a sentence."""

    a: str
    b: str
    rule: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one run found; pairs in order of score, then of ids; the version of the rules."""

    merged: tuple[Pair, ...]
    queued: tuple[Pair, ...]
    linked: tuple[Pair, ...]
    version: str


@dataclass(slots=True)
class _Piles:
    merged: dict[Key, Pair] = field(default_factory=dict)
    queued: dict[Key, Pair] = field(default_factory=dict)
    linked: dict[Key, Pair] = field(default_factory=dict)


def find(
    candidates: Sequence[Candidate],
    *,
    mode: Mode = "default",
    apart: AbstractSet[tuple[str, str]] = frozenset(),
    together: Iterable[tuple[str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Compare all candidates.

    `apart` holds pairs (smaller id first) that a person called different: neither merged nor queued
    again. `together` holds pairs merged before: not reported again, never cut here. `progress`
    hears (done, all), counted in records and pairs. `mode`: conservative merges by the sure rules
    only and queues the rest, off queues everything.
    """
    from review.duplicates.block import pairs

    ordered = sorted(candidates, key=lambda candidate: candidate.id)
    facts = normalised([(each.import_file, each.record) for each in ordered])
    ids = [each.id for each in ordered]
    proposed = sorted(pairs(facts))
    number = {one: index for index, one in enumerate(ids)}
    known = {
        _key(number[a], number[b]) for a, b in together if a in number and b in number and a != b
    }
    parted = {_key(number[a], number[b]) for a, b in apart if a in number and b in number}
    piles = _Piles()
    for done, key in enumerate(proposed):
        if progress and not done % _STEP:
            progress(done, len(proposed))
        if key not in known and key not in parted:
            _judge(key, facts, ids, mode, piles)
    _settle(piles, facts, ids, known, parted)
    if progress:
        progress(len(proposed), len(proposed))
    return Found(_ranked(piles.merged), _ranked(piles.queued), _ranked(piles.linked), VERSION)


def _key(one: int, other: int) -> Key:
    return (one, other) if one < other else (other, one)


def _ranked(pile: dict[Key, Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pile.values(), key=lambda pair: (-pair.score, pair.a, pair.b)))


def _judge(key: Key, facts: Sequence[Facts], ids: Sequence[str], mode: Mode, piles: _Piles) -> None:
    c = compare(facts[key[0]], facts[key[1]])
    if c is None:
        return
    a, b = ids[key[0]], ids[key[1]]
    against = objections(c)
    rule = rules.first(c)
    if rule and not against:
        score = round(rule.strength * (0.9 + 0.1 * c.title.score), 4)
        if mode == "default" or (mode == "conservative" and rule.sure):
            piles.merged[key] = Pair(a, b, rule.name, score, rule.sentence)
        else:
            piles.queued[key] = Pair(a, b, rule.name, score, rule.sentence)
        return
    link = None if "update" in against else links.first(c)
    if link:
        piles.linked[key] = Pair(a, b, link.name, round(c.title.score, 4), link.sentence)
        return
    doubt = doubts.doubt(c, against)
    if doubt >= doubts.LEAST:
        name = next(iter(against), "alike")
        piles.queued[key] = Pair(a, b, name, round(doubt, 4), _why(c, against))


def _why(c: Comparison, against: dict[str, str]) -> str:
    agreeing = [
        word
        for word, agrees in (
            ("title", c.title_fits),
            ("authors", c.authors_agree),
            ("journal", c.journal == "same"),
            ("volume", c.volume == "same"),
            ("first page", c.pages == "same"),
            ("year", c.years == 0),
            ("DOI", c.doi == "same"),
            ("abstract", c.abstract_same),
        )
        if agrees
    ]
    agreed = f"Same: {', '.join(agreeing)}" if agreeing else "Alike"
    return f"{agreed}; {'; '.join(against.values()) or 'too little to be certain'}."


def _settle(
    piles: _Piles, facts: Sequence[Facts], ids: Sequence[str], known: set[Key], parted: set[Key]
) -> None:
    """Cut sets that contradict themselves, and keep one pair for each two sets."""
    bonds = [Bond(pair.a, pair.b, pair.score, "") for pair in piles.merged.values()]
    bonds += [Bond(ids[i], ids[j], _KNOWN, "") for i, j in known]
    said = {(ids[i], ids[j]) for i, j in parted}
    before = joined((ids[i], ids[j]) for i, j in known)
    sets = fold(ids, bonds, said)
    against = {
        pair
        for pair in _contradictions(sets, facts, ids)
        if pair[0] not in before or before[pair[0]] != before.get(pair[1])
    }
    if against:
        sets = fold(ids, bonds, said | against)
    for key, pair in list(piles.merged.items()):
        if _side(sets, pair.a) != _side(sets, pair.b):
            del piles.merged[key]
            why = f"{pair.why} But the two would join records that contradict each other."
            piles.queued[key] = Pair(pair.a, pair.b, "contradiction", pair.score, why)
    told = {_sides(sets, a, b) for a, b in said}
    piles.queued = _one_each(piles.queued, sets, told)
    piles.linked = _one_each(piles.linked, sets, told)


def _side(sets: dict[str, str], one: str) -> str:
    return sets.get(one, one)


def _sides(sets: dict[str, str], a: str, b: str) -> frozenset[str]:
    return frozenset((_side(sets, a), _side(sets, b)))


def _contradictions(
    sets: dict[str, str], facts: Sequence[Facts], ids: Sequence[str]
) -> set[tuple[str, str]]:
    """Return the pairs within one set that a veto forbids."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(ids):
        if one in sets:
            members[sets[one]].append(index)
    found: set[tuple[str, str]] = set()
    for group in members.values():
        if 2 < len(group) <= _LARGEST:  # noqa: PLR2004 - the two of a pair were compared
            for i, j in combinations(group, 2):
                c = compare(facts[i], facts[j])
                if c is not None and _CONTRADICTING & set(objections(c)):
                    found.add((ids[i], ids[j]))
    return found


def _one_each(
    pile: dict[Key, Pair], sets: dict[str, str], told: set[frozenset[str]]
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
