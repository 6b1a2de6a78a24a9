"""A reveal in a copy where others' decisions are sealed still: nobody is told they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.beginning import change_team
from review.protocol import TITLE_ABSTRACT, Protocol
from review.records.history import history_of
from screening.conflicts import conflicts
from screening.deciding import Kept, Wish, keep
from screening.method_queries import method_facts
from screening.revealing import reveal
from tests.sample import Sample
from tests.store.copies import Copy, copies

RECORDS = 3


@pytest.fixture(params=["round", "record"])
def pair(request: pytest.FixtureRequest, location: str, tmp_path: Path) -> Iterator[list[Copy]]:
    """Anna's copy, with bo's decisions on all records sealed in it, and bo's."""
    sample = Sample.begin(location, RECORDS, Protocol(reveal=request.param))
    with copies(tmp_path, sample, "anna", "bo") as made:
        anna, bo = made
        for number in range(RECORDS):
            bo.sample.decide("bo", number, "exclude")
        anna.take_from(bo)
        yield made
    sample.close()


def decide_all(copy: Copy) -> list[Kept]:
    hand, sample = copy.hand, copy.sample
    wish = Wish("include")
    return [keep(hand, sample.record(n), TITLE_ABSTRACT, wish) for n in range(RECORDS)]


def history(copy: Copy) -> list[str]:
    with copy.sample.lead.read() as connection:
        lines = history_of(connection, copy.hand, copy.sample.record(0))
    return [line.text for line in lines if line.kind == "reveal"]


def test_words_say_what_is_sealed_until_it_is_opened(pair: list[Copy]) -> None:
    anna, bo = pair
    reveals = [kept.reveal for kept in decide_all(anna) if kept.reveal]
    waited = {0: "", 1: "1 waits", RECORDS: f"{RECORDS} wait"}[reveals[-1].waiting]
    assert sum(one.waiting for one in reveals) == RECORDS
    assert {one.revealed for one in reveals} == {0}
    assert reveals[-1].in_words() == (
        f"0 ballots revealed; {waited} for decisions that are sealed here still"
    )
    (line,) = history(anna)
    assert line.startswith("reveal of ")
    assert line.endswith("(decisions on this record are sealed here still)")
    assert reveal(anna.hand, TITLE_ABSTRACT) == (None, 0), "all of it is named already"
    with anna.sample.lead.read() as connection:
        assert (conflicts(connection), method_facts(connection).stages) == ([], ())
    bo.take_from(anna)
    anna.take_from(bo)
    (line,) = history(anna)
    assert "sealed" not in line
    with anna.sample.lead.read() as connection:
        assert len(conflicts(connection)) == RECORDS


def test_the_lead_is_told_what_waits_and_it_is_counted_once(pair: list[Copy]) -> None:
    anna, bo = pair
    for number in range(2):
        anna.sample.decide("anna", number, "include")
    done, still_open = reveal(anna.hand, TITLE_ABSTRACT)
    if done:  # else each was named when it was complete
        assert (done.revealed, done.waiting) == (0, 2)
    assert still_open == 1
    anna.sample.decide("anna", 2, "include")
    again, still_open = reveal(anna.hand, TITLE_ABSTRACT)
    assert (again, still_open) == (None, 0)
    bo.take_from(anna)
    anna.take_from(bo)
    for copy in pair:
        with copy.sample.lead.read() as connection:
            (stage,) = method_facts(connection).stages
        assert stage.revealed == RECORDS
        assert sum(lead.ballots for lead in stage.by_lead) == (2 if done else 0)


def test_a_conflict_shows_no_decision_that_is_sealed_still(location: str, tmp_path: Path) -> None:
    sample = Sample.begin(location, 1)
    change_team(sample.lead, "cem", ["screener"], active=True, new=False)
    with copies(tmp_path, sample, "anna", "bo", "cem") as (anna, bo, cem):
        for copy, verdict in ((anna, "include"), (bo, "exclude"), (cem, "maybe")):
            copy.sample.decide(copy.person, 0, verdict)
        for copy in (bo, cem):
            anna.take_from(copy)
        bo.take_from(anna)
        anna.take_from(bo)
        with anna.sample.lead.read() as connection:
            (conflict,) = conflicts(connection)
        assert [one.reviewer for one in conflict.decisions] == ["anna", "bo"]
        cem.take_from(anna)
        anna.take_from(cem)
        with anna.sample.lead.read() as connection:
            (conflict,) = conflicts(connection)
        assert [one.verdict for one in conflict.decisions] == ["include", "exclude", "maybe"]
    sample.close()
