"""What somebody adds with psql that no program writes keeps nobody else from work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import errors

from review.ledger.proving import stale_projections
from review.protocol import TITLE_ABSTRACT
from tests.store.databases import fresh_database
from tests.store.server import Team, forge, forge_reveal

NONSENSE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reveal", {}),
    ("protocol", {"protocol": "none"}),
    ("team", {"roles": "lead"}),
    ("settle", {"verdict": ["include"]}),
    ("merge", {"records": None}),
)


@pytest.fixture
def team(postgres: str) -> Iterator[Team]:
    made = Team.found(fresh_database(postgres))
    yield made
    made.close()


@pytest.mark.parametrize(("kind", "body"), NONSENSE, ids=lambda part: str(part)[:24])
def test_others_work_on_and_check_names_it(team: Team, kind: str, body: dict[str, Any]) -> None:
    team.decide("bo", 0, "include")
    with team.raw("cem") as cem:
        forge(cem, "cem", kind, "x", body)
    team.decide("anna", 0, "include")
    team.decide("bo", 1, "exclude")
    assert (len(team.ids("anna")), len(team.ids("bo"))) == (1, 2)
    named = [problem for problem in stale_projections(team.hand("anna")) if problem.rule == "act"]
    assert ["cem" in problem.message for problem in named] == [True]


def test_one_senseless_act_among_many_takes_no_other_along(team: Team) -> None:
    for number in range(3):
        team.decide("bo", number, "include")
    with team.raw("cem") as cem:
        for _ in range(3):
            forge(cem, "cem", "settle", "x", {"verdict": ["include"]})
    for number in range(3):
        team.decide("anna", number, "include")
    problems = stale_projections(team.hand("bo"))
    assert [problem.rule for problem in problems] == ["act"] * 3


def test_nobody_takes_back_what_another_did(team: Team) -> None:
    team.decide("bo", 0, "include")
    (decision,) = team.ids("bo")
    with team.raw("cem") as cem:
        forge(cem, "cem", "withdraw", decision, {"act": decision, "kind": "decide"})
    team.decide("anna", 0, "include")
    with team.raw("anna") as anna:
        forge_reveal(anna, "anna", [*team.ids("bo"), *team.ids("anna")])
    assert team.readable("anna", "bo") == 1  # the ballot is complete: bo's decision stands


@pytest.mark.parametrize("decisions", [7, {"a": 1}, "x"])
def test_a_reveal_of_what_is_no_list_is_refused(team: Team, decisions: object) -> None:
    team.decide("bo", 0, "include")
    with team.raw("cem") as cem, pytest.raises(errors.DataError):
        forge(cem, "cem", "reveal", TITLE_ABSTRACT, {"decisions": decisions})
    team.decide("anna", 0, "include")
    assert team.ids("anna")


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'invented'",
        "lamport = lamport + 100000000",
        "seq = lamport + 1",
        "writer = (SELECT a.writer FROM act a WHERE a.\"by\" = 'bo' LIMIT 1)",
    ],
)
def test_the_database_refuses_what_would_stop_the_order_of_acts(team: Team, change: str) -> None:
    team.decide("bo", 0, "include")
    with team.raw("cem") as cem:
        cem.execute("CREATE TEMP TABLE forged AS SELECT * FROM act ORDER BY lamport DESC LIMIT 1")
        own = "id = repeat('b', 32), writer = repeat('c', 32), seq = 1, \"by\" = 'cem'"
        cem.execute(f"UPDATE forged SET {own}, lamport = lamport + 1")
        cem.execute(f"UPDATE forged SET {change}")
        with pytest.raises(errors.InsufficientPrivilege):
            cem.execute("INSERT INTO public.act SELECT * FROM forged")
    team.decide("anna", 0, "include")
