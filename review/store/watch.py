"""Hearing that somebody else wrote: a poll on SQLite, LISTEN on PostgreSQL.

SQLite's data version is kept per connection and moves only for commits of others, so one connection
is held for as long as the watch lasts, outside any transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from sqlalchemy.exc import DBAPIError

from review.store.engine import Store
from review.store.telling import CHANNEL

_EVERY = 0.5  # seconds between looks
_AGAIN = 5.0  # seconds before a lost connection is tried again


def watch(store: Store, changed: Callable[[], None], stop: Event) -> None:
    """Call `changed` after each commit of another connection, until `stop` is set.

    It blocks, and belongs into a thread of its own. After a lost connection it counts as changed
    whatever was missed; nothing is ever raised.
    """
    look = _poll if store.embedded else _listen
    while not stop.is_set():
        try:
            raw = store.engine.raw_connection()
        except DBAPIError:
            stop.wait(_AGAIN)
            continue
        try:
            look(raw.driver_connection, changed, stop)
        except Exception:  # noqa: BLE001 - the driver's own errors, of two drivers
            if not stop.wait(_AGAIN):
                changed()
        finally:
            raw.invalidate()  # it listens, or is in no state to be handed out again


def _poll(connection: Any, changed: Callable[[], None], stop: Event) -> None:
    seen = _version(connection)
    while not stop.wait(_EVERY):
        now = _version(connection)
        if now != seen:
            seen = now
            changed()


def _version(connection: Any) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def _listen(connection: Any, changed: Callable[[], None], stop: Event) -> None:
    connection.autocommit = True
    connection.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        for _notify in connection.notifies(timeout=_EVERY, stop_after=1):
            changed()
