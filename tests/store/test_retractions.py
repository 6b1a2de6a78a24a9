"""Retractions on both databases: matched, shown everywhere, answered by deciding anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extraction.queries import agreed_studies
from review.commands.proof import problems_of
from review.duplicates.running import run
from review.flow.footnotes import footnotes
from review.flow.numbering import numbers_of
from review.flow.queries import flow
from review.flow.wording import wording
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.history import history_of
from review.records.listing import listed
from review.refusal import Refused
from review.reports.retracting import take_list
from review.reports.retraction import marks_of, unanswered
from screening.cards import cards
from screening.conflicts import conflicts
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.sample import Sample, record

LIST = b"10.9999/one\n22\n"
AGAIN = Proposal("include", "discussion", "its result is not used in the synthesis")


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    made = Sample.begin(location, 0)
    made.add("PsycINFO", [record(0, doi="10.9999/ONE"), record(1, pmid="22"), record(2)])
    yield made
    made.close()


def include_all(sample: Sample) -> None:
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        for number in range(3):
            sample.both(number, "include", "include", stage)
        reveal(sample.lead, stage)


def test_a_list_matches_by_doi_and_pmid_once(sample: Sample) -> None:
    first = take_list(sample.lead, LIST, "list.txt")
    assert {one.record for one in first.new} == {sample.record(0).id, sample.record(1).id}
    again = take_list(sample.hand("bo"), LIST, "list.txt")
    assert len(again.matched) == 2
    assert again.new == ()
    undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert marks_of(connection, [sample.record(0).set_id]) == {}


def test_a_retraction_is_shown_wherever_its_report_is(sample: Sample) -> None:
    take_list(sample.lead, LIST, "list.txt", "Our list")
    include_all(sample)
    report = sample.record(0)
    with sample.lead.read() as connection:
        card = cards(connection, "bo", FULL_TEXT, [report.set_id])[report.set_id]
        rows = {row.record.id: row.retracted for row in listed(connection, "")}
        studies = agreed_studies(connection)
        lines = history_of(connection, sample.lead, report)
        numbers = numbers_of(flow(connection))
    assert card.retracted == "RETRACTED (Our list)"
    assert rows[report.id] == card.retracted
    assert rows[sample.record(2).id] == ""
    assert [bool(study.footnotes) for study in studies] == [True, True, False]
    assert any("noted from Our list" in line.text for line in lines)
    assert numbers.retracted == 2
    assert any("Retracted" in note for note in footnotes(numbers, (), wording("en")))
    assert any("Trukket tilbake" in note for note in footnotes(numbers, (), wording("nb")))


def test_check_fails_until_inclusion_is_decided_anew(sample: Sample) -> None:
    include_all(sample)
    with pytest.raises(Refused, match="agree"):
        settle(sample.hand("anna"), sample.record(0), FULL_TEXT, AGAIN)
    done = take_list(sample.lead, LIST, "list.txt")
    assert set(done.to_answer) == {sample.record(0).set_id, sample.record(1).set_id}
    (problem,) = problems_of(sample.lead, ())
    assert problem.rule == "retraction"
    assert len(problem.ids) == 2
    with sample.lead.read() as connection:
        assert [one.state for one in conflicts(connection)] == ["included", "included"]
    settle(sample.hand("anna"), sample.record(0), FULL_TEXT, AGAIN)
    with pytest.raises(Refused, match="settled already"):
        settle(sample.hand("anna"), sample.record(0), FULL_TEXT, AGAIN)
    out = Proposal("exclude", "discussion", "retracted for made-up data", "study-design")
    settle(sample.hand("bo"), sample.record(1), FULL_TEXT, out)
    assert problems_of(sample.lead, ()) == []
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
    undo_last(sample.hand("bo"))
    with sample.lead.read() as connection:
        assert unanswered(connection) == [sample.record(1).set_id]


def test_titles_and_notices_tell_of_retractions_when_records_are_compared(sample: Sample) -> None:
    sample.add(
        "Scopus",
        [
            record(5, title="RETRACTED: Respite care for foster families", accession="S-5"),
            record(6, accession="S-6", doi="10.9999/six"),
            record(
                6,
                accession="S-7",
                title="Retraction notice to: Cash support and child health",
                doi="10.9999/notice",
                year=2009,
                abstract="",
            ),
        ],
    )
    run(sample.lead)
    run(sample.lead)
    sets = {name: sample.record(name).set_id for name in ("S-5", "S-6", "S-7")}
    with sample.lead.read() as connection:
        marks = marks_of(connection, sets.values())
    assert set(marks) == {sets["S-5"], sets["S-6"]}
    assert "notice 10.9999/notice" in marks[sets["S-6"]]
    said = undo_last(sample.lead)
    assert said.startswith("duplicate detection")


def test_a_reinstated_report_is_not_marked(sample: Sample) -> None:
    head = "OriginalPaperDOI,OriginalPaperPubMedID,RetractionDOI,RetractionDate,RetractionNature\n"
    rows = "10.9999/one,0,,1/5/2020 0:00,Retraction\n"
    take_list(sample.lead, (head + rows).encode(), "rw.csv")
    rows += "10.9999/one,0,,6/1/2021 0:00,Reinstatement\n"
    take_list(sample.lead, (head + rows).encode(), "rw.csv")
    with sample.lead.read() as connection:
        assert marks_of(connection, [sample.record(0).set_id]) == {}
