"""Making a review on a server a team's: logins, rights and policies, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from review.acts import WITHDRAW, Projectors, from_row
from review.server import opening, policies, rights, roles
from review.store import tables
from review.store.engine import Store
from review.store.membership import is_guarded, quoted

_MARK = "team_server"


@dataclass(frozen=True, slots=True)
class Protection:
    """The logins of the team, and those that were made just now."""

    roles: tuple[str, ...]
    made: tuple[str, ...]


def prepare(connection: Connection) -> None:
    """Mark an empty database, so that a review made in it is a team's from the start."""
    rights.check_empty(connection)
    connection.execute(text(f"CREATE TABLE IF NOT EXISTS public.{_MARK} (since timestamptz)"))


def is_prepared(connection: Connection) -> bool:
    """Tell whether a review that is made here is to be a team's."""
    return connection.scalar(text(f"SELECT to_regclass('public.{_MARK}')")) is not None


def protect_if_prepared(store: Store, projectors: Projectors) -> Protection | None:
    """Protect a review just made, where the database was prepared for it; None where it was not."""
    if store.embedded:
        return None
    with store.read() as connection:
        prepared = is_prepared(connection)
    return protect(store, projectors) if prepared else None


def protect(store: Store, projectors: Projectors) -> Protection:
    """Give everyone in the team a login and their rights, and guard what is sealed.

    It may be done at any time again, and then takes in who is new. Raises Refused where whoever is
    connected lacks a right, naming the statements that an administrator runs, and where a role of
    the team would be held by no policy.
    """
    kinds = {name: kind.public is not None for name, kind in projectors.kinds.items()}
    with store.write() as connection:
        people = _people(connection)
        owner = _owner(connection)
        made = roles.missing(connection, people)
        rights.check(connection, owner, people, made)
        roles.make(connection, made)
        roles.check(connection, people, [owner, rights.database(connection)[1]])
        first = not is_guarded(connection)
        with _as_owner(connection, owner):
            for statement in (*policies.guard({**kinds, WITHDRAW: False}), *opening.statements()):
                connection.execute(text(statement))
            if first:
                _begin(connection)
        for person in people:
            _admit(connection, person, owner)
        rights.check_admitted(connection, people)
    return Protection(tuple(people), tuple(made))


def _people(connection: Connection) -> list[str]:
    """Return who is in the team now; the acts are asked, for the owner's projections are empty."""
    act, body = tables.act, tables.act_body
    rows = connection.execute(
        select(act, body.c.nonce, body.c.body, body.c.owner)
        .join(body, body.c.act_id == act.c.id)
        .where(act.c.kind == "team")
        .order_by(act.c.lamport, act.c.writer, act.c.seq)
    )
    active = {said.subject: said.body.get("active") is True for said in map(from_row, rows)}
    return [name for name, here in active.items() if here]


def _owner(connection: Connection) -> str:
    query = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'public.act'::regclass"
    return str(connection.scalar(text(query)))


@contextmanager
def _as_owner(connection: Connection, owner: str) -> Iterator[None]:
    """Make all within the block the owner's, and let no name mean anything but the catalogue's."""
    connection.execute(text("SET LOCAL search_path = pg_catalog, public"))
    connection.execute(text(f"SET LOCAL ROLE {quoted(owner)}"))
    yield
    connection.execute(text("SET LOCAL ROLE NONE"))


def _begin(connection: Connection) -> None:
    """Keep open what is revealed by now, and empty what was derived for all: it may tell more."""
    for statement in opening.SO_FAR:
        connection.execute(text(statement))
    emptied = ", ".join(f"public.{table.name}" for table in tables.PROJECTIONS)
    connection.execute(text(f"TRUNCATE {emptied}"))


def _admit(connection: Connection, person: str, owner: str) -> None:
    with _as_owner(connection, owner):
        for statement in policies.rights(person):
            connection.execute(text(statement))
    for statement in policies.home(person):
        connection.execute(text(statement))
