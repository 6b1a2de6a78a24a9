"""Screening on both databases: decisions, reveal, conflicts, settlement, undo, agreement."""

from __future__ import annotations

import pytest

from review.__main__ import slices
from review.duplicates.judging import judge, split_off
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.overview import overview
from review.overview_text import overview_text
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.history import history_of
from review.records.listing import listed
from review.records.writing import export
from review.refusal import Refused
from review.reports.retrieving import record_retrieval
from screening.agreement import report
from screening.conflicts import conflicts
from screening.decisions.exporting import export_csv
from screening.decisions.taking_in import Asked, take_in
from screening.queue import next_set, progress
from screening.revealing import reveal
from screening.rounds import draw
from screening.settling import Proposal, settle
from tests.sample import Sample


def standing(sample: Sample, number: int) -> str:
    with sample.lead.read() as connection:
        rows = listed(connection, "")
        record = sample.record(number)
        return next(row.standing for row in rows if row.record.set_id == record.set_id)


def everything_seen_by(sample: Sample, person: str) -> str:
    """Return all that the program derives from decisions, as `person` may see it."""
    with sample.lead.read() as connection:
        seen = [overview_text(overview(connection, sample.hand(person), slices()))]
        seen.append(export_csv(connection, person, None))
        seen += [str(export(connection, person, name).data) for name in ("csv", "json", "ris")]
        seen += [repr(row.cells()) + row.standing for row in listed(connection, person)]
        seen.append(repr(report(connection, TITLE_ABSTRACT)))
        seen.append(repr(conflicts(connection)))
        for number in range(10):
            found = sample.record(number)
            seen += [line.text for line in history_of(connection, sample.hand(person), found)]
    return "\n".join(seen)


def test_nothing_tells_a_verdict_before_the_reveal(sample: Sample) -> None:
    others = ("bo", "cem", "")
    for number in range(9):
        verdict = "include" if number % 2 else "exclude"
        sample.decide("anna", number, verdict, note="a private thought")
    before = {person: everything_seen_by(sample, person) for person in others}
    for number in range(9):
        # Anna turns every verdict round: for everyone else nothing may change.
        verdict = "exclude" if number % 2 else "include"
        sample.decide("anna", number, verdict, note="another thought")
    assert {person: everything_seen_by(sample, person) for person in others} == before
    assert "thought" not in "".join(before.values())
    assert "another thought" in everything_seen_by(sample, "anna")


def test_the_last_ballot_reveals_the_round(sample: Sample) -> None:
    for number in range(9):
        sample.both(number, "include", "exclude")
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
    sample.decide("anna", 9, "include")
    assert standing(sample, 0) == "to-screen"
    sample.decide("bo", 9, "include")
    assert standing(sample, 9) == "sought"
    with sample.lead.read() as connection:
        assert len(conflicts(connection)) == 9


