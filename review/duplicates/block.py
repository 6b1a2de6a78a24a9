"""Which pairs of records are worth comparing: those that share one of several cheap keys.

Records are integers, keys live in plain dictionaries, and a key that more than `CAP` records share
is split by first author, then by year, then left out: a title that hundreds bear says nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from itertools import combinations

from review.duplicates.journals import words_of
from review.duplicates.normalise import Facts

CAP = 40
_END, _LONG_END = 30, 48  # letters of a title's ends that make a key, with and without an author
_ABSTRACT = 60
_FIRST = 3  # letters of the first author, whose rest may be misspelt
_WORD, _RAREST, _TELLING = 4, 4, 3  # letters of a word; words looked at, words of a key

Pairs = set[tuple[int, int]]
Keys = Callable[[Facts], Iterator[object]]


def pairs(facts: Sequence[Facts]) -> Pairs:
    """Return the pairs (smaller index first) of records that share a key."""
    found: Pairs = set()
    for keys in _KEYS:
        found.update(_sharing(keys, facts))
    for more in (_by_long_ends, _by_words(facts)):
        found.update(pair for pair in _sharing(more, facts) if _same_people(pair, facts))
    return found


def _sharing(keys: Keys, facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    blocks: dict[object, list[int]] = defaultdict(list)
    for index, each in enumerate(facts):
        for key in keys(each):
            blocks[key].append(index)
    for block in blocks.values():
        if len(block) > 1:
            yield from _within(block, facts)


def _same_people(pair: tuple[int, int], facts: Sequence[Facts]) -> bool:
    """Tell whether the two share an author, or one names none: titles alike need no more."""
    a, b = facts[pair[0]].authors, facts[pair[1]].authors
    if not a.surnames or not b.surnames or a.first[:_FIRST] == b.first[:_FIRST]:
        return True
    return not (
        a.surnames.isdisjoint(b.surnames)
        and a.given.isdisjoint(b.surnames)
        and a.surnames.isdisjoint(b.given)
    )


def _within(block: list[int], facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    if len(block) <= CAP:
        yield from combinations(dict.fromkeys(block), 2)
        return
    for split in _SPLITS:
        parts: dict[object, list[int]] = defaultdict(list)
        for index in dict.fromkeys(block):
            if key := split(facts[index]):
                parts[key].append(index)
        for part in parts.values():
            if 1 < len(part) <= CAP:
                yield from combinations(part, 2)


_SPLITS: tuple[Callable[[Facts], object], ...] = (
    lambda each: each.authors.first,
    lambda each: (each.year, each.place.volume) if each.year and each.place.volume else None,
    lambda each: (each.place.volume, each.place.pages.first) if each.place.pages.first else None,
    lambda each: each.doi,
)


def _by_doi(each: Facts) -> Iterator[object]:
    if each.doi:
        yield each.doi


def _by_number(each: Facts) -> Iterator[object]:
    if each.pmid:
        yield "pmid", each.pmid
    if each.pmcid:
        yield "pmcid", each.pmcid
    yield from each.registered


def _by_title(each: Facts) -> Iterator[object]:
    if each.tight:
        yield each.tight
    for other in each.other_titles:
        yield other.replace(" ", "")


def _by_ends(each: Facts) -> Iterator[object]:
    title, first = each.tight, each.authors.first
    if len(title) > _END and first:
        yield title[:_END], first
        yield title[-_END:], first


def _by_long_ends(each: Facts) -> Iterator[object]:
    if len(each.tight) > _LONG_END and each.year:
        yield each.tight[:_LONG_END], each.year
        yield each.tight[-_LONG_END:], each.year


def _by_words(facts: Sequence[Facts]) -> Keys:
    """Return keys of three of a title's four rarest words: one may be misspelt or missing."""
    often: Counter[str] = Counter()
    for each in facts:
        often.update(set(each.title.split()))

    def keys(each: Facts) -> Iterator[object]:
        words = [(often[word], word) for word in set(each.title.split()) if len(word) >= _WORD]
        rarest = [word for _, word in nsmallest(_RAREST, words)]
        if len(rarest) >= _TELLING:
            yield from combinations(sorted(rarest), _TELLING)

    return keys


def _by_author(each: Facts) -> Iterator[object]:
    authors, pages = each.authors, each.place.pages
    if authors.first:
        if pages.first:
            yield authors.first, pages.first
        if each.place.volume:
            yield authors.first, each.place.volume, "volume"
        if each.year and authors.initial:
            yield authors.first, authors.initial, each.year


def _by_place(each: Facts) -> Iterator[object]:
    place = each.place
    if place.pages.first and place.volume:
        if each.year:
            yield place.volume, place.pages.first, each.year
        for journal in each.journals[:1]:
            yield place.volume, place.pages.first, words_of(journal)[:1]


def _by_abstract(each: Facts) -> Iterator[object]:
    if each.abstract and each.authors.first:
        yield each.abstract[:_ABSTRACT], each.authors.first


_KEYS = (_by_doi, _by_number, _by_title, _by_ends, _by_author, _by_place, _by_abstract)
