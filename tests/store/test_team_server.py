"""A team on one server: each works under a login of their own, and all end with the same review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from extraction.certainty import queries as certainty
from extraction.certainty.grading_acts import agree, grade, set_bodies
from extraction.certainty.judgement import adopted
from extraction.entry import CONSENSUS
from extraction.opened import visible_entries
from extraction.queries import entries
from extraction.verifying import verify_from_file
from extraction.working import finish
from review.__main__ import projectors, run
from review.acts import Projectors
from review.beginning import change_team
from review.desk.opening import open_review as open_at_desk
from review.duplicates.judging import judge
from review.flow.as_json import as_json
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import TITLE_ABSTRACT, Protocol
from review.protocols.setting import set_protocol
from review.protocols.versions import current
from review.records.listing import listed
from review.records.lookup import resolve
from review.refusal import Refused
from review.server.protecting import protect
from review.server.setting_up import set_up
from review.store.engine import open_store
from screening.agreement import report
from screening.conflicts import conflicts
from screening.deciding import Wish, decide_in, situation
from screening.decisions.exporting import export_csv
from screening.decisions.taking_in import Asked, take_in
from screening.queue import progress
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample, record
from tests.store.databases import fresh_database
from tests.store.server import Team, forge_reveal, login

pytestmark = pytest.mark.long

PEOPLE = ("anna", "bo", "cem")


@pytest.fixture
def team(postgres: str) -> Iterator[Team]:
    made = Team.found(fresh_database(postgres))
    yield made
    made.close()


def whole(team: Team) -> None:
    """Prove each person's part of the review."""
    for person in PEOPLE:
        hand = team.hand(person)
        with hand.read() as connection:
            assert broken_hashes(connection) == []
        assert stale_projections(hand) == []


def seen(hand: Review, viewer: str) -> dict[str, object]:
    """Return what follows from all decisions, without what differs from one review to another."""
    with hand.read() as connection:
        return {
            "flow": as_json(flow(connection)),
            "agreement": report(connection, TITLE_ABSTRACT),
            "conflicts": [
                (c.record.title, c.state, [(d.reviewer, d.verdict, d.note) for d in c.decisions])
                for c in conflicts(connection)
            ],
            "standings": [row.standing for row in listed(connection, viewer)],
        }


def test_all_see_the_same_once_it_is_revealed_as_with_one_login(team: Team, tmp_path: Path) -> None:
    alone = Sample.begin(str(tmp_path / "review.db"))
    for number in range(10):
        for sample in (team, alone):
            first, second = ("bo", "anna") if number % 3 else ("anna", "bo")
            sample.decide(first, number, "include", note="mine")
            sample.decide(second, number, "exclude" if number % 2 else "maybe")
        assert {person: len(seen(team.hand(person), "")["conflicts"]) for person in PEOPLE} == (  # type: ignore[arg-type]
            dict.fromkeys(PEOPLE, 5 if number == 9 else 0)
        )
    for sample in (team, alone):
        proposal = Proposal("exclude", "third-reviewer", "no trial")
        settle(sample.hand("cem"), sample.record(1), TITLE_ABSTRACT, proposal)
    expected = seen(alone.lead, "")
    assert expected["conflicts"]
    for person in PEOPLE:
        assert seen(team.hand(person), "") == expected
    with team.raw("cem") as cem:
        assert "mine" in str(
            cem.execute("SELECT body FROM act_body WHERE owner = 'anna'").fetchall()
        )
    whole(team)
    alone.close()


def test_each_sees_their_own_decisions_only_until_then(team: Team) -> None:
    team.decide("anna", 0, "include", note="of anna")
    team.decide("bo", 0, "exclude", note="of bo")
    team.decide("bo", 1, "maybe", note="of bo")
    for person, number in (("anna", 1), ("bo", 2), ("cem", 0)):
        with team.hand(person).read() as connection:
            said = export_csv(connection, person, None)
            own = progress(connection, person, TITLE_ABSTRACT).mine
        assert own == number
        assert ("of anna" in said, "of bo" in said) == (person == "anna", person == "bo")
    whole(team)


