"""What becomes of one pair: merged by a rule, linked, queued, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.duplicates import doubts, links, rules
from review.duplicates.compare import Comparison, compare
from review.duplicates.engine import Mode, Pair
from review.duplicates.normalise import Facts
from review.duplicates.vetoes import objections

Key = tuple[str, str]
_TITLE_PART = 0.1  # of a rule's strength is the titles' likeness


@dataclass(slots=True)
class Piles:
    """The pairs decided so far, by their two ids, the smaller first."""

    merged: dict[Key, Pair] = field(default_factory=dict)
    queued: dict[Key, Pair] = field(default_factory=dict)
    linked: dict[Key, Pair] = field(default_factory=dict)


def ordered(a: str, b: str) -> Key:
    """Return the two ids, the smaller first."""
    return (a, b) if a < b else (b, a)


def judge(key: Key, facts: tuple[Facts, Facts], mode: Mode, piles: Piles) -> None:
    """Compare the two and put the pair on the pile where it belongs, if on any."""
    c = compare(*facts)
    if c is None:
        return
    against = objections(c)
    rule = None if against else rules.first(c)
    if rule:
        score = round(rule.strength * (1 - _TITLE_PART * (1 - c.title.score)), 4)
        automatic = mode == "default" or (mode == "conservative" and rule.sure)
        pile = piles.merged if automatic else piles.queued
        pile[key] = Pair(*key, rule.name, score, rule.sentence)
    elif link := None if "update" in against else links.first(c):
        piles.linked[key] = Pair(*key, link.name, round(c.title.score, 4), link.sentence)
    elif (doubt := doubts.doubt(c, against)) >= doubts.LEAST:
        name = next(iter(against), "alike")
        piles.queued[key] = Pair(*key, name, round(doubt, 4), _why(c, against))


def _why(c: Comparison, against: Mapping[str, str]) -> str:
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
