"""Duplicate detection over records: merge what is certain, queue what is not, link what is related.

Blocking proposes pairs, comparing describes them, vetoes forbid, rules merge. Merged pairs become
sets; a set in which two records contradict each other is cut at its weakest bond, and what was cut
is queued. The result depends on the records only, not on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from review.ledger.collecting import uncollected
from review.record import Record

VERSION = "3"  # of the rules: it changes whenever the same records may be answered otherwise
_STEP = 2_000  # records or pairs between two words of progress

Mode = Literal["default", "conservative", "off"]


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
    hears (done, all): half of the way is reading the records, half comparing pairs. `mode`:
    conservative merges by the sure rules only and queues the rest, off queues everything.
    """
    # The rules need rapidfuzz, which a program that only shows its help must not load.
    from review.duplicates.block import pairs
    from review.duplicates.normalise import normalised
    from review.duplicates.settling import Said, settle
    from review.duplicates.verdicts import Piles, judge

    said = Said.of(apart, together, {candidate.id for candidate in candidates})
    by_id = sorted(candidates, key=lambda candidate: candidate.id)
    ids, size = [candidate.id for candidate in by_id], len(by_id)
    tell = _teller(progress, size)
    with uncollected():
        facts = normalised([(each.import_file, each.record) for each in by_id], tell)
        proposed = sorted(pairs(facts))
        piles, known = Piles(), said.apart | said.together
        for done, (i, j) in enumerate(proposed):
            if not done % _STEP:
                tell(size + size * done // len(proposed))
            pair = ids[i], ids[j]
            if pair not in known:
                judge(pair, (facts[i], facts[j]), mode, piles)
        settle(piles, dict(zip(ids, facts, strict=True)), said)
    tell(2 * size)
    return Found(_ranked(piles.merged), _ranked(piles.queued), _ranked(piles.linked), VERSION)


def _teller(progress: Callable[[int, int], None] | None, size: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress and (not done % _STEP or done >= size):
            progress(done, 2 * size)

    return tell


def _ranked(pile: Mapping[tuple[str, str], Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pile.values(), key=lambda pair: (-pair.score, pair.a, pair.b)))