def test_undo_and_redo_reach_the_others(team: Team) -> None:
    for number in range(9):
        team.both(number, "include", "include")
    team.decide("anna", 9, "include")
    undo_last(team.hand("anna"))
    team.decide("bo", 9, "exclude")
    assert seen(team.hand("cem"), "")["conflicts"] == []
    redo_last(team.hand("anna"))
    reveal(team.hand("anna"), TITLE_ABSTRACT)
    for person in PEOPLE:
        assert len(seen(team.hand(person), "")["conflicts"]) == 1  # type: ignore[arg-type]
    with pytest.raises(Refused, match="frozen"):
        undo_last(team.hand("bo"))
    whole(team)


def test_a_single_record_is_revealed_when_its_ballot_is_complete(postgres: str) -> None:
    team = Team.found(fresh_database(postgres), protocol=Protocol(reveal="record"))
    team.both(0, "include", "exclude")
    team.decide("bo", 1, "exclude")
    for person in PEOPLE:
        assert len(seen(team.hand(person), "")["conflicts"]) == 1  # type: ignore[arg-type]
    assert (team.readable("anna", "bo"), team.readable("cem", "bo")) == (1, 1)
    whole(team)
    team.close()


def test_decisions_on_two_records_of_one_report_are_opened_by_their_owners(team: Team) -> None:
    team.decide("anna", 0, "include")
    team.decide("bo", 1, "exclude")
    zero, one = team.record(0), team.record(1)
    judge(team.hand("anna"), "merge", (zero.shown, one.shown))
    reveal(team.hand("anna"), TITLE_ABSTRACT)
    assert team.readable("cem", "anna") == 1, "the one who reveals it opens their own at once"
    assert team.readable("cem", "bo") == 0, "the database does not know of duplicates"
    team.catch_up("bo")
    assert team.readable("cem", "bo") == 1
    for person in PEOPLE:
        assert len(seen(team.hand(person), "")["conflicts"]) == 1  # type: ignore[arg-type]
    whole(team)


def test_entries_are_opened_when_two_are_complete(team: Team) -> None:
    (study,) = include(team, 1)
    place = fill(team, "anna", study, CHARACTERISTICS)
    fill(team, "bo", study, {**CHARACTERISTICS, "participants_n": 119}, done=False)
    before = {person: team.readable("cem", person) for person in ("anna", "bo")}
    with team.hand("bo").read() as connection:
        assert list(visible_entries(connection, "bo", study.id)[place]) == ["bo"]
        assert entries(connection, study.id)[place]["anna"].sealed
    finish(team.hand("bo"), f"s-{study.id}", "characteristics")
    assert {person: team.readable("cem", person) - before[person] for person in before} == {
        "anna": 1,
        "bo": 1,
    }
    for person in PEOPLE:
        with team.hand(person).read() as connection:
            both = visible_entries(connection, person, study.id)[place]
            assert {name: entry.values["participants_n"].value for name, entry in both.items()} == {
                "anna": 120,
                "bo": 119,
            }
    whole(team)


def test_an_entry_that_another_is_to_check_is_opened_when_it_is_complete(team: Team) -> None:
    (study,) = include(team, 1)
    with team.hand("anna").read() as connection:
        protocol = replace(current(connection)[1], extraction="checked")
    set_protocol(team.hand("anna"), protocol)
    place = fill(team, "anna", study, CHARACTERISTICS, done=False)
    with team.hand("bo").read() as connection:
        assert visible_entries(connection, "bo", study.id) == {}
    finish(team.hand("anna"), f"s-{study.id}", "characteristics")
    with team.hand("bo").read() as connection:
        of_place = visible_entries(connection, "bo", study.id)[place]
        assert of_place["anna"].values["participants_n"].value == 120
    verify_from_file(team.hand("bo"), f"s-{study.id}", "characteristics", rest=True, done=True)
    for person in PEOPLE:
        with team.hand(person).read() as connection:
            assert CONSENSUS in visible_entries(connection, person, study.id)[place]
    whole(team)


