"""Engines: SQLite with what it needs set up, or PostgreSQL; closed as the process ends."""

from __future__ import annotations

import atexit
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from review.refusal import StoreUnusable
from review.store.urls import is_url, without_password

_BUSY_SECONDS = 60
# What the driver logs of a lost connection as it tidies up would go to the terminal otherwise.
_UNHEARD = logging.NullHandler()
_ENGINES: WeakSet[Engine] = WeakSet()


@atexit.register
def _let_go() -> None:
    """Close every connection as the process ends: SQLite then takes in its log and removes it."""
    for engine in tuple(_ENGINES):
        engine.dispose()


def engine_at(location: str) -> Engine:
    """Return a new engine for a path or a PostgreSQL URL; StoreUnusable for any other URL."""
    if not is_url(location):
        engine = create_engine(f"sqlite:///{Path(location).resolve()}")
        _prepare_sqlite(engine)
        return _closed_at_the_end(engine)
    url = location.replace("postgres://", "postgresql://", 1)
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("postgresql+psycopg://"):
        raise StoreUnusable("Only PostgreSQL URLs are understood.", "Use postgresql://host/name.")
    logging.getLogger("psycopg").addHandler(_UNHEARD)
    try:
        return _closed_at_the_end(create_engine(url))
    except (ArgumentError, ValueError):
        raise StoreUnusable(
            f"{without_password(location)} is not a URL.", "Use postgresql://host/name."
        ) from None


def _closed_at_the_end(engine: Engine) -> Engine:
    _ENGINES.add(engine)
    return engine


def engine_of_file(path: Path) -> Engine:
    """Return the engine of a SQLite file that is there."""
    found = path.stat()
    return _engine_of(path, found.st_dev, found.st_ino)


@lru_cache(maxsize=4)
def _engine_of(path: Path, _device: int, _inode: int) -> Engine:
    """Return the engine of a file that is there, the one from before where there was one.

    With it come its compiled statements: of one command line after the other on the same review
    they are a fifth of the time. Another file at the same place has an engine of its own: as long
    as a connection holds the old one, no new one has its number.
    """
    return engine_at(str(path))


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin too late, and never for DDL
        for pragma in (
            "page_size = 16384",  # most abstracts fit on a page; it counts for new databases only
            f"busy_timeout = {_BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -65536",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        writes = connection.get_execution_options().get("review_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
