"""What a person answers about pairs of records: merge, different or link, from the truth alone.

The generator does not know what a finder of duplicates will find. So every pair that one may miss
or take for what it is not is answered; an answer that holds already changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from corpora.making.copy import Copy
from corpora.making.relatives import LINKED
from corpora.making.shelves import Shelves

_MANY = 3  # changes from which on a record may be missed
# A title cut short may be taken for the title of something else.
_CUT_TITLE = frozenset(("no-subtitle", "truncated-title"))
# Two of these leave little to compare.
_TELLING = frozenset(("no-abstract", "no-authors", "no-doi", "ahead-of-print"))


# Of these every record is compared with every record: hardly more than the pages differ.
_HARD_TO_TELL = frozenset(("editorial",))


@dataclass(frozen=True, slots=True)
class Answer:
    """A word on two records, by accession, and the grounds for it."""

    word: str  # merge, different or link
    first: str
    second: str
    why: str


def answers(shelves: Shelves) -> Iterator[Answer]:
    """Yield the merges first, then what stays apart."""
    held: dict[int, list[Copy]] = {}
    for records in shelves.records.values():
        for copy in records:
            held.setdefault(copy.set, []).append(copy)
    for number in sorted(held):
        yield from _merges(held[number])
    yield from _apart(shelves, held)


def _merges(copies: list[Copy]) -> Iterator[Answer]:
    clean = [copy for copy in copies if not copy.awkward]
    for copy in copies:
        if may_be_missed(copy):
            yield Answer("merge", clean[0].accession, copy.accession, _GROUNDS)


_GROUNDS = "Same authors, journal and content in the full records"


def may_be_missed(copy: Copy) -> bool:
    """Tell whether so much of the record is changed that a finder may not match it."""
    ways = copy.awkward
    without_abstract = "no-abstract" in ways and len(ways) > 1
    if _CUT_TITLE.intersection(ways):
        return True
    return len(ways) >= _MANY or without_abstract or len(_TELLING.intersection(ways)) > 1


def _apart(shelves: Shelves, held: dict[int, list[Copy]]) -> Iterator[Answer]:
    number_of = {report.key: number for number, report in enumerate(shelves.reports, start=1)}
    families: dict[str, list[int]] = {}
    for number, report in enumerate(shelves.reports, start=1):
        if report.near:
            families.setdefault(report.near, [number_of[report.near]]).append(number)
    for family in families.values():
        for one, other in combinations(family, 2):
            relation = shelves.reports[other - 1].relation
            word = "link" if relation in LINKED else "different"
            pairs = product(held[one], held[other])
            for first, second in pairs if relation in _HARD_TO_TELL else islice(pairs, 1):
                yield Answer(word, first.accession, second.accession, _WHY[relation])


_WHY = {
    "erratum": "An erratum is not the report that it corrects",
    "reply": "A comment or a reply is a text of its own",
    "protocol": "The protocol and the trial are two reports of one study",
    "conference-abstract": "The conference abstract and the full text are two reports of one study",
    "part": "Part I and part II are two reports",
    "companion": "The same authors on another group of people",
    "annual-report": "Reports of different years",
    "editorial": "Two editorials of one title in two issues",
}
