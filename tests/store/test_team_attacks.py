"""Nobody learns an unrevealed verdict of another on a team's server, whatever they type."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors, sql

from review.protocol import TITLE_ABSTRACT, Protocol
from review.server.protecting import protect
from review.store.engine import open_store
from tests.sample import Sample
from tests.store.databases import fresh_database
from tests.store.server import (
    THOUGHT,
    Team,
    forge,
    forge_decision,
    forge_reveal,
    record_id,
)

VERDICTS = ("include", "exclude", "maybe", "include")


@pytest.fixture(scope="module")
def decided(postgres: str) -> Iterator[Team]:
    """Bo decided on four records and Anna, who leads, on two of them; nothing is revealed."""
    url = fresh_database(postgres)
    before = Sample.begin(url)  # what was gathered about bodies before must be gone too
    before.decide("bo", 9, "exclude", note=THOUGHT)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ANALYZE")
    protect(before.lead.store, before.lead.projectors)
    before.close()
    team = Team(open_hand := Team.hand(Team(before.lead, url), "anna"), url, {"anna": open_hand})
    for number, verdict in enumerate(VERDICTS):
        team.decide("bo", number, verdict, note=THOUGHT)
    for number in (0, 1):
        team.decide("anna", number, "include")
    with team.raw() as owner:
        owner.execute("ANALYZE")
    yield team
    team.close()


@pytest.fixture(params=["anna", "cem"])
def attacker(request: pytest.FixtureRequest, decided: Team) -> Iterator[psycopg.Connection]:
    """A lead who screens too, and an adjudicator, each with psql."""
    with decided.raw(request.param) as connection:
        yield connection


def values(connection: psycopg.Connection, query: str, *given: object) -> list[object]:
    return [row[0] for row in connection.execute(query, given)]


def test_no_relation_that_can_be_read_holds_it(attacker: psycopg.Connection) -> None:
    relations = attacker.execute(
        "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'v', 'm', 'S', 't') ORDER BY 1, 2"
    ).fetchall()
    read = set()
    for schema, name in relations:
        query = sql.SQL("SELECT count(*) FROM {} t WHERE strpos(t::text, %s) > 0")
        try:
            found = attacker.execute(query.format(sql.Identifier(schema, name)), [THOUGHT])
        except (errors.InsufficientPrivilege, errors.WrongObjectType):
            continue
        assert found.fetchone() == (0,), f"{schema}.{name}"
        read.add(name)
    assert {"act", "act_body", "opened", "pg_stats", "pg_stat_activity", "pg_class"} <= read
    assert "pg_statistic" not in read


@pytest.mark.parametrize(
    "query",
    [
        "SELECT body FROM act_body WHERE owner = 'bo'",
        "TABLE ONLY act_body",
        "SELECT string_agg(body, '') FROM act_body GROUP BY GROUPING SETS ((owner), (), (nonce))",
        "SELECT b.body FROM act a JOIN act_body b ON b.act_id = a.id WHERE a.by = 'bo'",
        "SELECT (SELECT body FROM act_body b WHERE b.act_id = a.id) FROM act a",
        "SELECT body FROM act_body TABLESAMPLE SYSTEM (100)",
        "SELECT body FROM act_body WHERE ctid = ANY(ARRAY(SELECT format('(0,%s)', i)::tid "
        "FROM generate_series(1, 60) i))",
        "SELECT first_value(body) OVER (ORDER BY length(body) DESC) FROM act_body",
        "SELECT json_agg(b)::text FROM act_body b",
        "WITH RECURSIVE r AS (SELECT body FROM act_body) SELECT body FROM r",
        "SELECT a.body FROM act_body a FULL JOIN act_body b ON a.body = b.body",
    ],
)
def test_no_query_shows_it(attacker: psycopg.Connection, query: str) -> None:
    assert THOUGHT not in str(attacker.execute(query).fetchall())


def test_no_setting_or_way_of_reading_shows_it(attacker: psycopg.Connection) -> None:
    with attacker.cursor().copy("COPY act_body TO STDOUT") as copy:
        assert THOUGHT not in b"".join(bytes(part) for part in copy).decode()
    attacker.execute("CREATE VIEW mine AS SELECT * FROM public.act_body")
    assert THOUGHT not in str(attacker.execute("TABLE mine").fetchall())
    attacker.execute("DROP VIEW mine")
    with attacker.transaction():
        attacker.execute("DECLARE c SCROLL CURSOR FOR TABLE act_body")
        assert THOUGHT not in str(attacker.execute("FETCH ALL FROM c").fetchall())
    for setting in ("app.reviewer", "review.person", "application_name"):
        attacker.execute("SELECT set_config(%s, 'bo', false)", [setting])
    assert values(attacker, "SELECT count(*) FROM act_body WHERE owner = 'bo'") == [0]
    attacker.execute("SET row_security = off")
    with pytest.raises(errors.InsufficientPrivilege):
        attacker.execute("TABLE act_body")


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE bo",
        "SET SESSION AUTHORIZATION bo",
        "SELECT set_config('role', 'bo', false)",
        "TABLE of_bo.decision",
        "TABLE pg_statistic",
        "TABLE public.decision",
        "UPDATE act_body SET owner = ''",
        "DELETE FROM act",
        "TRUNCATE act_body",
        "SELECT * FROM act_body FOR UPDATE",
        "SELECT * FROM act FOR SHARE",
        "SELECT * FROM act_body FOR KEY SHARE",
        "MERGE INTO act_body b USING act a ON a.id = b.act_id WHEN MATCHED THEN DELETE",
        "INSERT INTO act_body (act_id, nonce, body) SELECT id, '', '{}' FROM act WHERE by = 'bo' "
        "ON CONFLICT (act_id) DO UPDATE SET owner = ''",
        "INSERT INTO act_body (act_id, nonce, body) SELECT id, '', '{}' FROM act WHERE by = 'bo'",
        "INSERT INTO meta VALUES ('x', 'y')",
        "INSERT INTO opened (act_id) SELECT id FROM act WHERE kind = 'decide' AND by = 'bo'",
        "INSERT INTO opened (number, act_id) SELECT 99, id FROM act WHERE by = current_user",
        "INSERT INTO act SELECT repeat('a', 32), writer, 9, prev_hash, hash, 99, recorded_at, by, "
        "account, reviewer, at, kind, subject, body_hash, about FROM act WHERE by = 'bo' LIMIT 1",
        "INSERT INTO sealed_body SELECT id, '', '' FROM act WHERE by = 'bo'",
        "SELECT setval('opened_number_seq', 1000)",
        "CREATE TABLE public.mine (x int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE INDEX ON act_body (body)",
        "CREATE STATISTICS s ON owner, body FROM act_body",
        "CREATE RULE r AS ON INSERT TO act_body DO ALSO SELECT 1",
        "CREATE POLICY p ON act_body USING (true)",
        "CREATE TRIGGER t AFTER INSERT ON act_body EXECUTE FUNCTION refuse_change()",
        "CREATE TABLE probe (act_id varchar(32) REFERENCES public.act_body)",
        "CREATE TABLE probe () INHERITS (public.act_body)",
        "CREATE PUBLICATION p FOR TABLE act_body",
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION refuse_change()",
        "ALTER TABLE act_body DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE act_body DISABLE TRIGGER ALL",
        "ALTER TABLE act_body OWNER TO anna",
        "ALTER ROLE bo PASSWORD 'x'",
        "GRANT bo TO CURRENT_USER",
        "GRANT SELECT ON of_bo.decision TO CURRENT_USER",
        "DROP SCHEMA of_bo CASCADE",
        "ALTER FUNCTION open_decisions(jsonb) RENAME TO mine",
        "SELECT open_decisions('[]')",
        "SELECT open_entries('', '{}')",
        "SELECT known_of(a) FROM act a",
        "SELECT is_withdrawn(a) FROM act a",
        "SELECT pg_read_file('pg_hba.conf')",
        "COPY act_body FROM PROGRAM 'true'",
        "SET session_preload_libraries = 'x'",
        "SET log_statement = 'all'",
        "SET session_replication_role = 'replica'",
    ],
)
def test_no_statement_gets_past_the_grants(attacker: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        attacker.execute(statement)


def test_no_function_of_ones_own_is_shown_a_hidden_row(attacker: psycopg.Connection) -> None:
    heard: list[str] = []
    attacker.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
    attacker.execute(
        "CREATE OR REPLACE FUNCTION leak(t text) RETURNS boolean LANGUAGE plpgsql COST 1e-9 "
        "AS $$ BEGIN RAISE NOTICE 'saw %', t; RETURN true; END $$"
    )
    attacker.execute("SELECT count(*) FROM act_body WHERE leak(body) AND leak(nonce)")
    assert heard
    assert THOUGHT not in "".join(heard)
    with pytest.raises(errors.InsufficientPrivilege):  # only a superuser may say that of one
        attacker.execute("ALTER FUNCTION leak(text) LEAKPROOF")
    found = f"strpos(body, '{THOUGHT}') > 0"
    trap = f"SELECT count(*) FROM act_body WHERE 1 / (CASE WHEN {found} THEN 0 ELSE 1 END) = 1"
    assert values(attacker, trap) == values(attacker, "SELECT count(*) FROM act_body")
    cast = "SELECT count(*) FROM act_body WHERE (substr(body, 2, 40))::int IS NULL AND owner = 'bo'"
    assert values(attacker, cast) == [0]


@pytest.mark.parametrize("analyse", ["", "ANALYZE, TIMING OFF, BUFFERS OFF, SUMMARY OFF, "])
@pytest.mark.parametrize("pair", [("exclude", "nonsens"), (THOUGHT, THOUGHT[::-1])])
def test_no_plan_tells_a_verdict(
    attacker: psycopg.Connection, analyse: str, pair: tuple[str, str]
) -> None:
    """Estimates, and how much a filter took away, are those of nonsense that is as long."""

    def plan(word: str) -> str:
        query = f"SELECT * FROM act_body WHERE body LIKE '%verdict\":\"{word}%'"
        return str(attacker.execute(f"EXPLAIN ({analyse}VERBOSE) {query}").fetchall())

    said = {plan(word).replace(word, "...") for word in pair}
    assert len(said) == 1
    assert "act_body" in said.pop()
    assert values(attacker, "SELECT count(*) FROM pg_stats WHERE tablename = 'act_body'") == [0]


def test_nothing_is_kept_about_bodies_that_statistics_could_tell(decided: Team) -> None:
    query = (
        "SELECT a.attname FROM pg_statistic s JOIN pg_attribute a "
        "ON a.attrelid = s.starelid AND a.attnum = s.staattnum "
        "WHERE s.starelid = 'act_body'::regclass"
    )
    with decided.raw() as owner:
        assert set(values(owner, query)) <= {"act_id", "owner"}


@pytest.mark.parametrize(
    ("table", "hidden"),
    [
        ("public.act_body", "owner = 'bo'"),
        ("of_bo.decision", "reviewer = 'bo'"),
        ("of_bo.ballot_part", "reviewer = 'bo'"),
    ],
)
def test_no_length_tells_a_verdict(decided: Team, table: str, hidden: str) -> None:
    """What everyone can measure - sizes of tables, bytes of the log - follows from these."""
    decided.catch_up("bo")
    with decided.raw() as owner:
        query = f"SELECT DISTINCT pg_column_size(t.*) FROM {table} t WHERE {hidden}"
        assert len(values(owner, query)) == 1
    with decided.raw("anna") as anna:
        size = "SELECT pg_relation_size(c.oid) FROM pg_class c WHERE c.relname = 'act_body'"
        assert len(values(anna, size)) == 1, "it can be asked, so it must not tell"


def test_activity_of_others_is_not_shown(decided: Team) -> None:
    with decided.raw("bo") as bo, decided.raw("anna") as anna:
        bo.execute(f"SELECT '{THOUGHT}'")
        query = "SELECT query FROM pg_stat_activity WHERE usename = 'bo' AND datname IS NOT NULL"
        said = values(anna, query)
    assert said
    assert set(said) == {"<insufficient privilege>"}


def test_no_error_tells_what_is_there(decided: Team) -> None:
    bo, unknown = decided.ids("bo")[0], "0" * 32
    said = set()
    with decided.raw("anna") as anna:
        for act in (bo, unknown):
            with pytest.raises(errors.InsufficientPrivilege) as refused:
                anna.execute("INSERT INTO act_body VALUES (%s, '', '{}', 'bo')", [act])
            said.add(str(refused.value))
    assert len(said) == 1


# --- forging -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("decide", {"by": "bo", "owner": "bo"}),
        ("decide", {"by": "bo", "reviewer": "anna", "owner": "anna"}),
        ("decide", {"owner": ""}),
        ("decide", {"owner": "bo"}),
        ("decide", {"reviewer": "", "owner": ""}),
        ("entry", {"owner": ""}),
        ("grade", {"owner": ""}),
        ("tag", {"owner": ""}),
        ("settle", {"owner": "anna"}),
        ("team", {"by": "cem"}),
        ("team", {"by": ""}),
    ],
)
def test_an_act_is_ones_own_and_as_sealed_as_its_kind(
    decided: Team, kind: str, more: dict[str, str]
) -> None:
    refused = pytest.raises(errors.InsufficientPrivilege)
    with decided.raw("anna") as anna, refused, anna.transaction():
        forge(anna, more.pop("by", "anna"), kind, "0" * 32, {}, **more)


@pytest.mark.parametrize("about", ["no JSON", "[]", '"text"', '{"a":"\\u0000"}'])
def test_what_is_no_json_cannot_trip_up_the_others(decided: Team, about: str) -> None:
    refused = pytest.raises((errors.InsufficientPrivilege, errors.DataError))
    with decided.raw("anna") as anna, refused, anna.transaction():
        forge(anna, "anna", "decide", "0" * 32, {}, about=about, owner="anna")


@pytest.fixture
def team(postgres: str) -> Iterator[Team]:
    made = Team.found(fresh_database(postgres))
    yield made
    made.close()


def opened(team: Team) -> set[object]:
    with team.raw() as owner:
        return set(values(owner, "SELECT act_id FROM opened"))


def test_a_forged_reveal_opens_nothing_that_is_not_complete(team: Team) -> None:
    team.decide("bo", 0, "exclude", note=THOUGHT)
    with team.raw("anna") as anna:
        forge_reveal(anna, "anna", team.ids("bo"))
    team.catch_up("bo")
    assert opened(team) == set()
    assert team.readable("anna", "bo") == team.readable("cem", "bo") == 0


def test_a_decision_written_down_for_a_third_commits_nobody(team: Team) -> None:
    team.decide("bo", 0, "exclude", note=THOUGHT)
    with team.raw("anna") as anna:
        forge_decision(anna, "anna", record_id(team, 0), reviewer="cem")
        forge_reveal(anna, "anna", team.ids("bo"))
    team.catch_up("bo")
    assert team.readable("anna", "bo") == 0


def test_a_protocol_of_later_does_not_open_what_was_decided_under_another(team: Team) -> None:
    from review.protocol import to_data

    team.decide("bo", 0, "exclude", note=THOUGHT)
    one = to_data(Protocol(rules={TITLE_ABSTRACT: "one", "full-text": "one"}))
    with team.raw("anna") as anna:
        (parent,) = values(anna, "SELECT id FROM act WHERE kind = 'protocol'")
        body = {"parent": parent, "also": [], "protocol": one}
        forge(anna, "anna", "protocol", "protocol", body)
        forge_reveal(anna, "anna", team.ids("bo"))
    team.catch_up("bo")
    assert team.readable("anna", "bo") == 0


@pytest.mark.parametrize("rule", ["any-include-forward", "one-excludes-checked"])
def test_what_opens_does_not_depend_on_what_was_decided(postgres: str, rule: str) -> None:
    protocol = Protocol(rules={TITLE_ABSTRACT: rule, "full-text": "both"})
    team = Team.found(fresh_database(postgres), protocol=protocol)
    for number, verdict in enumerate(VERDICTS):
        team.decide("bo", number, verdict)
    with team.raw("anna") as anna:
        forge_reveal(anna, "anna", team.ids("bo"))
    team.catch_up("bo")
    assert opened(team) == set()
    team.close()


def test_a_rule_of_one_reviewer_opens_with_one(postgres: str) -> None:
    protocol = Protocol(rules={TITLE_ABSTRACT: "one", "full-text": "both"}, reveal="record")
    team = Team.found(fresh_database(postgres), protocol=protocol)
    team.decide("bo", 0, "exclude")
    assert team.readable("anna", "bo") == 1
    team.close()


def test_giving_up_and_withdrawing_open_nothing(team: Team) -> None:
    team.decide("bo", 0, "exclude", note=THOUGHT)
    (bo,) = team.ids("bo")
    with team.raw("anna") as anna:
        own = forge_decision(anna, "anna", record_id(team, 0))
        gone = {"act": own, "kind": "decide"}
        forge(anna, "anna", "withdraw", record_id(team, 0), gone)
        forge(anna, "anna", "give-up", "bo", {"decisions": [bo], "why": "x"})
        forge(anna, "anna", "withdraw", record_id(team, 0), {"act": bo, "kind": "decide"})
        forge_reveal(anna, "anna", [bo, own, "x"])
    team.catch_up("bo")
    assert team.readable("anna", "bo") == 0
    assert team.readable("cem", "anna") == 0


def test_nothing_but_a_second_judgement_of_ones_own_opens_a_judgement(team: Team) -> None:
    thing, said = "e" * 32, {"content": {"level": "high", "note": THOUGHT}, "over": []}
    with team.raw("bo") as bo:
        forge(bo, "bo", "grade", thing, said, owner="bo")
    with team.raw("anna") as anna:
        forge(anna, "anna", "grade", thing, said, reviewer="cem", owner="cem")
        forge(anna, "anna", "certainty", thing, said)
        forge(anna, "anna", "grade", "f" * 32, said, owner="anna")
        own = forge(anna, "anna", "entry-state", thing, {"form": "x", "part": "", "complete": True})
        forge(anna, "anna", "withdraw", thing, {"act": own, "kind": "grade"})
    for person in ("anna", "bo", "cem"):
        team.catch_up(person)
    assert opened(team) == set()
    assert team.readable("anna", "bo") == team.readable("cem", "bo") == 0
    with team.raw("anna") as anna:
        forge(anna, "anna", "grade", thing, said, owner="anna")
    assert team.readable("anna", "bo") == team.readable("cem", "bo") == 1


def test_names_of_ones_own_do_not_mislead_the_database(team: Team) -> None:
    team.decide("bo", 0, "exclude", note=THOUGHT)
    with team.raw("anna") as anna:
        anna.execute("SET search_path = of_anna, pg_temp, public, pg_catalog")
        for table in ("act", "act_body", "opened"):
            anna.execute(f"CREATE TEMP TABLE {table} AS TABLE public.{table}")
        anna.execute("INSERT INTO pg_temp.act SELECT * FROM public.act")
        anna.execute(
            "CREATE FUNCTION of_anna.is_withdrawn(public.act) RETURNS boolean LANGUAGE sql "
            "AS 'SELECT false'"
        )
        anna.execute(
            "CREATE FUNCTION of_anna.jsonb_array_elements_text(jsonb) RETURNS SETOF text "
            "LANGUAGE sql AS 'SELECT id::text FROM public.act'"
        )
        anna.execute(
            "CREATE FUNCTION of_anna.equal(text, text) RETURNS boolean LANGUAGE sql "
            "AS 'SELECT true'"
        )
        anna.execute(
            "CREATE OPERATOR of_anna.= (LEFTARG = text, RIGHTARG = text, FUNCTION = equal)"
        )
        text = '{"decisions": ["' + team.ids("bo")[0] + '"]}'
        anna.execute(
            "INSERT INTO public.act SELECT repeat('a', 32), repeat('a', 32), 1, prev_hash, hash, "
            "lamport + 1, recorded_at, 'anna', account, 'anna', at, 'reveal', 'x', body_hash, '' "
            "FROM public.act ORDER BY lamport DESC LIMIT 1"
        )
        anna.execute(
            "INSERT INTO public.act_body VALUES (repeat('a', 32), repeat('0', 32), %s, '')", [text]
        )
        assert THOUGHT not in str(anna.execute("TABLE public.act_body").fetchall())
    assert opened(team) == set()
    with team.raw() as owner:
        paths = values(owner, "SELECT proconfig FROM pg_proc WHERE prosecdef")
        assert paths == [["search_path=pg_catalog, public, pg_temp"]]


def test_one_who_has_decided_as_well_may_see_the_other(team: Team) -> None:
    team.both(0, "include", "exclude")
    team.decide("bo", 1, "exclude")
    with team.raw("anna") as anna:
        forge_reveal(anna, "anna", [*team.ids("bo"), *team.ids("anna")])
    assert team.readable("anna", "bo") == 1
    assert team.readable("cem", "anna") == 1


def test_everyone_hears_the_same_of_every_verdict(team: Team) -> None:
    heard = []
    with team.raw("anna") as anna:
        anna.execute("LISTEN review")
        for number, verdict in enumerate(VERDICTS):
            team.decide("bo", number, verdict, note=THOUGHT)
            heard.append([n.payload for n in anna.notifies(timeout=0.2)])
    assert heard == [heard[0]] * len(VERDICTS)
    assert set(heard[0]) == {"changed"}


def test_a_server_that_is_not_a_teams_is_as_it_was(postgres: str) -> None:
    sample = Sample.begin(fresh_database(postgres))
    sample.decide("bo", 0, "exclude")
    again = open_store(sample.lead.store.location)
    assert again.member == ""
    again.close()
    sample.close()
