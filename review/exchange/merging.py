"""Merging: the facts and acts of a file united with one's own, and all projections made anew.

The union is by id, so that it may be done in any order, any number of times. Nothing is revealed
by it but what every reviewer of a ballot has committed to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, SQLAlchemyError

from review.acts import WITHDRAW
from review.exchange.arrived import Arrived, altered
from review.exchange.arriving import take_in
from review.exchange.container import Header, verify
from review.exchange.keys import KeyRing
from review.exchange.log import note
from review.exchange.own import open_sealed
from review.ids import shown
from review.ledger import catching_up
from review.ledger.ledger import Review, Writing
from review.ledger.replaying import replay
from review.people import team
from review.refusal import Refused
from review.store import tables
from review.store.engine import Store, create

AfterMerge = Callable[[Writing], None]


@dataclass(frozen=True, slots=True)
class Merged:
    """What was new in the file of a person."""

    by: str
    made: str
    arrived: Arrived
    forks: int  # writers with two histories: a database that was put back or copied by hand


@contextmanager
def new_copy(location: str, file: Path) -> Iterator[Store]:
    """Give an empty copy of the file's review to merge into; it is gone if that fails."""
    header = verify(file)
    copied = {"review_id": header.review, "title": header.title}
    store = create(location, header.title, copied=copied)
    try:
        yield store
    except BaseException:
        store.close()
        if store.embedded:
            for end in ("", "-wal", "-shm"):
                Path(location + end).unlink(missing_ok=True)
        raise


def merge(
    review: Review,
    file: Path,
    keys: KeyRing,
    after: Iterable[AfterMerge],
    progress: Callable[[int, int], None] | None = None,
) -> Merged:
    """Take in all that is new in `file`; Refused, with nothing changed, unless it is proven whole.

    `after` runs in the same transaction, once the projections hold what arrived.
    """
    header = verify(file)
    _same_review(review, header, file)
    with review.write() as writing:
        connection = writing.connection
        arrived = _take_in(connection, review, file)
        if review.person:
            own = open_sealed(connection, review.store.review_id, review.person, keys)
            arrived.opened += own
        if arrived.anything:
            _project(writing, file, progress)
        if review.person:
            team.find(connection, review.person)  # who left may still bring theirs together
        for step in after:
            step(writing)
        note(
            connection,
            _digest(review.store.copy_id, file),
            "merged",
            review.person,
            acts=arrived.acts,
            facts=arrived.facts,
            partner=header.by,
            copy=header.copy,
        )
        if review.store.member:
            catching_up.note_all(connection)
        return Merged(header.by, header.made, arrived, _forks(connection))


def _take_in(connection: Connection, review: Review, file: Path) -> Arrived:
    kinds = {name: kind.public is not None for name, kind in review.projectors.kinds.items()}
    try:
        return take_in(
            connection,
            file,
            review.store.review_id,
            {**kinds, WITHDRAW: False},
            only=review.store.member,
        )
    except (IntegrityError, DataError) as error:
        raise altered(file, "its rows do not belong together") from error


def _same_review(review: Review, header: Header, file: Path) -> None:
    if header.review != review.store.review_id:
        raise Refused(
            f"{file.name} is of another review, “{header.title}” ({shown('v', header.review)}), "
            f"not of this one ({shown('v', review.store.review_id)}).",
            "Merge it in that review's folder, or in an empty one to make a copy of it.",
        )


def _project(writing: Writing, file: Path, progress: Callable[[int, int], None] | None) -> None:
    try:
        replay(writing.connection, writing.review.projectors, progress)
    except OperationalError:
        raise  # the disk or the server, not the file
    except (SQLAlchemyError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise altered(file, "an act in it says what no program writes") from error
    writing.look_again()


def _digest(copy: str, file: Path) -> str:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return hashlib.sha256(f"{copy}|{digest}".encode()).hexdigest()[:32]


def _forks(connection: Connection) -> int:
    act, other = tables.act, tables.act.alias()
    return len(
        connection.scalars(
            select(act.c.writer)
            .join(other, other.c.writer == act.c.writer)
            .where(other.c.seq == act.c.seq, other.c.id > act.c.id)
            .distinct()
        ).all()
    )