def test_an_entry_opened_again_counts_as_complete_once_that_is_undone(team: Team) -> None:
    (study,) = include(team, 1)
    fill(team, "anna", study, CHARACTERISTICS)
    finish(team.hand("anna"), f"s-{study.id}", "characteristics", done=False)
    fill(team, "bo", study, CHARACTERISTICS)
    with team.hand("bo").read() as connection:
        (place,) = entries(connection, study.id)
        assert list(visible_entries(connection, "bo", study.id)[place]) == ["bo"]
    undo_last(team.hand("anna"))
    with team.hand("bo").read() as connection:
        assert sorted(visible_entries(connection, "bo", study.id)[place]) == ["anna", "bo"]
    whole(team)


def test_every_sealed_kind_is_one_that_the_server_knows_how_to_open() -> None:
    sealed = {name for name, kind in projectors().kinds.items() if kind.public is not None}
    assert sealed == {"decide", "entry", "grade", "tag"}


def judged(team: Team, person: str) -> dict[str, str]:
    with team.hand(person).read() as connection:
        (body,) = certainty.bodies(connection)
        found = certainty.visible_grades(connection, person, body.id)
        return {name: one.judgement.level for name, one in found.items() if one.judgement}


def test_judgements_of_certainty_are_opened_when_two_have_judged(postgres: str) -> None:
    team = Team.found(fresh_database(postgres), protocol=Protocol(certainty="both"))
    body = {"outcome": "Placement", "time": "12 months", "effect": "reduction"}
    set_bodies(team.hand("anna"), [body], "here")
    grade(team.hand("anna"), "placement", adopted("Berg 2020", "high"))
    assert judged(team, "bo") == judged(team, "cem") == {}
    undo_last(team.hand("anna"))
    grade(team.hand("bo"), "placement", adopted("Berg 2020", "low"))
    assert judged(team, "anna") == {}
    assert [team.readable("cem", person) for person in ("anna", "bo")] == [0, 0]
    redo_last(team.hand("anna"))
    for person in PEOPLE:
        assert judged(team, person) == {"anna": "high", "bo": "low"}, person
    for person in ("anna", "bo"):
        with pytest.raises(Refused, match="first judgements stay"):
            undo_last(team.hand(person))
    agree(team.hand("bo"), "placement", take="anna")
    with team.hand("cem").read() as connection:
        assert [one.level for one in certainty.judged(connection).values()] == ["high"]
    whole(team)
    team.close()


def test_decisions_taken_in_for_both_stay_their_owners_until_the_reveal(team: Team) -> None:
    lines = ["accession,reviewer,verdict"]
    lines += [f"acc-{n},{who},include" for n in range(9) for who in ("anna", "bo")]
    lines.append("acc-9,bo,exclude")
    data = "\n".join(lines).encode()
    take_in(team.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT))
    assert (team.readable("anna", "anna"), team.readable("anna", "bo")) == (9, 0)
    whole(team)
    team.decide("anna", 9, "include")
    for person in PEOPLE:
        assert len(seen(team.hand(person), "")["conflicts"]) == 1  # type: ignore[arg-type]
    whole(team)


def test_what_was_taken_in_for_both_is_undone_as_one_by_who_cannot_read_it(team: Team) -> None:
    lines = ["accession,reviewer,verdict"]
    verdicts = ("include", "exclude") * 2
    lines += [f"acc-{n},{who},{verdicts[n]}" for n in range(4) for who in ("anna", "bo")]
    take_in(team.hand("anna"), "\n".join(lines).encode(), "d.csv", Asked(TITLE_ABSTRACT))
    for act, left in ((undo_last, 0), (redo_last, 4), (undo_last, 0)):
        assert act(team.hand("anna")).startswith("8 acts")
        for person in ("anna", "bo"):
            with team.hand(person).read() as connection:
                assert progress(connection, person, TITLE_ABSTRACT).mine == left
        whole(team)


def counting(hand: Review) -> tuple[Review, list[int]]:
    """Return the hand with a fold that notes how many sets it was given."""
    folds: list[int] = []
    made: Projectors = hand.projectors
    noted = replace(made, folds=(*made.folds, lambda _connection, sets: folds.append(len(sets))))
    return replace(hand, knows=noted), folds


