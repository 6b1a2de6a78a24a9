"""Giving up sealed decisions: asked for again, never counted, taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from review.beginning import change_team
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT
from review.refusal import Refused
from review.store import tables
from screening.conflicts import conflicts
from screening.giving_up import GivenUp, describe, give_up
from screening.queue import progress, to_decide
from tests.sample import Sample
from tests.store.copies import Copy, copies
from tests.store.databases import fresh_database
from tests.store.server import Team

RECORDS = 4
WHY = "the laptop was stolen, and the key with it"


@pytest.fixture
def pair(location: str, tmp_path: Path) -> Iterator[list[Copy]]:
    """Anna's copy and bo's; both decided on everything, and bo's decisions came sealed to anna."""
    sample = Sample.begin(location, RECORDS)
    with copies(tmp_path, sample, "anna", "bo") as made:
        anna, bo = made
        for number in range(RECORDS):
            anna.sample.decide("anna", number, "include")
            bo.sample.decide("bo", number, "exclude")
        anna.take_from(bo)
        yield made
    sample.close()


def asked(copy: Copy, person: str) -> int:
    with copy.sample.lead.read() as connection:
        return len(connection.scalars(to_decide(person, TITLE_ABSTRACT)).all())


def ballots(copy: Copy) -> list[Row[Any]]:
    table = tables.ballot
    with copy.sample.lead.read() as connection:
        at_title = select(table).where(table.c.stage == TITLE_ABSTRACT).order_by(table.c.place)
        return list(connection.execute(at_title))


def complete(copy: Copy) -> int:
    return sum(ballot.complete for ballot in ballots(copy))


def sealed(copy: Copy) -> int:
    with copy.sample.lead.read() as connection:
        return len(connection.scalars(select(tables.sealed_act.c.act_id)).all())


def said_in_conflicts(copy: Copy) -> list[set[str]]:
    with copy.sample.lead.read() as connection:
        return [
            {f"{one.reviewer} {one.verdict}" for one in conflict.decisions}
            for conflict in conflicts(connection)
        ]


def test_the_records_are_asked_for_again_until_that_is_undone(pair: list[Copy]) -> None:
    anna, _bo = pair
    assert (asked(anna, "bo"), complete(anna)) == (0, RECORDS)
    done = give_up(anna.hand, "bo", WHY)
    assert done == GivenUp("bo", RECORDS, RECORDS)
    assert "4 sealed decisions of bo given up" in describe(done)
    assert (asked(anna, "bo"), asked(anna, "cem"), complete(anna)) == (RECORDS, RECORDS, 0)
    assert asked(anna, "anna") == 0, "nobody is asked twice who can answer for it"
    with anna.sample.lead.read() as connection:
        assert dict(progress(connection, "anna", TITLE_ABSTRACT).others) == {}
    with pytest.raises(Refused, match="No decision of bo is sealed"):
        give_up(anna.hand, "bo", WHY)
    assert "4 sealed decisions of bo given up: the laptop" in undo_last(anna.hand)
    assert (asked(anna, "bo"), complete(anna)) == (0, RECORDS)
    assert stale_projections(anna.sample.lead) == []


def test_what_was_given_up_never_counts_though_it_be_opened(pair: list[Copy]) -> None:
    anna, bo = pair
    asking, _sent = anna.send()
    give_up(anna.hand, "bo", WHY)
    bo.merge(asking)  # bo does not know yet, and opens them
    anna.take_from(bo)
    assert sealed(anna) == 0
    assert said_in_conflicts(anna) == []
    assert (complete(anna), asked(anna, "bo")) == (0, RECORDS)
    bo.take_from(anna)
    assert (said_in_conflicts(bo), asked(bo, "bo")) == ([], RECORDS)
    undo_last(anna.hand)
    assert said_in_conflicts(anna) == [{"anna include", "bo exclude"}] * RECORDS
    for copy in pair:
        assert stale_projections(copy.sample.lead) == []
        with copy.sample.lead.read() as connection:
            assert broken_hashes(connection) == []


def test_a_conflict_with_a_successor_is_between_those_who_count(pair: list[Copy]) -> None:
    anna, bo = pair
    asking, _sent = anna.send()
    give_up(anna.hand, "bo", WHY)
    change_team(anna.hand, "cem", ["screener"], active=True, new=False)
    bo.merge(asking)
    anna.take_from(bo)
    for number in range(RECORDS):
        anna.sample.decide("cem", number, "maybe" if number else "exclude")
    assert said_in_conflicts(anna) == [{"anna include", "cem exclude"}]


def test_a_second_answer_counts_in_place_of_the_first(pair: list[Copy]) -> None:
    anna, bo = pair
    give_up(anna.hand, "bo", WHY)
    bo.take_from(anna)
    bo.sample.decide("bo", 0, "maybe")
    anna.take_from(bo)
    bo.take_from(anna)
    anna.take_from(bo)
    assert {ballot.state for ballot in ballots(anna)} == {"pending"}, "the round is not complete"
    for number in range(1, RECORDS):
        bo.sample.decide("bo", number, "maybe")
    anna.take_from(bo)
    assert {ballot.state for ballot in ballots(anna)} == {"forward"}


def test_only_the_lead_gives_up_and_says_why_and_of_whom(pair: list[Copy]) -> None:
    anna, bo = pair
    refused = [
        (bo, "anna", WHY, "bo is not lead"),
        (anna, "zoe", WHY, "zoe is not in the team"),
        (anna, "bo", "  ", "says why"),
        (anna, "cem", WHY, "No decision of cem is sealed"),
        (anna, "anna", WHY, "No decision of anna is sealed"),
    ]
    for copy, name, why, match in refused:
        with pytest.raises(Refused, match=match):
            give_up(copy.hand, name, why)
    assert (asked(anna, "bo"), complete(anna)) == (0, RECORDS)


def test_who_is_in_a_team_on_a_server_opens_their_own_decisions(postgres: str) -> None:
    team = Team.found(fresh_database(postgres), count=RECORDS)
    for number in range(RECORDS):
        team.decide("bo", number, "exclude")
    with pytest.raises(Refused, match="bo is in the team"):
        give_up(team.hand("anna"), "bo", WHY)
    team.decide("anna", 0, "include")
    with team.hand("anna").read() as connection:
        assert dict(progress(connection, "anna", TITLE_ABSTRACT).others) == {"bo": RECORDS}
    change_team(team.hand("anna"), "bo", None, active=False, new=False)
    assert give_up(team.hand("anna"), "bo", WHY) == GivenUp("bo", RECORDS, RECORDS)
    assert stale_projections(team.hand("anna")) == []
    team.close()
