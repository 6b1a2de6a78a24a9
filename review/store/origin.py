"""The review that a copy is made of, opened without a trace left on it.

A file is copied first, as SQLite copies a database: it may be read-only, a backup, or of an older
schema, and opening it in the ordinary way would write to it.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import pathname2url

from sqlalchemy import select

from review.refusal import StoreUnusable
from review.store import tables
from review.store.engine import Store, is_url, open_store
from review.store.older import carried

_WAL = 2  # at this place in a file's head SQLite says how it is written
_WAL_AT = 18


@contextmanager
def origin(location: str, near: Path | None) -> Iterator[Store]:
    """Open the review at `location` as one of this program's schema, which is only read.

    What has to be copied for that lies `near` until the block ends, by default where the system
    keeps such files. Raises StoreUnusable where there is no review, or a newer one.
    """
    with tempfile.TemporaryDirectory(prefix=".review-", dir=near) as folder:
        store = _opened(location, Path(folder) / "review.db")
        try:
            yield store
        finally:
            store.close()


def _opened(location: str, scratch: Path) -> Store:
    if not is_url(location):
        _copy_file(Path(location), scratch)
        return open_store(str(scratch))
    store = open_store(location, as_it_is=True)
    with store.read() as connection:
        schema = connection.scalar(select(tables.schema_version.c.version_num))
    if schema == tables.SCHEMA:
        return store
    carried(store, scratch)
    store.close()
    return open_store(str(scratch))


def _copy_file(file: Path, scratch: Path) -> None:
    if not file.is_file():
        raise StoreUnusable(f"There is no review at {file}.", "Name its file or its folder.")
    try:
        with closing(_reading(file)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                raise StoreUnusable(f"{file} is a database, but not a review.")
            connection.execute("VACUUM INTO ?", (str(scratch),))
    except (sqlite3.Error, OSError) as error:
        if "disk is full" in str(error):
            raise StoreUnusable(
                f"There is no room left on the disk of {scratch.parent.parent}.",
                f"Nothing was changed. A copy of {file} has to lie there for a while: make room.",
            ) from None
        raise StoreUnusable(
            f"{file} cannot be copied: {error}.", "Check that it is a review, whole and readable."
        ) from None


def _reading(file: Path) -> sqlite3.Connection:
    """Open a database to be read: beside one that is in use SQLite has to keep files of its own."""
    with file.open("rb") as head:
        waits = head.read(_WAL_AT + 1)[_WAL_AT:] == bytes([_WAL])
    if not waits:
        return _connected(file, "mode=ro")
    if os.access(file, os.W_OK) and os.access(file.parent, os.W_OK):
        return _connected(file, "mode=rw")  # so that those files are gone again afterwards
    try:
        return _connected(file, "mode=ro")
    except sqlite3.OperationalError:
        return _connected(file, "immutable=1")


def _connected(file: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{pathname2url(str(file.resolve()))}?{how}", uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
