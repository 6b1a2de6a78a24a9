"""Corrections of facts: what holds, what was imported, and two copies that differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.__main__ import slices
from review.clashes.clashing import all_clashes, settle
from review.commands.proof import problems_of
from review.duplicates.running import run
from review.facts import File
from review.ids import shown_record
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT
from review.records.corrections import EDIT
from review.records.editing import edit_record, edits_of
from review.records.history import history_of
from review.records.lookup import as_imported, whole
from review.records.writing import export
from review.refusal import Refused
from review.sources.coverage import numbers_without, records_without
from review.sources.describing import Search, describe, searches
from review.sources.importing import store_file
from review.studies import all_studies
from screening.cards import cards
from tests.clashing import act_apart
from tests.sample import Sample, record
from tests.store.copies import copies, exchange_until_still


def _bare(sample: Sample) -> str:
    """Add a record without an abstract, and return its shown id."""
    sample.add("Bare", [record(30, title="Sleep in infancy", abstract="", accession="bare")])
    return sample.record("bare").shown


def test_an_abstract_that_is_added_stands_everywhere_beside_what_was_imported(
    sample: Sample,
) -> None:
    shown = _bare(sample)
    edit_record(sample.hand("bo"), shown, {"abstract": "Found on paper.", "year": "2011"}, "print")
    found = sample.record("bare")
    assert (found.has_abstract, found.year, found.edited) == (True, 2011, ("abstract", "year"))
    with sample.hand("anna").read() as connection:
        assert whole(connection, found.id).abstract == "Found on paper."
        assert as_imported(connection, found.id).abstract == ""
        assert as_imported(connection, found.id).year == 2030
        card = cards(connection, "anna", TITLE_ABSTRACT, [found.set_id])[found.set_id]
        assert card.record.abstract == "Found on paper."
        (row,) = json.loads(export(connection, "anna", "json", source="Bare").data)["records"]
        assert (row["abstract"], row["edited"]) == ("Found on paper.", ["abstract", "year"])
        told = history_of(connection, sample.hand("anna"), found)
        assert told[-1].by == "bo"
        assert "abstract, year edited: print" in told[-1].text
        assert [(one.field, one.imported) for one in edits_of(connection, found.id)] == [
            ("abstract", ""),
            ("year", "2030"),
        ]
        assert numbers_without(connection)["Bare"]["abstract"] == 0
    assert problems_of(sample.lead, ()) == []


def test_an_edit_is_undone_and_a_later_one_holds(sample: Sample) -> None:
    shown = _bare(sample)
    edit_record(sample.hand("bo"), shown, {"title": "Sleep"}, "short")
    edit_record(sample.hand("anna"), shown, {"title": "Sleep of infants"}, "as on the page")
    assert sample.record("bare").title == "Sleep of infants"
    undo_last(sample.hand("anna"))
    assert sample.record("bare").title == "Sleep"
    undo_last(sample.hand("bo"))
    assert sample.record("bare").title == "Sleep in infancy"
    with sample.lead.read() as connection:
        found = sample.record("bare")
        assert records_without(connection, "Bare", "abstract") == [found.id]
    assert problems_of(sample.lead, ()) == []


@pytest.mark.parametrize(
    ("said", "why", "words"),
    [
        ({"abstract": "x"}, "", "says why"),
        ({"year": "20x1"}, "w", "is not a year"),
        ({"doi": "abc"}, "w", "is not a DOI"),
        ({"accession": "1"}, "w", "no field that can be edited"),
        ({"title": "Home visits for new parents"}, "w", "Nothing of"),
    ],
)
def test_what_cannot_be_edited_is_refused_in_words(
    sample: Sample, said: dict[str, str], why: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        edit_record(sample.hand("anna"), sample.record(0).shown, said, why)


def test_a_doi_that_is_added_lets_duplicates_be_found_and_the_richer_record_is_shown(
    sample: Sample,
) -> None:
    doi = "10.9999/same.1"
    one = record(40, title="Parents and sleep", doi=doi, accession="one")
    other = record(41, title="Vaterschaft und Schlaf", abstract="", accession="other", year=2040)
    sample.add("One", [one])
    sample.add("Other", [other])
    before = run(sample.lead).sets
    edit_record(sample.hand("anna"), "other", {"doi": doi, "title": "Parents and sleep"}, "page")
    edit_record(sample.hand("anna"), "other", {"authors": "Surname40, Given"}, "page")
    assert run(sample.lead).sets == before - 1
    assert sample.record("one").set_id == sample.record("other").set_id
    assert problems_of(sample.lead, ()) == []


def test_two_copies_that_edit_one_field_differently_clash_and_none_wins_by_being_last(
    sample: Sample, tmp_path: Path
) -> None:
    record_id = sample.record(0).shown
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        edit_record(anna.hand, record_id, {"title": "As anna has it", "year": "1999"}, "page")
        edit_record(bo.hand, record_id, {"title": "As bo has it", "doi": "10.1/x"}, "page")
        exchange_until_still([anna, bo])
        for copy in (anna, bo):
            with copy.hand.read() as connection:
                (clash,) = all_clashes(connection, slices().clashes)
                assert (clash.kind, clash.record_id) == ("correction", record_id)
                assert clash.about.startswith("title of ")
                held = whole(connection, sample.record(0).id)
            assert held.title == "Home visits for new parents", "as imported until it is settled"
            assert (held.year, held.doi) == (1999, "10.1/x"), "what nobody disputes holds"
        number = 1 + [side.by for side in clash.says].index("bo")
        settle(bo.hand, slices().clashes, clash.id, number, "the page was seen by both")
        exchange_until_still([anna, bo])
        for copy in (anna, bo):
            with copy.hand.read() as connection:
                assert all_clashes(connection, slices().clashes) == []
                assert whole(connection, sample.record(0).id).title == "As bo has it"
            assert problems_of(copy.hand, ()) == []


def test_two_copies_that_say_the_same_do_not_clash(sample: Sample) -> None:
    for person in ("anna", "bo"):
        body = {"fields": {"year": 1988}, "why": person, "over": {}}
        act_apart(sample, person, EDIT, sample.record(0).id, body)
    assert sample.record(0).year == 1988


def test_a_study_is_named_after_what_was_corrected(sample: Sample) -> None:
    edit_record(sample.hand("anna"), "acc-0", {"authors": "Ås, Siri; Berg, Bo"}, "page")
    for stage in ("title-abstract", "full-text"):
        sample.both(0, "include", "include", stage)  # type: ignore[arg-type]
        from screening.revealing import reveal

        reveal(sample.hand("anna"), stage)  # type: ignore[arg-type]
    with sample.lead.read() as connection:
        assert [study.name for study in all_studies(connection)] == ["Ås & Berg 2000"]


# --- sources -------------------------------------------------------------------------------------


def _file(name: str, count: int) -> File:
    records = [record(n, accession=f"{name}-{n}") for n in range(count)]
    return File(name, (name * 64)[:64], 100, "ris", "", "utf-8", records, [])


def test_nothing_that_is_said_of_a_source_is_dropped(sample: Sample) -> None:
    hand = sample.hand("anna")
    store_file(hand, Search("CINAHL"), _file("a", 2))
    store_file(hand, Search("CINAHL", platform="EBSCOhost", hits=5), _file("b", 3))

    def known() -> Search:
        with hand.read() as connection:
            return next(one for one in searches(connection).values() if one.name == "CINAHL")

    assert known() == Search("CINAHL", platform="EBSCOhost", hits=5)
    with pytest.raises(Refused, match="platform “EBSCOhost”, not “Ovid”"):
        store_file(hand, Search("CINAHL", platform="Ovid"), _file("c", 1))
    with pytest.raises(Refused, match="hits “5”, not “6”"):
        store_file(hand, Search("CINAHL", hits=6), _file("c", 1))
    with pytest.raises(Refused, match="at least 0"):
        store_file(hand, Search("CINAHL", hits=-1), _file("c", 1))
    describe(hand, "CINAHL", {"platform": "Ovid", "hits": 6}, "typed wrongly")
    assert (known().platform, known().hits) == ("Ovid", 6)
    undo_last(hand)
    assert (known().platform, known().hits) == ("EBSCOhost", 5)
    with pytest.raises(Refused, match="Nothing of “CINAHL” changes"):
        describe(hand, "CINAHL", {"hits": 5}, "")
    with pytest.raises(Refused, match="no source “Nowhere”"):
        describe(hand, "Nowhere", {"hits": 5}, "")
    assert problems_of(sample.lead, ()) == []


def test_two_copies_that_describe_a_source_differently_clash(
    sample: Sample, tmp_path: Path
) -> None:
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        describe(anna.hand, "PsycINFO", {"hits": 10}, "")
        describe(bo.hand, "PsycINFO", {"hits": 12}, "")
        exchange_until_still([anna, bo])
        with bo.hand.read() as connection:
            (clash,) = all_clashes(connection, slices().clashes)
            assert clash.about == "hits of PsycINFO"
            assert next(iter(searches(connection).values())).hits is None
        settle(anna.hand, slices().clashes, clash.id, 1, "asked the library")
        exchange_until_still([anna, bo])
        with bo.hand.read() as connection:
            assert all_clashes(connection, slices().clashes) == []
            assert next(iter(searches(connection).values())).hits in {10, 12}


def test_two_copies_that_import_one_search_with_other_hits_clash_too(
    sample: Sample, tmp_path: Path
) -> None:
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        store_file(anna.hand, Search("CINAHL", platform="EBSCOhost", hits=2), _file("a", 2))
        store_file(bo.hand, Search("CINAHL", platform="EBSCOhost", hits=3), _file("a", 2))
        exchange_until_still([anna, bo])
        for copy in (anna, bo):
            with copy.hand.read() as connection:
                (clash,) = all_clashes(connection, slices().clashes)
                assert clash.about == "hits of CINAHL"
                (cinahl,) = [s for s in searches(connection).values() if s.name == "CINAHL"]
            assert (cinahl.platform, cinahl.hits) == ("EBSCOhost", None)
            assert problems_of(copy.hand, ()) == []


def test_an_undone_import_takes_no_edit_along_and_redo_brings_it_back(sample: Sample) -> None:
    shown = _bare(sample)
    edit_record(sample.hand("bo"), shown, {"abstract": "Found."}, "print")
    undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert all_clashes(connection, slices().clashes) == []
        assert "Bare" not in numbers_without(connection)
    assert problems_of(sample.lead, ()) == []
    from review.ledger.undoing import redo_last

    redo_last(sample.lead)
    with sample.lead.read() as connection:
        assert whole(connection, sample.record("bare").id).abstract == "Found."
    assert shown == shown_record(sample.record("bare").id)
