"""A review copied whole, between all databases: everything arrives, or nothing is left behind."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    create_engine,
    event,
    func,
    insert,
    select,
    text,
)

from review.__main__ import projectors
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import undo_last
from review.moving import Moved, back_up, move
from review.refusal import Refused, StoreUnusable
from review.store import copying, tables
from review.store.bulk import insert_rows
from review.store.engine import Store, is_url, open_store
from tests.sample import Sample, record
from tests.store.databases import fresh_database

OLD = Path(__file__).parent / "review_0001.sql"
ODD = "50 % \\N {a} \t “quoted” \u0301 \U0001f9ea\n[/b]"


def silent(_done: int, _total: int) -> None:
    return None


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Name a place without a review: a file, or an empty database on the server."""

    def made(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / "new" / "review.db")
        return fresh_database(request.getfixturevalue("postgres"), empty=True)

    return made


@pytest.fixture
def target(location: str, new_place: Callable[[str], str]) -> str:
    """A place of the other kind."""
    return new_place("sqlite" if is_url(location) else "postgresql")


@pytest.fixture
def lived_in(sample: Sample) -> Sample:
    """A review with decisions, an undo, text of every sort and a number that the server gave."""
    sample.add("Odd", [record(20, title=ODD, abstract="", year=None)], "website")
    sample.both(0, "include", "exclude")
    sample.both(1, "include", "include")
    sample.decide("anna", 2, "maybe")
    undo_last(sample.hand("anna"))
    with sample.lead.store.write() as connection:
        connection.execute(insert(tables.opened).values(number=7, act_id="a" * 32))
    return sample


def content(store: Store, *, projections: bool = True) -> dict[str, list[str]]:
    wanted = (*copying.COPIED, *(tables.PROJECTIONS if projections else ()))
    with store.read() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in wanted
        }


def moved(sample: Sample, target: str) -> Moved:
    return move(sample.lead.store.location, target, projectors(), silent)


def nothing_is_left(target: str, folder: Path) -> bool:
    if is_url(target):
        with psycopg.connect(target) as connection:
            found = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
            return not found.fetchall()
    return all(path.name.startswith("review.db") for path in folder.iterdir())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_arrives(lived_in: Sample, kind: str, new_place: Callable[[str], str]) -> None:
    before = content(lived_in.lead.store)
    made = moved(lived_in, new_place(kind))
    assert content(made.review.store) == before
    assert content(lived_in.lead.store) == before
    assert (made.census.records, made.census.acts) == (11, len(before["act"]))
    assert made.review.store.review_id == lived_in.lead.store.review_id
    assert stale_projections(made.review) == []
    with made.review.read() as connection:
        assert broken_hashes(connection) == []
        title = select(tables.meta.c.value).where(tables.meta.c.key == "title")
        assert connection.scalar(title) == "Sample"
    made.review.store.close()


def test_work_goes_on_in_the_copy_with_chains_of_its_own(lived_in: Sample, target: str) -> None:
    before = content(lived_in.lead.store, projections=False)
    made = moved(lived_in, target)
    copy = Sample(made.review)
    copy.both(3, "include", "include")
    with made.review.store.write() as connection:
        connection.execute(insert(tables.opened).values(act_id="b" * 32))
    with made.review.read() as connection:
        newest = select(tables.act).order_by(tables.act.c.lamport.desc()).limit(1)
        assert connection.execute(newest).one().seq == 1
        assert connection.scalar(select(func.max(tables.opened.c.number))) == 8
        assert broken_hashes(connection) == []
    assert content(lived_in.lead.store, projections=False) == before
    copy.close()


def test_an_act_without_a_body_arrives_too(lived_in: Sample, target: str) -> None:
    with lived_in.lead.store.write() as connection:
        row = connection.execute(select(tables.act).where(tables.act.c.kind == "decide")).first()
        assert row is not None
        header = {**row._mapping, "id": "c" * 32, "writer": "d" * 32, "seq": 1, "lamport": 900}
        connection.execute(insert(tables.act).values(header))
    lived_in.lead.rebuild()
    made = moved(lived_in, target)
    assert content(made.review.store) == content(lived_in.lead.store)
    with made.review.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.sealed_act)) == 1
    made.review.store.close()


def test_what_others_do_meanwhile_is_not_half_in_it(sample: Sample, target: str) -> None:
    acts = len(content(sample.lead.store)["act"])
    wishes = iter([4])

    def decided_meanwhile(_done: int, _total: int) -> None:
        for accession in wishes:
            sample.both(accession, "include", "include")

    census = copying.copy_whole(sample.lead.store, target, decided_meanwhile, lambda _: None)
    assert census.acts == acts
    assert len(content(sample.lead.store)["act"]) > acts


def test_stopped_half_way_nothing_is_left(lived_in: Sample, target: str, tmp_path: Path) -> None:
    def stopped(done: int, total: int) -> None:
        if done >= total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(lived_in.lead.store.location, target, projectors(), stopped)
    assert nothing_is_left(target, tmp_path)
    moved(lived_in, target).review.store.close()  # and the next try is not in its own way


