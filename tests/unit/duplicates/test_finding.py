from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.duplicates.engine import Candidate, Found, find
from review.duplicates.sets import Bond, fold
from review.record import Record
from tests.unit.duplicates.hard_cases import CASES, PAPER

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "dedup"
IDS = [f"{n:032x}" for n in range(200)]
OTHER = replace(
    PAPER,
    title="Debt advice in local offices: an interview study",
    doi="10.9999/o.1",
    authors=("Solberg, Anne",),
    start_page="301",
    end_page="309",
    abstract="",
)


def given_records(*records: Record) -> list[Candidate]:
    return [Candidate(IDS[at], "file", record) for at, record in enumerate(records)]


def shown(found: Found) -> list[tuple[str, str, str]]:
    return [(pair.a, pair.b, pair.rule) for pair in found.merged]


def test_the_same_record_twice_in_one_import_is_merged() -> None:
    assert shown(find(given_records(PAPER, OTHER, PAPER))) == [(IDS[0], IDS[2], "doi")]


def test_records_that_say_nothing_are_never_one_report() -> None:
    assert find(given_records(*[Record()] * 5)) == find([])


@pytest.mark.parametrize("field", ["year", "journal", "volume", "title", "authors"])
def test_one_shared_field_never_merges(field: str) -> None:
    bare = replace(Record(), **{field: getattr(PAPER, field)})
    assert find(given_records(bare, bare)).merged == ()


def test_one_doi_alone_never_merges() -> None:
    other = replace(OTHER, doi=PAPER.doi)
    assert find(given_records(PAPER, other)).merged == ()


def test_what_a_person_kept_apart_is_neither_merged_nor_queued_nor_linked_again() -> None:
    found = find(given_records(PAPER, PAPER), apart={(IDS[0], IDS[1])})
    assert (found.merged, found.queued, found.linked) == ((), (), ())


def test_what_was_kept_apart_stays_apart_through_a_third_record() -> None:
    found = find(given_records(PAPER, PAPER, PAPER), apart={(IDS[0], IDS[1])})
    sets = fold(IDS, [Bond(p.a, p.b, p.score, "") for p in found.merged], set())
    assert sets.get(IDS[0], IDS[0]) != sets.get(IDS[1], IDS[1])


def test_pairs_merged_before_are_not_reported_again_but_hold_the_set() -> None:
    found = find(given_records(PAPER, PAPER, PAPER), together=[(IDS[0], IDS[1])])
    assert [(a, b) for a, b, _ in shown(found)] == [(IDS[0], IDS[2]), (IDS[1], IDS[2])]


def test_conservative_keeps_the_sure_rules_and_queues_the_others() -> None:
    thin = replace(PAPER, doi="", volume="", issue="", start_page="", end_page="", abstract="")
    records = given_records(PAPER, thin, replace(PAPER, abstract=""))
    found = find(records, mode="conservative")
    assert {pair.rule for pair in found.merged} == {"doi"}
    assert {pair.rule for pair in found.queued} == {"journal"}
    assert find(records, mode="off").merged == ()


def test_a_record_that_fits_two_parts_joins_neither_in_silence() -> None:
    first = replace(PAPER, title="Home visits in everyday practice: Part I", doi="")
    second = replace(PAPER, title="Home visits in everyday practice: Part II", doi="",
                     start_page="225", end_page="240")  # fmt: skip
    sets = find(given_records(first, second, replace(first, start_page="", end_page="")))
    assert (IDS[0], IDS[1]) not in {(a, b) for a, b, _ in shown(sets)}


@pytest.fixture(scope="module")
def ordered() -> tuple[list[Candidate], Found]:
    records = given_records(*[record for case in CASES for record in case[2:]])
    return records, find(records)


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(
    ordered: tuple[list[Candidate], Found], chance: random.Random
) -> None:
    records, found = ordered
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert find(shuffled) == found


def test_progress_goes_from_nothing_to_all_and_can_stop_the_run() -> None:
    heard: list[tuple[int, int]] = []
    find(given_records(PAPER, PAPER), progress=lambda done, all_: heard.append((done, all_)))
    assert heard == sorted(heard)
    assert heard[-1] == (4, 4)

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find(given_records(PAPER, PAPER), progress=stop)


def labelled(name: str) -> tuple[list[Candidate], dict[str, str]]:
    with (SHARED / name / "records.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (SHARED / name / "gold_audited.csv").open(encoding="utf-8", newline="") as file:
        gold = {row["id"]: row["group"] for row in csv.DictReader(file)}
    return [
        Candidate(row["ID"], name, Record(
            title=row["title"], authors=tuple(row["author"].split(" and ")),
            year=int(row["year"]) if row["year"].isdigit() else None, journal=row["journal"],
            volume=row["volume"], issue=row["number"], start_page=row["pages"]))
        for row in rows
    ], gold  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the labelled sets do not travel with the project")
@pytest.mark.parametrize(("name", "most_missed"), [("haematology", 14), ("respiratory", 27)])
def test_on_labelled_sets_no_report_is_lost_and_few_are_missed(name: str, most_missed: int) -> None:
    candidates, gold = labelled(name)
    found = find(candidates)
    sets = fold(gold, [Bond(p.a, p.b, p.score, "") for p in found.merged], set())
    assert all(gold[p.a] == gold[p.b] for p in found.merged)
    groups = {(gold[one], sets.get(one, one)) for one in gold}
    assert len(groups) - len(set(gold.values())) <= most_missed
    assert len(found.queued) * 100 <= len(gold)


@pytest.mark.parametrize("word", ["small ", "young ", "remote "])
def test_a_word_more_in_a_title_is_asked_about_where_no_place_tells(word: str) -> None:
    title = "Loneliness among older adults in {}towns of the north"
    known = {"authors": ("Hansen, Kari",), "journal": "Journal of Invented Health", "year": 2019}
    found = find(
        given_records(
            Record(title=title.format(""), **known), Record(title=title.format(word), **known)
        )
    )
    assert (len(found.merged), len(found.queued)) == (0, 1)
