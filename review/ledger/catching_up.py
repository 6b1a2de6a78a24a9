"""Catching up on a team's server, where each person's projections are their own.

There, nothing that is shared is ever derived from bodies that not everyone may read: all that
follows from acts lies in the schema of one person and is built by that person's own program, from
what that person may read. So each of them has to take in what the others did meanwhile: before a
read, and under the review's lock before a write. Acts are numbered upwards (`lamport`), so what is
new comes last; where something older arrived, or anything does not add up, all is built anew.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import OperationalError

from review.acts import Projectors, load
from review.ledger.marks import Own, marks, note, number_of_acts
from review.ledger.projecting import Touched, open_bodies
from review.ledger.releasing import release_own
from review.ledger.replaying import fold, project, replay
from review.ledger.senseless import attempt
from review.store import tables
from review.store.own_tables import build
from review.store.telling import tell

_KEY = 731  # beside the hash of a name; the review's own lock is one number


def catch_up_to_read(connection: Connection, projectors: Projectors, member: str) -> None:
    """Let `connection` see one state of the review that `member`'s projections have caught up with.

    It waits for nobody but another program of the same person that does the same.
    """
    connection.execution_options(isolation_level="REPEATABLE READ")
    if not _is_behind(connection):
        return
    # A snapshot that is older than the wait for a lock would be no good.
    connection.rollback()
    connection.execute(text("SELECT pg_advisory_lock(:key, hashtext(:member))"), _lock_of(member))
    connection.commit()
    try:
        if _is_behind(connection):
            _advance(connection, projectors, member)
        connection.commit()
    finally:
        connection.rollback()
        connection.execute(
            text("SELECT pg_advisory_unlock(:key, hashtext(:member))"), _lock_of(member)
        )
        connection.commit()


def catch_up_to_write(connection: Connection, projectors: Projectors, member: str) -> None:
    """Take in what is new within a transaction that holds the review's lock."""
    lock = text("SELECT pg_advisory_xact_lock(:key, hashtext(:member))")
    connection.execute(lock, _lock_of(member))
    if _is_behind(connection):
        _advance(connection, projectors, member)


def open_what_was_opened(connection: Connection, projectors: Projectors, touched: Touched) -> None:
    """Take in the bodies that the database opened since, for one's own acts or others'."""
    own, there = marks(connection)
    if own.mark.opened == there.opened:
        return
    with attempt(connection) as tried:
        open_bodies(connection, projectors.kinds, touched)
    if not tried.done:
        replay(connection, projectors, strict=False)
    note(connection, replace(own.mark, opened=there.opened), own.acts)


def release(connection: Connection, projectors: Projectors, member: str) -> int:
    """Open for all what is `member`'s to open, and project what that shows here; count it."""
    released = release_own(connection, member)
    if released:  # what one wrote down for somebody else was sealed for oneself too
        touched = Touched()
        open_what_was_opened(connection, projectors, touched)
        fold(connection, projectors, touched)
    return released


def note_own(connection: Connection, acts: int) -> None:
    """Note that `acts` more acts, one's own, are projected."""
    own, there = marks(connection)
    if own.mark.exchanges != there.exchanges:  # then all was replayed, whatever came along
        note_all(connection)
    else:
        note(connection, replace(there, opened=own.mark.opened), own.acts + acts)


def note_all(connection: Connection) -> None:
    """Note that every act there is has been projected; bodies are looked for once more."""
    own, there = marks(connection)
    note(connection, replace(there, opened=own.mark.opened), number_of_acts(connection))


def _lock_of(member: str) -> dict[str, object]:
    return {"key": _KEY, "member": member}


def _is_behind(connection: Connection) -> bool:
    own, there = marks(connection)
    return own.built != tables.SCHEMA or own.mark != there


def _advance(connection: Connection, projectors: Projectors, member: str) -> None:
    own, there = marks(connection)
    acts = number_of_acts(connection)
    new_tables = own.built != tables.SCHEMA
    if new_tables:
        build(connection, older=bool(own.built))
    from_outside = own.mark.exchanges != there.exchanges
    if new_tables or from_outside or not _took_in(connection, projectors, own, acts):
        replay(connection, projectors, strict=False)
    note(connection, there, acts)
    _release(connection, projectors, member)


def _release(connection: Connection, projectors: Projectors, member: str) -> None:
    savepoint = connection.begin_nested()
    try:
        if release(connection, projectors, member):
            tell(connection)
        savepoint.commit()
    except OperationalError as error:
        if error.connection_invalidated:
            raise  # the server is gone, and with it all that this transaction did
        savepoint.rollback()  # somebody opens one of these just now; the rest can wait


def _took_in(connection: Connection, projectors: Projectors, own: Own, acts: int) -> bool:
    """Project what is new on top of what there is; False, with nothing done, if that cannot be."""
    act = tables.act
    newer = select(act.c.id).where(act.c.lamport > own.mark.lamport)
    new = load(connection, connection.scalars(newer))
    if own.acts + len(new) != acts:
        return False  # an act from outside, numbered lower than what was projected before it
    touched = Touched()
    with attempt(connection) as tried:
        project(connection, projectors.kinds, new, touched)
        open_bodies(connection, projectors.kinds, touched)
    if tried.done:
        fold(connection, projectors, touched)
    return tried.done
