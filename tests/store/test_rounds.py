"""Rounds from drawing to closing, and decisions that are to be made anew, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT, Protocol, Terms
from review.protocols.versions import body_of, current
from review.records.history import history_of
from review.refusal import Refused
from review.store import tables
from screening.again import Meant, again
from screening.agreement import report
from screening.closing import close
from screening.conflicts import conflicts
from screening.queue import progress, to_decide
from screening.revealing import reveal
from screening.rounds import draw, find_round, rounds
from screening.settling import Proposal, settle
from tests.sample import Sample

LEAD = "anna"


def asked(sample: Sample, person: str) -> set[str]:
    with sample.lead.read() as connection:
        return set(connection.scalars(to_decide(person, TITLE_ABSTRACT)))


def drawn(sample: Sample) -> list[str]:
    """Return the accessions of the records in calibration rounds, in order."""
    with sample.lead.read() as connection:
        pilot = find_round(connection, TITLE_ABSTRACT, "pilot")
        ballot = tables.ballot
        sets = connection.scalars(select(ballot.c.set_id).where(ballot.c.round_id == pilot)).all()
    return [f"acc-{n}" for n in range(10) if sample.record(n).set_id in sets]


def figures(sample: Sample, name: str = "main") -> dict[str, object]:
    with sample.lead.read() as connection:
        return report(connection, TITLE_ABSTRACT, find_round(connection, TITLE_ABSTRACT, name))


def amend(review: Review, **changes: object) -> str:
    with review.write() as writing:
        _version, protocol = current(writing.connection)
        changed = replace(protocol, **changes)  # type: ignore[arg-type]
        act = writing.append("protocol", "protocol", body_of(writing.connection, changed))
    return act.id


@pytest.fixture
def piloted(sample: Sample) -> list[str]:
    """The pilot of four records, screened by both: on the first one they differ."""
    draw(sample.hand(LEAD), "pilot", 4, TITLE_ABSTRACT, seed=3)
    records = drawn(sample)
    for number, record in enumerate(records):
        sample.both(record, "include", "include" if number else "exclude")
    return records


def test_half_is_ranked_by_the_terms_and_a_seed_draws_the_same(sample: Sample) -> None:
    amend(sample.lead, terms=Terms(include=("parent*", "nurses")))
    said = draw(sample.hand(LEAD), "pilot", 4, TITLE_ABSTRACT, seed=3)
    assert "2 ranked first by the protocol's terms and 2 drawn at random with seed 3" in said
    first = drawn(sample)
    speaking = {"acc-0", "acc-1", "acc-8"}  # parents, parenting, nurses
    assert len(speaking & set(first)) >= 2
    with sample.lead.read() as connection:
        (pilot, _main) = [row for row in rounds(connection) if row.stage == TITLE_ABSTRACT]
    assert (pilot.drawn, pilot.ranked, pilot.closed) == (4, 2, "")


def test_without_terms_all_is_drawn_at_random(sample: Sample) -> None:
    assert "no terms" in draw(sample.hand(LEAD), "pilot", 4, TITLE_ABSTRACT, seed=3)


def test_discarded_decisions_are_made_again_and_the_agreement_stays(
    sample: Sample, piloted: list[str]
) -> None:
    before = figures(sample, "pilot")
    assert (before["n"], before["table"]) == (4, ((3, 1), (0, 0)))
    with pytest.raises(Refused, match="not lead"):
        close(sample.hand("bo"), TITLE_ABSTRACT, "pilot", "discard", "no")
    said = close(sample.hand(LEAD), TITLE_ABSTRACT, "pilot", "discard", "criteria changed")
    assert "4 records will be screened again" in said.in_words()
    assert len(asked(sample, "anna")) == len(asked(sample, "bo")) == 10
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
        assert flow(connection).sought == 0
    assert figures(sample, "pilot") == before
    with pytest.raises(Refused, match="closed already"):
        close(sample.hand(LEAD), TITLE_ABSTRACT, "pilot", "keep", "why")
    undo_last(sample.hand(LEAD))
    with sample.lead.read() as connection:
        assert len(conflicts(connection)) == 1
    redo_last(sample.hand(LEAD))
    sample.both(piloted[0], "include", "include")
    assert figures(sample, "pilot") == before
    with pytest.raises(Refused, match="screened again since"):
        undo_last_of(sample, LEAD, "close-round")
    assert stale_projections(sample.lead) == []


def undo_last_of(sample: Sample, person: str, kind: str) -> None:
    from review.acts import load_all

    with sample.hand(person).write() as writing:
        acts = load_all(writing.connection)
        writing.withdraw([act for act in acts if act.kind == kind][-1])


def test_a_second_look_is_blind_and_part_of_the_main_figure(
    sample: Sample, piloted: list[str]
) -> None:
    close(sample.hand(LEAD), TITLE_ABSTRACT, "pilot", "discard", "criteria changed")
    sample.decide("bo", piloted[0], "include")
    for number in range(10):
        if f"acc-{number}" not in piloted:
            sample.both(number, "exclude", "exclude")
    for record in piloted:
        sample.decide("anna", record, "include")
        if record != piloted[0]:
            sample.decide("bo", record, "include")
    assert figures(sample)["n"] == 10
    assert figures(sample, "pilot")["table"] == ((3, 1), (0, 0))


def test_kept_decisions_stand_and_what_was_not_revealed_goes_on(sample: Sample) -> None:
    draw(sample.hand(LEAD), "pilot", 4, TITLE_ABSTRACT, seed=3)
    records = drawn(sample)
    for record in records[:3]:
        sample.both(record, "include", "include")
    sample.decide("anna", records[3], "exclude")
    reveal(sample.hand(LEAD), TITLE_ABSTRACT, round_of(sample))
    said = close(sample.hand(LEAD), TITLE_ABSTRACT, "pilot", "keep", "good enough")
    assert (said.kept, said.released) == (3, 1)
    assert "1 record that goes on in the main round" in said.in_words()
    assert figures(sample, "pilot")["n"] == 3
    assert sample.record(records[3]).set_id in asked(sample, "bo")
    assert sample.record(records[3]).set_id not in asked(sample, "anna")
    assert len(asked(sample, "bo")) == 7
    assert stale_projections(sample.lead) == []


def round_of(sample: Sample) -> str:
    with sample.lead.read() as connection:
        return find_round(connection, TITLE_ABSTRACT, "pilot")


def test_what_was_decided_under_an_older_version_is_asked_again(sample: Sample) -> None:
    for number in range(3):
        sample.decide("anna", number, "include")
    sample.decide("bo", 0, "include")
    amend(sample.lead, question="Another one?")
    sample.decide("anna", 3, "include")
    with pytest.raises(Refused, match="says why"):
        again(sample.hand(LEAD), TITLE_ABSTRACT, " ")
    done = again(sample.hand(LEAD), TITLE_ABSTRACT, "the population is narrower")
    assert done.records == 3
    assert len(asked(sample, "anna")) == 9
    assert len(asked(sample, "bo")) == 10
    with sample.lead.read() as connection:
        lines = history_of(connection, sample.hand("bo"), sample.record(1))
    assert [line.kind for line in lines] == ["import"], "whom it was asked of is not told"
    undo_last(sample.hand(LEAD))
    assert len(asked(sample, "anna")) == 6
    redo_last(sample.hand(LEAD))
    with pytest.raises(Refused, match="No decision"):
        again(sample.hand(LEAD), TITLE_ABSTRACT, "once more")
    assert stale_projections(sample.lead) == []


def test_first_decisions_stay_what_agreement_is_about(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "exclude" if number < 4 else "include")
    assert figures(sample)["table"] == ((6, 4), (0, 0))
    version = amend(sample.lead, question="Another one?")
    older = Meant(older_than=f"p-{version[:10]}", which="revealed")
    again(sample.hand(LEAD), TITLE_ABSTRACT, "narrower", older)
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10
    for number in range(10):
        sample.both(number, "exclude", "exclude")
    found = figures(sample)
    assert (found["n"], found["table"]) == (10, ((6, 4), (0, 0)))
    assert stale_projections(sample.lead) == []


def test_named_records_are_asked_about_again_with_their_full_text(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include", "exclude" if number > 1 else "include")
    sample.both(0, "include", "include", FULL_TEXT)
    sample.decide("bo", 1, "include", FULL_TEXT)
    waits = Proposal("awaiting", "discussion", "to be translated")
    settle(sample.hand("anna"), sample.record(1), FULL_TEXT, waits)
    with pytest.raises(Refused, match="None of these records is decided and revealed"):
        again(sample.hand(LEAD), FULL_TEXT, "x", Meant(["acc-5"]))
    done = again(sample.hand(LEAD), TITLE_ABSTRACT, "narrower", Meant(["acc-0", "acc-1"]))
    assert done.records == 2
    with sample.lead.read() as connection:
        assert flow(connection).pending.title_abstract == 10
        said = [line.kind for line in history_of(connection, sample.lead, sample.record(0))]
    assert "again" in said, "what was revealed is no secret"
    sample.decide("bo", 0, "include")
    with pytest.raises(Refused, match="screened again since"):
        undo_last(sample.hand(LEAD))
    sample.decide("anna", 0, "include")
    sample.both(1, "include", "include")
    with sample.lead.read() as connection:
        now = flow(connection)
    assert (now.pending.retrieval, now.new_reports, now.awaiting) == (2, 0, 0)
    assert figures(sample)["table"] == ((2, 8), (0, 0)), "the first decisions"
    assert stale_projections(sample.lead) == []


@pytest.mark.parametrize("by", ["round", "record"])
def test_from_single_to_double_makes_no_flood_of_conflicts(location: str, by: str) -> None:
    single = Protocol(rules={TITLE_ABSTRACT: "one", FULL_TEXT: "both"}, reveal=by)
    sample = Sample.begin(location, protocol=replace(single, reasons=DEFAULT.reasons))
    for number in range(5):
        sample.decide("anna", number, "include" if number % 2 else "exclude")
    amend(sample.lead, rules={TITLE_ABSTRACT: "both", FULL_TEXT: "both"})
    with sample.lead.read() as connection:
        assert conflicts(connection) == []
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10
        assert progress(connection, "anna", TITLE_ABSTRACT).left == 5
    for number in range(5):
        sample.decide("bo", number, "include")
    reveal(sample.hand(LEAD), TITLE_ABSTRACT)
    with sample.lead.read() as connection:
        assert len(conflicts(connection)) == 3
    found = figures(sample)
    if by == "record":  # bo could have seen anna's decisions before
        assert found["n"] == 0
        assert {"reason": "the first decision had been revealed before the second", "n": 5} in (
            found["left_out"]  # type: ignore[operator]
        )
    else:
        assert found["n"] == 5
    assert stale_projections(sample.lead) == []
    sample.close()


def test_drawing_a_round_is_taken_back_until_somebody_has_decided_in_it(sample: Sample) -> None:
    before = asked(sample, "bo")
    draw(sample.hand(LEAD), "pilot", 4, TITLE_ABSTRACT, seed=3)
    records = drawn(sample)
    assert "pilot" in undo_last(sample.hand(LEAD))
    with sample.lead.read() as connection:
        assert [one.name for one in rounds(connection)] == ["main", "main"]
    assert asked(sample, "bo") == before
    assert stale_projections(sample.lead) == []
    redo_last(sample.hand(LEAD))
    assert drawn(sample) == records
    sample.decide("bo", records[0], "include")
    with pytest.raises(Refused, match="somebody has decided in it"):
        undo_last(sample.hand(LEAD))
    undo_last(sample.hand("bo"))
    undo_last(sample.hand(LEAD))
    draw(sample.hand(LEAD), "pilot", 3, TITLE_ABSTRACT, seed=4)
    assert len(drawn(sample)) == 3
    assert stale_projections(sample.lead) == []


def test_a_round_that_is_closed_or_revealed_stays(sample: Sample, piloted: list[str]) -> None:
    with pytest.raises(Refused, match="has begun"):
        undo_last_of(sample, LEAD, "round")
    close(sample.hand(LEAD), TITLE_ABSTRACT, "pilot", "keep", "good enough")
    with pytest.raises(Refused, match="is closed, and stays"):
        undo_last_of(sample, LEAD, "round")
    assert len(piloted) == 4
