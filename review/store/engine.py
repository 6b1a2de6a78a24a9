"""Opening a review's database: SQLite beside the reviewer, or PostgreSQL by URL.

Every write takes the review's one lock before it reads (BEGIN IMMEDIATE; an advisory lock on
PostgreSQL), so that two transactions which each add a decision never both see half a ballot.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from review.ids import fresh
from review.refusal import Refused, StoreUnusable
from review.store import tables
from review.store.guards import install_guards
from review.store.membership import is_guarded, member_of, work_as
from review.store.telling import tell
from review.store.urls import without_password

_LOCK = 7_331_020_2026
_BUSY_SECONDS = 60
_NOT_ALLOWED = "42501"  # insufficient privilege, or a row that a policy refuses
# What the driver logs of a lost connection as it tidies up would go to the terminal otherwise.
_UNHEARD = logging.NullHandler()
_FULL = ("disk is full", "No space left")  # as SQLite and PostgreSQL say it
_ENGINES: WeakSet[Engine] = WeakSet()


@atexit.register
def _let_go() -> None:
    """Close every connection as the process ends: SQLite then takes in its log and removes it."""
    for engine in tuple(_ENGINES):
        engine.dispose()


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; `read` and `write` hand out connections inside a transaction."""

    engine: Engine
    location: str
    review_id: str
    copy_id: str
    member: str = ""  # on a team's server, whose part of the review this is

    @property
    def embedded(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the review."""
        with spoken(self.location), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that alone may write; all of it is kept, or nothing."""
        with spoken(self.location), self.engine.connect() as plain:
            connection = plain.execution_options(review_write=True)
            with connection.begin():
                if not self.embedded:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
                if not self.embedded:
                    tell(connection)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def create(
    location: str,
    title: str,
    *,
    copied: Mapping[str, str] | None = None,
    fill: Callable[[Connection], None] | None = None,
) -> Store:
    """Make a new review at `location` (a path or a PostgreSQL URL); Refused if one is there.

    For a copy of a review, `copied` holds the values of its `meta`, its identity among them, and
    `fill` puts in its rows, in the same transaction. Each copy is one by itself: its writers'
    chains begin anew.
    """
    if not is_url(location):
        path = Path(location)
        if path.exists():
            raise Refused(f"{path} exists already.", "Choose another folder, or open this one.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"{path.parent} cannot be made: {error.strerror}.") from None
    engine = _engine(location)
    facts = {"review_id": fresh(), "title": title, **(copied or {}), "copy_id": fresh()}
    try:
        with spoken(location), engine.connect() as plain:
            connection = plain.execution_options(review_write=True)
            with connection.begin():
                _lay_out(connection, facts)
                if fill:
                    fill(connection)
    except BaseException:
        engine.dispose()  # whoever made the file must be able to remove it
        raise
    return Store(engine, location, facts["review_id"], facts["copy_id"])


def _lay_out(connection: Connection, facts: Mapping[str, str]) -> None:
    if _exists(connection):
        raise Refused("This database holds a review already.", "Give another database.")
    tables.metadata.create_all(connection)
    install_guards(connection)
    connection.execute(insert(tables.schema_version).values(version_num=tables.SCHEMA))
    connection.execute(
        insert(tables.meta), [{"key": key, "value": value} for key, value in facts.items()]
    )


def open_store(
    location: str, *, as_it_is: bool = False, person: str = "", whole: bool = False
) -> Store:
    """Open the review at `location`; StoreUnusable where there is none or a newer one.

    An older one is upgraded first, unless it shall stay `as_it_is`. On a team's server it is the
    part of whoever is logged in, or of `person`, if an administrator works as one; the `whole`, and
    what stays as it is, is for copies made by its owner. Raises Refused for anybody else.
    """
    if not is_url(location) and not Path(location).is_file():
        raise StoreUnusable(f"There is no review at {location}.", "Make one with `review new DIR`.")
    engine = _engine(location) if is_url(location) else _engine_of_file(Path(location).resolve())
    with spoken(location), engine.connect() as connection:
        if not _exists(connection):
            raise StoreUnusable(f"{without_password(location)} is a database, but not a review.")
        rows = connection.execute(select(tables.meta.c.key, tables.meta.c.value))
        facts: dict[str, str] = {row[0]: row[1] for row in rows}
        schema = connection.scalar(select(tables.schema_version.c.version_num)) or ""
        guarded = is_guarded(connection)
        in_part = guarded and not whole and not as_it_is
        member = member_of(connection, person, location) if in_part else ""
    if schema > tables.SCHEMA:
        raise StoreUnusable(
            "This review was written by a newer version of the program.",
            "Upgrade it: `pip install --upgrade tandem-review`.",
        )
    if schema < tables.SCHEMA and member:
        raise StoreUnusable(
            "This review was written by an older version of the program.",
            "An administrator upgrades it: `review server init URL`.",
        )
    if schema < tables.SCHEMA and not as_it_is:
        from review.store.migrations import upgrade

        upgrade(engine, location, schema)
    if member:
        engine.dispose()  # what is connected by now came under its own name
        work_as(engine, member)
    return Store(engine, location, facts["review_id"], facts["copy_id"], member)


@contextmanager
def bare(location: str) -> Iterator[tuple[Connection, bool]]:
    """Give a transaction in a database that may hold no review yet, and whether it holds one."""
    engine = _engine(location)
    try:
        with spoken(location), engine.begin() as connection:
            yield connection, _exists(connection)
    finally:
        engine.dispose()


def is_url(location: str) -> bool:
    """Tell a database URL from a path."""
    return "://" in location


def _exists(connection: Connection) -> bool:
    return bool(connection.dialect.has_table(connection, "meta"))


def _engine(location: str) -> Engine:
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


def _engine_of_file(path: Path) -> Engine:
    found = path.stat()
    return _engine_of(path, found.st_dev, found.st_ino)


@lru_cache(maxsize=4)
def _engine_of(path: Path, _device: int, _inode: int) -> Engine:
    """Return the engine of a file that is there, the one from before where there was one.

    With it come its compiled statements: of one command line after the other on the same review
    they are a fifth of the time. Another file at the same place has an engine of its own: as long
    as a connection holds the old one, no new one has its number.
    """
    return _engine(str(path))


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


@contextmanager
def spoken(location: str) -> Iterator[None]:
    """Turn the driver's errors into words."""
    try:
        yield
    except OperationalError as error:
        if any(sign in str(error.orig) for sign in _FULL):
            raise StoreUnusable(
                f"There is no room left on the disk of {without_password(location)}.",
                "Nothing was changed. Make room, then do it again.",
            ) from error
        raise StoreUnusable(
            f"The database {without_password(location)} cannot be used: {_short(error)}.",
            "Check that it exists, that you may write to it, and that no backup holds it.",
        ) from error
    except DBAPIError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise StoreUnusable(
                f"{without_password(location)} is damaged or is not a review: {_short(error)}.",
                "Restore it from a backup made with `review backup`.",
            ) from error
        if getattr(error.orig, "sqlstate", "") == _NOT_ALLOWED:
            raise Refused(
                f"The database does not allow that under this login: {_short(error)}.",
                "Everybody adds only what they did themselves; an administrator sets up the rest: "
                "`review server init URL`.",
            ) from error
        raise


def _short(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