def test_a_lead_reveals_what_is_complete_and_nobody_else_may(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    sample.decide("anna", 1, "include")
    with pytest.raises(Refused, match="not lead"):
        reveal(sample.hand("bo"), TITLE_ABSTRACT)
    done, still_open = reveal(sample.hand("anna"), TITLE_ABSTRACT)
    assert done is not None
    assert (done.in_words(), done.waiting, still_open) == ("1 ballot revealed", 0, 9)
    assert standing(sample, 0) == "conflict-title-abstract"
    assert standing(sample, 1) == "to-screen"


def test_what_is_revealed_is_frozen(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    with pytest.raises(Refused, match="frozen"):
        sample.decide("anna", 0, "exclude")
    with pytest.raises(Refused, match="frozen"):
        undo_last(sample.hand("bo"))


def test_undo_goes_backwards_and_redo_comes_back(sample: Sample) -> None:
    sample.decide("bo", 0, "include")
    sample.decide("bo", 1, "exclude")
    assert "exclude" in undo_last(sample.hand("bo"))
    assert "include" in undo_last(sample.hand("bo"))
    with pytest.raises(Refused, match="nothing of yours"):
        undo_last(sample.hand("bo"))
    assert "include" in redo_last(sample.hand("bo"))
    assert "exclude" in redo_last(sample.hand("bo"))
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 2
    assert stale_projections(sample.lead) == []


def test_a_settlement_stands_while_its_decisions_stand(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "exclude" if number == 0 else "include")
    with sample.lead.read() as connection:
        before = report(connection, TITLE_ABSTRACT)
    record = sample.record(0)
    settle(
        sample.hand("cem"),
        record,
        TITLE_ABSTRACT,
        Proposal("exclude", "third-reviewer", "no trial"),
    )
    assert standing(sample, 0) == "excluded-title-abstract"
    with sample.lead.read() as connection:
        assert report(connection, TITLE_ABSTRACT) == before, "settling leaves agreement as it was"
    with pytest.raises(Refused, match="settled already"):
        settle(sample.hand("bo"), record, TITLE_ABSTRACT, Proposal("include", "discussion", "yes"))
    undo_last(sample.hand("cem"))
    assert standing(sample, 0) == "conflict-title-abstract"


def test_who_may_settle(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    record = sample.record(0)
    with pytest.raises(Refused, match="not revealed"):
        settle(sample.hand("bo"), record, TITLE_ABSTRACT, Proposal("include", "discussion", "why"))
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    with pytest.raises(Refused, match="not an adjudicator"):
        settle(
            sample.hand("bo"), record, TITLE_ABSTRACT, Proposal("include", "third-reviewer", "w")
        )
    with pytest.raises(Refused, match="those who screened"):
        settle(sample.hand("cem"), record, TITLE_ABSTRACT, Proposal("include", "discussion", "w"))
    with pytest.raises(Refused, match="says why"):
        settle(sample.hand("bo"), record, TITLE_ABSTRACT, Proposal("include", "discussion", " "))


def test_a_merge_after_the_reveal_keeps_decisions_and_counts_a_duplicate(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "include")
    judge(sample.hand("anna"), "merge", ("acc-0", "acc-1"))
    with sample.lead.read() as connection:
        assert len(listed(connection, "")) == 9
        assert report(connection, TITLE_ABSTRACT)["n"] == 9
    split_off(sample.hand("anna"), "acc-1")
    with sample.lead.read() as connection:
        assert report(connection, TITLE_ABSTRACT)["n"] == 10
    assert stale_projections(sample.lead) == []


def test_a_merge_before_the_reveal_asks_the_one_who_differed_from_themselves(
    sample: Sample,
) -> None:
    sample.decide("anna", 0, "include")
    sample.decide("anna", 1, "exclude")
    sample.decide("bo", 0, "include")
    judge(sample.hand("bo"), "merge", ("acc-0", "acc-1"))
    merged_set = sample.record(0).set_id
    with sample.lead.read() as connection:
        assert next_set(connection, "anna", TITLE_ABSTRACT) == merged_set
        assert next_set(connection, "bo", TITLE_ABSTRACT) != merged_set
    sample.decide("anna", 0, "include")
    with sample.lead.read() as connection:
        assert next_set(connection, "anna", TITLE_ABSTRACT) != merged_set


def test_full_text_is_refused_for_what_is_not_sought_and_implies_retrieval(sample: Sample) -> None:
    with pytest.raises(Refused, match="not sought"):
        sample.decide("anna", 0, "include", FULL_TEXT)
    for number in range(10):
        verdict = "include" if number < 3 else "exclude"
        sample.both(number, verdict, verdict)
    record_retrieval(sample.hand("anna"), "acc-2", "not-retrieved", via="library")
    with pytest.raises(Refused, match="not retrieved"):
        sample.decide("anna", 2, "include", FULL_TEXT)
    sample.both(0, "include", "include", FULL_TEXT)
    sample.both(1, "exclude", "exclude", FULL_TEXT)
    assert [standing(sample, n) for n in range(3)] == [
        "included",
        "excluded-full-text",
        "not-retrieved",
    ]


def test_a_report_awaits_classification_without_decisions(sample: Sample) -> None:
    for number in range(10):
        verdict = "include" if number < 2 else "exclude"
        sample.both(number, verdict, verdict)
    waiting = Proposal("awaiting", "rule", "translation ordered")
    settle(sample.hand("anna"), sample.record(0), FULL_TEXT, waiting)
    assert standing(sample, 0) == "awaiting"
    with sample.lead.read() as connection:
        assert next_set(connection, "bo", FULL_TEXT) == sample.record(1).set_id


def test_an_exclusion_in_full_text_has_a_reason_of_the_protocol(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "include")
    with pytest.raises(Refused, match="for a reason"):
        sample.decide("anna", 0, "exclude", FULL_TEXT, reason="")
    with pytest.raises(Refused, match="not a reason"):
        sample.decide("anna", 0, "exclude", FULL_TEXT, reason="dull")
    sample.decide("anna", 0, "exclude", FULL_TEXT, reason="Wrong population")


def test_a_calibration_round_comes_first_and_stays_out_of_the_main_figure(sample: Sample) -> None:
    draw(sample.hand("anna"), "pilot", 3, TITLE_ABSTRACT, seed=7)
    first = set()
    for _ in range(3):
        with sample.lead.read() as connection:
            set_id = next_set(connection, "anna", TITLE_ABSTRACT)
            shown = next(r for r in listed(connection, "") if r.record.set_id == set_id)
        first.add(shown.record.accession)
        sample.decide("anna", shown.record.accession, "include")
        sample.decide("bo", shown.record.accession, "exclude")
    with sample.lead.read() as connection:
        assert len(conflicts(connection)) == 3, "its last ballot revealed the round"
        assert report(connection, TITLE_ABSTRACT)["n"] == 0
    assert len(first) == 3


def test_decisions_from_a_file_are_kept_or_listed(sample: Sample) -> None:
    lines = ["accession,reviewer,verdict,reason,note,at"]
    lines += [f"acc-{n},anna,include,,,2026-01-02T10:00:00Z" for n in range(3)]
    lines += ["acc-3,A,exclude,population,,", "acc-99,anna,include,,,", "acc-4,zoe,include,,,"]
    lines += ["acc-5,anna,perhaps,,,"]
    data = "\n".join(lines).encode()
    done = take_in(sample.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT, {"A": "bo"}))
    assert (done.found, done.imported) == (7, 4)
    assert [line for line, _why, _text in done.rejected] == [6, 7, 8]
    with pytest.raises(Refused, match="not a table"):
        take_in(sample.hand("anna"), b"a,b\n1,2\n", "d.csv", Asked(TITLE_ABSTRACT))


def test_every_act_is_chained_and_every_projection_can_be_rebuilt(sample: Sample) -> None:
    for number in range(5):
        sample.both(number, "include", "exclude" if number == 4 else "include")
    judge(sample.hand("bo"), "merge", ("acc-7", "acc-8"))
    undo_last(sample.hand("bo"))
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    before = everything_seen_by(sample, "anna")
    sample.lead.rebuild()
    assert everything_seen_by(sample, "anna") == before
    assert stale_projections(sample.lead) == []
    with sample.lead.read() as connection:
        assert broken_hashes(connection) == []


def test_who_takes_in_a_colleagues_decisions_does_not_see_them(sample: Sample) -> None:
    data = b"accession,reviewer,verdict,note\nacc-0,bo,exclude,a private thought\n"
    take_in(sample.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT))
    assert "private thought" not in everything_seen_by(sample, "anna")
    with sample.lead.read() as connection:
        lines = history_of(connection, sample.hand("anna"), sample.record(0))
        assert [line.kind for line in lines] == ["import"]
        own = history_of(connection, sample.hand("bo"), sample.record(0))
        assert [line.kind for line in own] == ["import", "decide"]
    assert "exclude" not in undo_last(sample.hand("anna"))