def test_stopped_while_projections_are_built_nothing_is_left(
    lived_in: Sample, target: str, tmp_path: Path
) -> None:
    def stopped(_connection: Connection, _sets: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(
            lived_in.lead.store.location,
            target,
            replace(projectors(), folds=(stopped,)),
            silent,
        )
    assert nothing_is_left(target, tmp_path)


def test_a_row_that_arrives_otherwise_is_refused(
    lived_in: Sample, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(
        connection: Connection, table: object, columns: list[str], rows: list[tuple[object, ...]]
    ) -> None:
        kept = rows[1:] if table is tables.act_body else rows
        insert_rows(connection, table, columns, kept)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "insert_rows", careless)
    with pytest.raises(Refused, match="“act_body” differs"):
        moved(lived_in, target)
    assert nothing_is_left(target, tmp_path)


def test_a_place_with_a_review_is_left_alone(sample: Sample, target: str) -> None:
    other = Sample.begin(target, count=1)
    before = content(other.lead.store)
    with pytest.raises(Refused, match=r"exists already|holds a review already"):
        moved(sample, target)
    assert content(other.lead.store) == before
    other.close()


def test_text_that_only_sqlite_can_hold_is_told(
    tmp_path: Path, new_place: Callable[[str], str]
) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"), count=1)
    with sample.lead.store.write() as connection:
        row = {"id": "e" * 32, "name": "a\x00b", "kind": "database"}
        connection.execute(insert(tables.source).values(row))
    target = new_place("postgresql")
    with pytest.raises(StoreUnusable, match="cannot take in the review"):
        moved(sample, target)
    assert nothing_is_left(target, tmp_path)
    sample.close()


def test_a_full_disk_is_told_and_leaves_nothing(lived_in: Sample, tmp_path: Path) -> None:
    def small(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA max_page_count = 60")

    target = tmp_path / "new" / "review.db"
    event.listen(Engine, "connect", small)
    try:
        with pytest.raises(StoreUnusable, match="no room left") as told:
            moved(lived_in, str(target))
    finally:
        event.remove(Engine, "connect", small)
    assert nothing_is_left(str(target), tmp_path)
    assert f"disk of {target}." in told.value.why


# --- what it is copied from -----------------------------------------------------------------------


def old_file(folder: Path) -> Path:
    """Write a backup of the first schema."""
    file = folder / "old.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    connection.close()
    return file


def old_server(file: Path, url: str) -> str:
    """Carry the backup of the first schema to a server, as it is."""
    found = MetaData()
    origin = create_engine(f"sqlite:///{file}")
    found.reflect(origin)
    server = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    with origin.connect() as reading, server.begin() as writing:
        found.create_all(writing)
        for table in found.sorted_tables:
            rows = [dict(row._mapping) for row in reading.execute(select(table))]
            if rows:
                writing.execute(insert(table), rows)
    origin.dispose()
    server.dispose()
    return url


@pytest.mark.parametrize(
    ("kind", "to"), [("file", "sqlite"), ("file", "postgresql"), ("server", "sqlite")]
)
def test_an_older_review_is_upgraded_in_the_copy_only(
    kind: str, to: str, tmp_path: Path, new_place: Callable[[str], str]
) -> None:
    file = old_file(tmp_path)
    data = file.read_bytes()
    source = str(file)
    if kind == "server":
        source = old_server(file, new_place("postgresql"))
    made = move(source, new_place(to), projectors(), silent)
    with made.review.read() as connection:
        assert connection.scalar(select(tables.schema_version.c.version_num)) == tables.SCHEMA
        assert broken_hashes(connection) == []
        assert connection.scalar(select(func.count()).select_from(tables.decision)) == 3
    assert stale_projections(made.review) == []
    made.review.store.close()
    if kind == "file":
        assert file.read_bytes() == data
        assert {path.name for path in tmp_path.iterdir()} <= {"old.db", "new"}
    else:
        store = open_store(source, as_it_is=True)
        with store.read() as connection:
            assert connection.scalar(select(tables.schema_version.c.version_num)) == "0001"
        store.close()


def test_a_newer_review_is_refused(sample: Sample, target: str, tmp_path: Path) -> None:
    with sample.lead.store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnusable, match="newer version"):
        moved(sample, target)
    assert nothing_is_left(target, tmp_path)


def test_who_sees_a_part_only_cannot_copy(new_place: Callable[[str], str], tmp_path: Path) -> None:
    url = new_place("postgresql")
    sample = Sample.begin(url)
    sample.close()
    person = f"bo_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE act_body ENABLE ROW LEVEL SECURITY")
        connection.execute(f"CREATE ROLE {person} LOGIN")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {person}")
    theirs = url.replace("postgres:@", f"{person}@", 1)
    assert theirs != url
    target = tmp_path / "new" / "review.db"
    with pytest.raises(Refused, match="made by the owner"):
        move(theirs, str(target), projectors(), silent)
    assert nothing_is_left(str(target), tmp_path)
    move(url, str(target), projectors(), silent).review.store.close()  # the owner may


def test_a_backup_of_either_kind_is_a_review(lived_in: Sample, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    back_up(lived_in.lead, file, silent)
    restored = Review(open_store(str(file)), projectors())
    assert content(restored.store) == content(lived_in.lead.store)
    assert restored.store.review_id == lived_in.lead.store.review_id
    restored.store.close()
    with pytest.raises(Refused, match="exists already"):
        back_up(lived_in.lead, file, silent)
    with pytest.raises(Refused, match="no folder"):
        back_up(lived_in.lead, tmp_path / "none" / "backup.db", silent)


@pytest.fixture
def in_use(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"))
    yield made
    made.close()


def test_a_review_in_use_is_copied_with_its_last_act(in_use: Sample, tmp_path: Path) -> None:
    in_use.decide("anna", 0, "include")
    with in_use.lead.read() as open_elsewhere:
        open_elsewhere.execute(select(tables.act)).first()
        made = moved(in_use, str(tmp_path / "new" / "review.db"))
    assert content(made.review.store) == content(in_use.lead.store)
    made.review.store.close()
