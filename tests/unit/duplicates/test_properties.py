"""What holds of any records, however their fields agree and differ."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from review.duplicates import doubts, links, rules
from review.duplicates.compare import compare
from review.duplicates.engine import Candidate, find
from review.duplicates.normalise import facts_of, normalised
from review.duplicates.sets import Bond, fold
from review.duplicates.vetoes import objections
from review.record import Record
from tests.unit.duplicates.hard_cases import CASES, LONG, OTHER, PAPER

# Few values a field, so that records often agree in one and differ in the next.
_TITLES = (
    PAPER.title,
    PAPER.title.upper(),
    PAPER.title[:50] + "...",
    PAPER.title[:61],
    PAPER.title.split(":")[0],
    "Erratum: " + PAPER.title,
    PAPER.title + " - Reply",
    PAPER.title + ", part 2",
    PAPER.title + ", part 3",
    PAPER.title.replace("families", "mothers"),
    PAPER.title.replace("families", "fathers"),
    "Ukentlige hjemmebesøk = " + PAPER.title,
    "Editorial",
    "",
)
_AUTHORS = (
    PAPER.authors,
    PAPER.authors[:1],
    ("Haugland M.Okafor D.",),
    ("Marte, Haugland", "Daniel, Okafor", "Eva, Lindqvist"),
    ("Solberg, Anne", "Moe, Kari"),
    (),
)
RECORDS = st.builds(
    Record,
    title=st.sampled_from(_TITLES),
    authors=st.sampled_from(_AUTHORS),
    year=st.sampled_from((2013, 2014, 2014, None)),
    journal=st.sampled_from((PAPER.journal, "J Fam Support Prev", "medRxiv", "Child Care", "")),
    volume=st.sampled_from(("27", "27(3)", "28", "", "")),
    issue=st.sampled_from(("3", "Suppl 1", "")),
    start_page=st.sampled_from(("211", "S88", "300", "", "")),
    doi=st.sampled_from((PAPER.doi, "10.9999/other", "", "")),
    pmid=st.sampled_from(("", "", "1234", "5678")),
    abstract=st.sampled_from((LONG, OTHER, "")),
)
SETS = st.lists(RECORDS, min_size=2, max_size=9)


def candidates(records: list[Record]) -> list[Candidate]:
    return [Candidate(f"{at:032x}", "file", record) for at, record in enumerate(records)]


@given(RECORDS, RECORDS)
def test_it_makes_no_difference_which_record_comes_first(a: Record, b: Record) -> None:
    answers = []
    for first, second in ((a, b), (b, a)):
        c = compare(facts_of(first), facts_of(second))
        if c is None:
            answers.append(None)
            continue
        against = objections(c)
        rule, link = rules.first(c), links.first(c)
        answers.append(
            (sorted(against), rule and rule.name, link and link.name, doubts.doubt(c, against))
        )
    assert answers[0] == answers[1]


@settings(max_examples=40, deadline=None)
@given(SETS)
def test_no_set_holds_a_pair_that_a_veto_forbids(records: list[Record]) -> None:
    given_ = candidates(records)
    found = find(given_)
    sets = fold(
        [each.id for each in given_], [Bond(p.a, p.b, p.score, "") for p in found.merged], set()
    )
    facts = dict(
        zip(
            [each.id for each in given_],
            normalised([(each.import_file, each.record) for each in given_]),
            strict=True,
        )
    )
    for a, b in combinations(sets, 2):
        c = compare(facts[a], facts[b]) if sets[a] == sets[b] else None
        assert c is None or not objections(c)


@settings(max_examples=40, deadline=None)
@given(SETS, st.randoms(use_true_random=False))
def test_each_pair_is_in_one_pile_whatever_the_order(records: list[Record], chance: object) -> None:
    given_ = candidates(records)
    shuffled = list(given_)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = find(given_)
    assert find(shuffled) == found
    pairs = [(pair.a, pair.b) for pair in (*found.merged, *found.queued, *found.linked)]
    assert len(pairs) == len(set(pairs))
    assert all(a < b for a, b in pairs)


@given(RECORDS, st.sets(st.sampled_from([field.name for field in fields(Record)])))
def test_two_records_that_have_no_field_in_common_are_never_one(
    record: Record, taken: set[str]
) -> None:
    empty = {field.name: field.default for field in fields(Record)}
    one = replace(record, **{name: empty[name] for name in taken})
    other = replace(record, **{name: empty[name] for name in empty if name not in taken})
    assert not find(candidates([one, other])).merged


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(CASES), st.integers(2, 5))
def test_copies_of_one_report_are_one_set_and_ask_nothing(
    case: tuple[str, str, Record, Record], copies: int
) -> None:
    record = case[2]
    found = find(candidates([record] * copies))
    assert not found.queued
    assert not found.linked
    assert len(found.merged) == copies * (copies - 1) // 2