def test_a_thousand_acts_are_caught_up_with_in_one_fold(postgres: str) -> None:
    team = Team.found(fresh_database(postgres), count=0)
    records = [record(number, title=f"Title {number}") for number in range(500)]
    team.add("PsycINFO", records)
    team.catch_up("cem")
    hand = team.hand("bo")
    with hand.write() as writing:
        found = [resolve(writing.connection, f"acc-{number}") for number in range(500)]
        now = situation(writing.connection, [one.set_id for one in found], TITLE_ABSTRACT)
        for verdict in ("include", "maybe"):
            for one in found:
                decide_in(writing, one, TITLE_ABSTRACT, Wish(verdict), "bo", now)
    reader, folds = counting(team.hand("cem"))
    with reader.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 500
    assert folds == [500]
    with reader.read():
        pass
    assert folds == [500], "what has been caught up with is not folded again"
    team.close()


def test_an_act_from_outside_that_is_out_of_order_is_taken_in(team: Team) -> None:
    team.both(0, "include", "exclude")
    for person in PEOPLE:
        team.catch_up(person)
    with team.raw("anna") as anna:
        act = forge_reveal(anna, "anna", [*team.ids("anna"), *team.ids("bo")])
    with team.raw() as owner:
        owner.execute("ALTER TABLE act DISABLE TRIGGER USER")
        owner.execute("UPDATE act SET lamport = 3 WHERE id = %s", [act])
        owner.execute("ALTER TABLE act ENABLE TRIGGER USER")
    team.decide("bo", 1, "include")
    for person in PEOPLE:
        assert len(seen(team.hand(person), "")["conflicts"]) == 1  # type: ignore[arg-type]
        assert stale_projections(team.hand(person)) == []


def test_projections_of_an_older_program_are_made_anew(team: Team) -> None:
    team.both(0, "include", "exclude")
    team.catch_up("bo")
    with team.raw() as owner:
        owner.execute("UPDATE of_bo.caught_up SET built = '0001'")
        owner.execute("ALTER TABLE of_bo.ballot DROP COLUMN place")
    whole(team)


# --- logins --------------------------------------------------------------------------------------


def test_work_is_done_under_ones_own_login(team: Team) -> None:
    with pytest.raises(Refused, match="own login"):
        open_store(team.url)
    with pytest.raises(Refused, match="cannot work as bo"):
        open_store(login(team.url, "anna"), person="bo")
    with pytest.raises(Refused, match="no login here"):
        open_store(team.url, person="zed")
    assert open_store(login(team.url, "bo")).member == "bo"


def test_at_the_desk_nobody_else_sits(team: Team) -> None:
    shell = SimpleNamespace(projectors=projectors, person="")
    made = open_at_desk(shell, login(team.url, "bo"))  # type: ignore[arg-type]
    assert (made.review.person, shell.person) == ("bo", "bo")
    assert [name for name, _roles in made.people] == ["bo"]
    made.review.store.close()


def test_an_administrator_who_works_as_somebody_sees_no_more_than_they_do(team: Team) -> None:
    team.decide("bo", 0, "exclude", note="of bo")
    store = open_store(team.url, person="anna")
    hand = Review(store, projectors(), "anna")
    with hand.read() as connection:
        rows = connection.exec_driver_sql("SELECT owner FROM act_body WHERE owner <> ''").all()
        assert rows == []
    with pytest.raises(Refused, match="does not allow"), replace(hand, person="bo").write() as bo:
        bo.append("team", "bo", {"roles": ["lead"], "active": True})
    store.close()


def test_who_joins_gets_a_login_from_an_administrator(team: Team) -> None:
    change_team(team.hand("anna"), "dina", None, active=True, new=True)
    with pytest.raises(Refused, match="works in this review"):
        set_up(login(team.url, "anna"), projectors())
    team.decide("anna", 0, "include")
    done = set_up(team.url, projectors())
    assert done.protection.roles == ("anna", "bo", "cem", "dina")
    assert set_up(team.url, projectors()).protection.made == ()
    with team.hand("dina").read() as connection:
        assert progress(connection, "anna", TITLE_ABSTRACT).mine == 1
    assert team.readable("dina", "anna") == 0


