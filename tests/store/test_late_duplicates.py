"""Duplicates found late, on both databases: nothing lost, nothing revealed, everything derived."""

from __future__ import annotations

import pytest

from review.__main__ import slices
from review.duplicates.judging import judge, split_off
from review.flow.queries import flow
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.overview import overview
from review.overview_text import overview_text
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.history import history_of
from review.records.listing import listed
from review.refusal import Refused
from review.reports.retrieving import record_retrieval
from review.studies import all_studies
from screening.agreement import report
from screening.conflicts import conflicts
from screening.decisions.exporting import export_csv
from screening.queue import next_set, progress
from screening.revealing import reveal
from screening.settling import Proposal, settle
from screening.twice import asked_again
from tests.sample import Sample
from tests.store.test_screening import standing


def merge(sample: Sample, one: int, other: int, person: str = "anna") -> None:
    judge(sample.hand(person), "merge", (f"acc-{one}", f"acc-{other}"))


def asked(sample: Sample, person: str) -> list[str]:
    with sample.lead.read() as connection:
        return asked_again(connection, person, TITLE_ABSTRACT)


def test_two_revealed_verdicts_of_one_person_are_no_conflict_and_are_asked_blind(
    sample: Sample,
) -> None:
    sample.both(0, "include", "include")
    sample.both(1, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    merge(sample, 0, 1)
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
        assert asked_again(connection, "bo", TITLE_ABSTRACT) == [sample.record(0).set_id]
        assert asked_again(connection, "anna", TITLE_ABSTRACT) == []
        assert next_set(connection, "bo", TITLE_ABSTRACT) == sample.record(0).set_id
        # Blind: what Anna said was shown before, and is hidden again until Bo has answered.
        seen = export_csv(connection, "bo", TITLE_ABSTRACT)
    assert "anna" not in seen
    assert standing(sample, 0) == "to-screen"
    with pytest.raises(Refused, match="frozen"):
        sample.decide("anna", 0, "exclude")
    sample.decide("bo", 1, "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    assert standing(sample, 0) == "sought"
    with sample.lead.read() as connection:
        found = report(connection, TITLE_ABSTRACT)
    assert found["n"] == 1
    assert found["table"] == ((1, 0), (0, 0)), "agreement keeps what was said first"
    within = {one["reviewer"]: (one["n"], one["same"]) for one in found["within_reviewer"]}
    assert within == {"anna": (1, 1), "bo": (1, 0)}
    assert len(found["late_duplicates"]) == 1


def test_who_was_asked_may_change_the_answer_until_it_is_revealed(sample: Sample) -> None:
    sample.both(0, "include", "include")
    sample.both(1, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    merge(sample, 0, 1)
    sample.decide("bo", 0, "exclude")
    sample.decide("bo", 0, "include")
    undo_last(sample.hand("bo"))
    reveal(sample.lead, TITLE_ABSTRACT)
    assert standing(sample, 0) == "conflict-title-abstract"
    with pytest.raises(Refused, match="frozen"):
        sample.decide("bo", 0, "include")


def test_splitting_restores_what_was_before(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "include" if number != 1 else "exclude")
    before = [standing(sample, number) for number in range(10)]
    with sample.lead.read() as connection:
        counts = flow(connection)
    merge(sample, 0, 1)
    assert standing(sample, 0) == "to-screen"
    split_off(sample.hand("bo"), "acc-1")
    assert [standing(sample, number) for number in range(10)] == before
    with sample.lead.read() as connection:
        assert flow(connection) == counts
    assert stale_projections(sample.lead) == []


def test_a_settlement_is_reopened_by_the_merge_and_stands_again_after_the_split(
    sample: Sample,
) -> None:
    sample.both(0, "include", "exclude")
    sample.both(1, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    talked = Proposal("include", "discussion", "talked it over")
    settle(sample.hand("anna"), sample.record(0), TITLE_ABSTRACT, talked)
    assert standing(sample, 0) == "sought"
    merge(sample, 0, 1)
    assert standing(sample, 0) == "sought", "the same was said of both records: it stays settled"
    split_off(sample.hand("anna"), "acc-1")
    assert standing(sample, 0) == "sought"
    assert standing(sample, 1) == "conflict-title-abstract"


def test_a_set_at_full_text_takes_in_one_that_was_never_screened(sample: Sample) -> None:
    for number in range(9):
        sample.both(number, "include" if number < 2 else "exclude", "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    record_retrieval(sample.hand("anna"), "acc-0", "retrieved", via="library")
    sample.both(0, "include", "include", FULL_TEXT)
    reveal(sample.lead, FULL_TEXT)
    with sample.lead.read() as connection:
        (study,) = all_studies(connection)
    merge(sample, 9, 0)
    assert standing(sample, 0) == "included"
    for person in ("anna", "bo"):
        with sample.lead.read() as connection:
            assert next_set(connection, person, TITLE_ABSTRACT) is None, "nobody screens it twice"
    with sample.lead.read() as connection:
        (same,) = all_studies(connection)
        lines = history_of(connection, sample.hand("anna"), sample.record(9))
        assert flow(connection).duplicates == 1
    assert same.name == study.name
    assert "full text of" in "".join(line.text for line in lines)
    assert stale_projections(sample.lead) == []


def test_a_merge_tells_nothing_of_what_another_decided(sample: Sample) -> None:
    """Whether Anna decided on both records, and said the same of both, shows nowhere for Bo."""

    def seen() -> list[str]:
        with sample.lead.read() as connection:
            return [
                overview_text(overview(connection, sample.hand("bo"), slices())),
                export_csv(connection, "bo", None),
                repr(progress(connection, "bo", TITLE_ABSTRACT)),
                repr([(row.cells(), row.standing) for row in listed(connection, "bo")]),
                repr(flow(connection)),
            ]

    for number in range(6):
        sample.decide("anna", number, "include")
        sample.decide("bo", number, "include")
    before = seen()[2].partition("others=")[2]
    views = []
    for verdict in ("include", "exclude"):
        sample.decide("anna", 1, verdict)
        merge(sample, 0, 1, "bo")
        views.append(seen())
        undo_last(sample.hand("bo"))
    assert views[0] == views[1]
    merge(sample, 0, 1, "bo")
    merge(sample, 8, 9, "bo")
    assert seen()[2].partition("others=")[2] == before
