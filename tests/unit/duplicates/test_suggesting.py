"""Reports of one study are sought among those that share something: none is missed by it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

from review.duplicates.normalise import facts_of
from review.duplicates.suggesting import reasons, worth_asking
from review.record import Record

WORDS = ("home", "visits", "stress", "trial", "school", "nurses", "early", "reading")
NAMES = ("Berg", "Dahl", "Lie", "Moe", "Ness", "Ruud", "Vik", "Aas", "Bye", "Foss")


def invented(random: Random, number: int) -> Record:
    people = random.sample(NAMES, random.choice((0, 1, 2, 3, 4)))
    registered = f" NCT0000{random.randrange(8):04d}." if number % 4 == 0 else ""
    return Record(
        title=" ".join(random.choices(WORDS, k=3)),
        authors=tuple(f"{name}, A" for name in people),
        year=random.choice((2001, 2004, 2012)),
        abstract=f"Invented abstract.{registered}",
    )


def test_every_pair_that_speaks_for_itself_or_is_linked_is_asked_and_few_others() -> None:
    random = Random(5)
    facts = {f"{n:03d}": facts_of(invented(random, n)) for n in range(120)}
    pairs = list(combinations(facts, 2))
    linked = {frozenset(pair) for pair in random.sample(pairs, 3)} | {frozenset(("000", "gone"))}
    wanted = [
        pair
        for pair in pairs
        if frozenset(pair) in linked or any(reasons(facts[pair[0]], facts[pair[1]]))
    ]
    asked = worth_asking(facts, linked)
    assert [pair for pair in asked if pair in set(wanted)] == wanted, "in their order of arrival"
    assert len(wanted) > 100
    alone = replace(facts["000"], registered=frozenset(), authors=facts_of(Record()).authors)
    strangers = {str(number): alone for number in range(50)}
    assert worth_asking(strangers, ()) == []
