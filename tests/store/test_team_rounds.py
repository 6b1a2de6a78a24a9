"""Rounds on a team's server: what is to be made anew commits nobody, and tags stay one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from review.ledger.proving import broken_hashes, stale_projections
from review.protocol import TITLE_ABSTRACT
from review.records.tags import put_tag, tags_on
from screening.again import Meant, again
from screening.allocating import allocate
from screening.closing import close
from screening.conflicts import conflicts
from screening.queue import to_decide
from screening.rounds import draw
from screening.shares import Shares
from tests.store.databases import fresh_database
from tests.store.server import Team, forge_reveal

PEOPLE = ("anna", "bo", "cem")


@pytest.fixture
def team(postgres: str) -> Iterator[Team]:
    made = Team.found(fresh_database(postgres), count=2)
    yield made
    made.close()


def whole(team: Team) -> None:
    for person in PEOPLE:
        with team.hand(person).read() as connection:
            assert broken_hashes(connection) == []
        assert stale_projections(team.hand(person)) == []


def test_what_is_screened_again_opens_when_both_have_decided_anew(team: Team) -> None:
    draw(team.lead, "pilot", 2, TITLE_ABSTRACT, 1)
    for number in (0, 1):
        team.both(number, "include", "exclude")
    close(team.lead, TITLE_ABSTRACT, "pilot", "discard", "criteria changed")
    team.decide("bo", 0, "include", note="a-private-thought")
    with team.raw("anna") as connection:
        rows = connection.execute("""SELECT id FROM act WHERE kind = 'decide' AND "by" = 'bo'""")
        forge_reveal(connection, "anna", [row[0] for row in rows.fetchall()])
        bodies = connection.execute("SELECT body FROM public.act_body").fetchall()
    assert "a-private-thought" not in str(bodies), "the discarded decisions commit nobody any more"
    with team.hand("anna").read() as connection:
        assert len(connection.scalars(to_decide("anna", TITLE_ABSTRACT)).all()) == 2
    team.decide("anna", 0, "exclude")
    team.both(1, "include", "include")
    for person in PEOPLE:
        with team.hand(person).read() as connection:
            assert len(conflicts(connection)) == 1
    whole(team)


def test_what_was_revealed_commits_nobody_once_it_is_asked_for_again(team: Team) -> None:
    for number in (0, 1):
        team.both(number, "include", "exclude")
    again(team.lead, TITLE_ABSTRACT, "criteria changed", Meant([team.record(0).shown]))
    team.decide("bo", 0, "include", note="a-private-thought")
    with team.raw("anna") as connection:
        rows = connection.execute("""SELECT id FROM act WHERE kind = 'decide' AND "by" = 'bo'""")
        forge_reveal(connection, "anna", [row[0] for row in rows.fetchall()])
        bodies = connection.execute("SELECT body FROM public.act_body").fetchall()
    assert "a-private-thought" not in str(bodies)
    team.catch_up("bo")
    with team.raw("anna") as connection:
        bodies = connection.execute("SELECT body FROM public.act_body").fetchall()
    assert "a-private-thought" not in str(bodies), "bo's own program opened it"
    team.decide("anna", 0, "include")
    for person in PEOPLE:
        with team.hand(person).read() as connection:
            assert len(conflicts(connection)) == 1, "of the other record"
    whole(team)


def test_a_tag_is_opened_by_its_owner_after_the_reveal(team: Team) -> None:
    allocate(team.lead, TITLE_ABSTRACT, Shares(0, (("anna", 1.0), ("bo", 1.0))))
    put_tag(team.hand("bo"), team.record(0), "nurses")

    def seen_by_anna() -> list[str]:
        with team.hand("anna").read() as connection:
            return [tag.name for tag in tags_on(connection, "anna", team.record(0).set_id)]

    for number in (0, 1):
        assert seen_by_anna() == []
        with team.raw("anna") as connection:
            assert "nurses" not in str(connection.execute("SELECT body FROM act_body").fetchall())
        team.both(number, "include", "include")
    with team.hand("bo").read() as connection:
        assert tags_on(connection, "bo", team.record(0).set_id)
    assert seen_by_anna() == ["nurses"]
    whole(team)
