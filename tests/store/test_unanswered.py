"""Asked for again of somebody who has left: a successor answers, or what was said stands."""

from __future__ import annotations

import pytest

from review.beginning import change_team
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT
from screening.again import Meant, again
from screening.allocating import allocate, hand_over
from screening.closing import close
from screening.conflicts import conflicts
from screening.queue import progress, to_decide
from screening.rounds import Round, draw, rounds
from screening.shares import Shares
from tests.sample import Sample
from tests.store.test_rounds import drawn, figures

WHY = "the population is narrower"


@pytest.fixture
def decided(sample: Sample) -> Sample:
    """Ten records decided by both and revealed: on the first one they differ."""
    for number in range(10):
        sample.both(number, "include", "include" if number else "exclude")
    return sample


def leaves(sample: Sample, name: str) -> None:
    change_team(sample.lead, name, None, active=False, new=False)


def joins(sample: Sample, name: str) -> None:
    change_team(sample.lead, name, ["screener"], active=True, new=True)


def asked(sample: Sample, person: str) -> list[str]:
    with sample.lead.read() as connection:
        return list(connection.scalars(to_decide(person, TITLE_ABSTRACT)))


def revealed(sample: Sample) -> int:
    with sample.lead.read() as connection:
        return progress(connection, "anna", TITLE_ABSTRACT).revealed


def test_without_a_successor_what_was_said_stands(decided: Sample) -> None:
    leaves(decided, "bo")
    done = again(decided.lead, TITLE_ABSTRACT, WHY, Meant(["acc-0", "acc-1"]))
    assert "without one what was said stands" in done.in_words()
    assert (len(asked(decided, "anna")), revealed(decided)) == (2, 8)
    decided.decide("anna", 0, "exclude")
    decided.decide("anna", 1, "include")
    assert (asked(decided, "anna"), revealed(decided)) == ([], 10)
    with decided.lead.read() as connection:
        assert conflicts(connection) == [], "bo's exclusion stands and anna agrees now"
    assert figures(decided)["table"] == ((9, 1), (0, 0)), "agreement is about the first decisions"
    assert stale_projections(decided.lead) == []


def test_who_leaves_after_being_asked_again_leaves_no_ballot_open(decided: Sample) -> None:
    again(decided.lead, TITLE_ABSTRACT, WHY, Meant(["acc-0"]))
    decided.decide("anna", 0, "include")
    assert revealed(decided) == 9
    leaves(decided, "bo")
    assert (asked(decided, "anna"), revealed(decided)) == ([], 9)
    assert stale_projections(decided.lead) == []
    joins(decided, "dina")
    assert len(asked(decided, "dina")) == 1, "somebody has come who can be asked"
    decided.decide("dina", 0, "include")
    assert revealed(decided) == 10
    with decided.lead.read() as connection:
        assert conflicts(connection) == []
    assert stale_projections(decided.lead) == []


def test_where_records_are_shared_by_name_the_successor_is_asked(decided: Sample) -> None:
    joins(decided, "dina")
    allocate(decided.lead, TITLE_ABSTRACT, Shares(2, (("anna", 1.0), ("bo", 1.0))))
    leaves(decided, "bo")
    again(decided.lead, TITLE_ABSTRACT, WHY, Meant(["acc-0"]))
    assert asked(decided, "dina") == []
    hand_over(decided.lead, "bo", "dina")
    assert len(asked(decided, "dina")) == 1
    undo_last(decided.lead)
    assert asked(decided, "dina") == []
    hand_over(decided.lead, "bo", "dina")
    decided.decide("anna", 0, "include")
    decided.decide("dina", 0, "include")
    assert revealed(decided) == 10
    assert stale_projections(decided.lead) == []


def test_what_is_asked_again_of_a_closed_round_goes_on_in_the_main_one(sample: Sample) -> None:
    draw(sample.lead, "pilot", 4, TITLE_ABSTRACT, seed=3)
    records = drawn(sample)
    for number, record in enumerate(records):
        sample.both(record, "include", "include" if number else "exclude")
    close(sample.lead, TITLE_ABSTRACT, "pilot", "keep", "good enough")
    first = figures(sample, "pilot")
    again(sample.lead, TITLE_ABSTRACT, WHY, Meant(records[:2]))
    assert [(one.ballots, one.revealed) for one in title_rounds(sample)] == [(2, 2), (8, 0)]
    assert figures(sample, "pilot") == first
    for number in range(10):
        if f"acc-{number}" not in records[2:]:
            sample.both(number, "include", "include")
    assert [(one.ballots, one.revealed) for one in title_rounds(sample)] == [(4, 4), (6, 6)]
    assert figures(sample, "pilot") == first
    assert figures(sample)["n"] == 6, "none of the pilot's is in the main figure"
    assert stale_projections(sample.lead) == []


def title_rounds(sample: Sample) -> list[Round]:
    with sample.lead.read() as connection:
        return [one for one in rounds(connection) if one.stage == TITLE_ABSTRACT]