@pytest.mark.parametrize("attribute", ["SUPERUSER", "BYPASSRLS", "REPLICATION", "CREATEROLE"])
def test_a_login_that_no_policy_holds_is_refused(postgres: str, attribute: str) -> None:
    url = fresh_database(postgres)
    name = f"mighty_{attribute.lower()}"
    sample = Sample.begin(url)
    change_team(sample.lead, name, None, active=True, new=True)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"DROP ROLE IF EXISTS {name}")
        owner.execute(f"CREATE ROLE {name} LOGIN {attribute}")
    with pytest.raises(Refused, match="no policy would keep"):
        protect(sample.lead.store, sample.lead.projectors)
    assert open_store(url).member == "", "nothing of it was kept"
    sample.close()


def test_what_the_owner_may_become_is_refused_and_what_is_lacking_is_said(postgres: str) -> None:
    url = fresh_database(postgres, empty=True)
    with psycopg.connect(url, autocommit=True) as owner:
        for name in ("review_owner", "bo_too"):
            owner.execute(f"DROP ROLE IF EXISTS {name}")
        owner.execute("CREATE ROLE review_owner LOGIN")
        owner.execute("CREATE ROLE bo_too LOGIN IN ROLE review_owner")
        owner.execute("GRANT CREATE ON SCHEMA public TO review_owner")
    sample = Sample.begin(login(url, "review_owner"))
    change_team(sample.lead, "newcomer-without-login", None, active=True, new=True)
    with pytest.raises(Refused) as lacking:
        protect(sample.lead.store, sample.lead.projectors)
    assert 'CREATE ROLE "newcomer-without-login" LOGIN;' in str(lacking.value)
    assert "GRANT CREATE ON DATABASE" in str(lacking.value)
    change_team(sample.lead, "newcomer-without-login", None, active=False, new=False)
    change_team(sample.lead, "bo_too", None, active=True, new=True)
    with pytest.raises(Refused, match="a member of review_owner"):
        set_up(url, projectors())
    sample.close()


# --- commands ------------------------------------------------------------------------------------


def test_from_an_empty_database_to_a_teams_review(
    postgres: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = fresh_database(postgres, empty=True)
    assert run(["server", "init", url, "--json"], tmp_path) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"roles": [], "made": [], "encrypted": False}
    assert "review new" in said.err
    people = ["--reviewer", "anna", "--reviewer", "eva"]
    assert run(["new", url, "--title", "T", *people], tmp_path) == 0
    assert r"\password eva" in capsys.readouterr().err
    at = ["--review", login(url, "anna")]
    assert run(["team", "add", "fia", *at], tmp_path) == 0
    assert "review server init" in capsys.readouterr().err
    assert run(["team", "add", "gro", "--review", url, "--as", "anna"], tmp_path) == 0
    assert "Made the login gro" in capsys.readouterr().err
    assert run(["status", "--review", login(url, "gro"), "--json"], tmp_path) == 0
    assert run(["team", "retire", "fia", *at], tmp_path) == 0
    assert 'ALTER ROLE "fia" NOLOGIN' in capsys.readouterr().err
    assert run(["backup", "copy.db", *at], tmp_path) == 2
    assert run(["backup", "copy.db", "--review", url], tmp_path) == 0
    assert run(["team", "show", "--review", "copy.db"], tmp_path) == 0
    assert "fia" in capsys.readouterr().out
    assert run(["status", "--review", url], tmp_path) == 2
    assert "own login" in capsys.readouterr().err
    with psycopg.connect(url, autocommit=True) as owner:
        for name in ("eva", "fia", "gro"):
            owner.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_a_review_on_an_unprepared_database_says_that_it_hides_little(
    postgres: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = fresh_database(postgres, empty=True)
    assert run(["new", url, "--title", "T", "--reviewer", "anna"], tmp_path) == 0
    assert "review server init" in capsys.readouterr().err
