"""Tags, remarks, many decisions at once, reports sent back, practice: on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.flow.queries import flow
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.history import history_of
from review.records.tags import put_tag, tagged, tags_on
from review.refusal import Refused
from review.store.engine import open_store
from screening.agreement import report
from screening.bulk import decide_all, meant
from screening.by_rule import settle_by_rule
from screening.conflicts import conflicts, reasons_differ
from screening.deciding import Wish
from screening.filters import Filter
from screening.piles import next_fitting, pile, put_off
from screening.practising import practise
from screening.queue import progress
from screening.remarks import remark, remarks_on
from screening.revealing import reveal
from screening.sending_back import send_back
from screening.settling import Proposal, settle
from tests.sample import Sample
from tests.store.copies import copies


def tags(sample: Sample, viewer: str, number: int = 0) -> list[str]:
    with sample.lead.read() as connection:
        found = tags_on(connection, viewer, sample.record(number).set_id)
    return [tag.name for tag in found]


def test_a_tag_is_ones_own_until_the_reveal(sample: Sample) -> None:
    put_tag(sample.hand("bo"), sample.record(0), "nurses")
    put_off(sample.hand("bo"), sample.record(0))
    assert tags(sample, "bo") == ["nurses"]
    assert tags(sample, "anna") == tags(sample, "") == []
    with sample.lead.read() as connection:
        assert tagged(connection, "anna", "nurses") == set()
        assert tagged(connection, "bo", "nurses") == {sample.record(0).set_id}
        assert "nurses" not in str(history_of(connection, sample.lead, sample.record(0)))
    sample.both(0, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    assert tags(sample, "anna") == ["nurses"], "and the pile for later stays one's own"
    with pytest.raises(Refused, match="bears this tag"):
        put_tag(sample.hand("bo"), sample.record(0), "nurses")
    with pytest.raises(Refused, match="no such tag of yours"):
        put_tag(sample.lead, sample.record(0), "nurses", on=False)
    put_tag(sample.hand("bo"), sample.record(0), "nurses", on=False)
    assert tags(sample, "bo") == []
    undo_last(sample.hand("bo"))
    assert tags(sample, "bo") == ["nurses"]
    assert stale_projections(sample.lead) == []


def test_a_tag_travels_sealed_until_the_reveal(location: str, tmp_path: Path) -> None:
    sample = Sample.begin(location, 2)
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        put_tag(bo.hand, bo.sample.record(0), "nurses")
        for number in (0, 1):
            bo.sample.decide("bo", number, "include")
        anna.take_from(bo)
        assert tags(anna.sample, "anna") == []
        with anna.sample.lead.read() as connection:
            assert "nurses" not in str(history_of(connection, anna.hand, sample.record(0)))
        for number in (0, 1):
            anna.sample.decide("anna", number, "include")
        bo.take_from(anna)
        anna.take_from(bo)
        bo.take_from(anna)
        anna.take_from(bo)
        assert tags(anna.sample, "anna") == ["nurses"]
        for copy in (anna, bo):
            assert stale_projections(copy.hand) == []
    sample.close()


def test_what_is_put_off_comes_last(sample: Sample) -> None:
    with sample.lead.read() as connection:
        first = next_fitting(connection, "bo", TITLE_ABSTRACT, Filter())
    assert first == sample.record(0).set_id
    put_off(sample.hand("bo"), sample.record(0))
    with sample.lead.read() as connection:
        assert next_fitting(connection, "bo", TITLE_ABSTRACT, Filter()) == sample.record(1).set_id
        assert pile(connection, "bo", TITLE_ABSTRACT) == [first]
        assert next_fitting(connection, "anna", TITLE_ABSTRACT, Filter()) == first
    for number in range(1, 10):
        sample.decide("bo", number, "include")
    with sample.lead.read() as connection:
        assert next_fitting(connection, "bo", TITLE_ABSTRACT, Filter()) == first


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(to_year=2002), {0, 1, 2}),
        (Filter(from_year=2008), {8, 9}),
        (Filter(text="parent new"), {0}),
        (Filter(text="FAMIL"), {3, 5}),
        (Filter(source="PsycINFO", from_year=2009), {9}),
        (Filter(tag="odd"), {4}),
        (Filter(without_abstract=True), set()),
        (Filter(without_year=True), set()),
    ],
)
def test_a_filter_finds_what_one_has_yet_to_decide(
    sample: Sample, wanted: Filter, numbers: set[int]
) -> None:
    put_tag(sample.hand("bo"), sample.record(4), "odd")
    with sample.lead.read() as connection:
        found = meant(connection, "bo", TITLE_ABSTRACT, wanted)
    assert {record.accession for record in found} == {f"acc-{n}" for n in numbers}


def test_many_are_decided_at_once_and_undone_as_one(sample: Sample) -> None:
    bo = sample.hand("bo")
    sample.decide("bo", 9, "include")
    with sample.lead.read() as connection:
        records = meant(connection, "bo", TITLE_ABSTRACT, Filter(to_year=2004))
    done = decide_all(bo, TITLE_ABSTRACT, records, Wish("exclude", note="too old"))
    assert done.decisions == 5
    assert "5 acts that were done at once" in undo_last(bo)
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 1
    assert "5 acts" in redo_last(bo)
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 6
    undo_last(bo)
    assert "include" in undo_last(bo), "and further back as ever"
    with pytest.raises(Refused, match="nothing of yours"):
        undo_last(bo)
    with pytest.raises(Refused, match="No record"):
        decide_all(bo, TITLE_ABSTRACT, [], Wish("exclude"))
    assert stale_projections(sample.lead) == []


def test_all_or_nothing_is_decided_at_once(sample: Sample) -> None:
    sample.both(0, "include", "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    records = [sample.record(number) for number in (1, 2, 0)]
    with pytest.raises(Refused, match="frozen"):
        decide_all(sample.hand("bo"), TITLE_ABSTRACT, records, Wish("exclude"))
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 1


def test_the_last_of_many_reveals_the_round(sample: Sample) -> None:
    for number in range(10):
        sample.decide("anna", number, "include")
    records = [sample.record(number) for number in range(10)]
    done = decide_all(sample.hand("bo"), TITLE_ABSTRACT, records, Wish("include"))
    assert done.reveal is not None
    assert done.reveal.revealed == 10
    with pytest.raises(Refused, match="frozen"):
        undo_last(sample.hand("bo"))


def test_remarks_come_after_the_reveal(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    with pytest.raises(Refused, match="not revealed"):
        remark(sample.lead, sample.record(0), "Look at page 2.")
    reveal(sample.lead, TITLE_ABSTRACT)
    remark(sample.lead, sample.record(0), "Look at page 2.")
    remark(sample.hand("cem"), sample.record(0), "I see.")
    with sample.lead.read() as connection:
        thread = remarks_on(connection, sample.record(0).set_id)
        said = str(history_of(connection, sample.hand("bo"), sample.record(0)))
    assert [(one.by, one.text) for one in thread] == [
        ("anna", "Look at page 2."),
        ("cem", "I see."),
    ]
    assert "Look at page 2." in said
    undo_last(sample.hand("cem"))
    with sample.lead.read() as connection:
        assert len(remarks_on(connection, sample.record(0).set_id)) == 1
    assert stale_projections(sample.lead) == []


def test_a_report_goes_back_a_stage_and_nothing_is_lost(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "include" if number < 3 else "exclude")
    sample.both(0, "include", "include", FULL_TEXT)
    reveal(sample.lead, FULL_TEXT)

    def numbers() -> tuple[int, int, int]:
        with sample.lead.read() as connection:
            now = flow(connection)
            return now.sought, now.included, len(conflicts(connection))

    assert numbers() == (3, 1, 7)
    with sample.lead.read() as connection:
        before = report(connection, TITLE_ABSTRACT)
    send_back(sample.hand("bo"), sample.record(0), "another report of that name")
    assert numbers() == (2, 0, 8)
    undo_last(sample.hand("bo"))
    assert numbers() == (3, 1, 7)
    redo_last(sample.hand("bo"))
    proposal = Proposal("include", "discussion", "it was the right one")
    settle(sample.hand("anna"), sample.record(0), TITLE_ABSTRACT, proposal)
    assert numbers() == (3, 1, 7), "what was decided in full text counts again"
    send_back(sample.hand("cem"), sample.record(0), "once more")
    settle(
        sample.hand("cem"),
        sample.record(0),
        TITLE_ABSTRACT,
        Proposal("exclude", "third-reviewer", "no"),
    )
    assert numbers() == (2, 0, 7)
    with sample.lead.read() as connection:
        assert report(connection, TITLE_ABSTRACT) == before
    with pytest.raises(Refused, match="not come to full text"):
        send_back(sample.hand("bo"), sample.record(5), "why")
    assert stale_projections(sample.lead) == []


def test_what_came_by_other_methods_cannot_go_back(sample: Sample) -> None:
    from tests.sample import record

    sample.add("Web", [record(1, accession="web-1")], kind="website")
    with pytest.raises(Refused, match="other methods"):
        send_back(sample.lead, sample.record("web-1"), "why")


def test_reasons_are_settled_in_one_go_and_undone_in_one(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "include")
    for number in range(3):
        sample.decide("anna", number, "exclude", FULL_TEXT, reason="population")
        sample.decide("bo", number, "exclude", FULL_TEXT, reason="study-design")
    reveal(sample.lead, FULL_TEXT)
    with sample.lead.read() as connection:
        assert report(connection, FULL_TEXT)["pairs"][0]["reasons"] == {
            "n": 3,
            "same": 0,
            "percent": 0.0,
            "kappa": 0.0,
        }
    assert settle_by_rule(sample.lead) == 3
    with sample.lead.read() as connection:
        assert reasons_differ(connection) == []
    assert "3 acts that were done at once" in undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert len(reasons_differ(connection)) == 3


def test_practice_leaves_no_trace(sample: Sample, tmp_path: Path) -> None:
    sample.both(0, "include", "exclude")
    with sample.lead.read() as connection:
        acts_before = len(history_of(connection, sample.lead, sample.record(0)))
    place = str(tmp_path / "practice" / "review.db")
    practise(sample.hand("bo"), place).store.close()
    trial = Sample(type(sample.lead)(open_store(place), sample.lead.projectors, "bo"))
    assert trial.lead.store.review_id != sample.lead.store.review_id
    with trial.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10
        assert broken_hashes(connection) == []
    trial.decide("bo", 0, "include")
    trial.decide("bo", 0, "include", FULL_TEXT)
    with trial.lead.read() as connection:
        assert flow(connection).included == 1
        assert "anna" not in str(history_of(connection, trial.lead, trial.record(0)))
    assert stale_projections(trial.lead) == []
    trial.close()
    with sample.lead.read() as connection:
        assert len(history_of(connection, sample.lead, sample.record(0))) == acts_before
    with pytest.raises(Refused, match="exists already"):
        practise(sample.hand("bo"), place)
    with pytest.raises(Refused, match="does not screen"):
        practise(sample.hand("cem"), str(tmp_path / "other.db"))
