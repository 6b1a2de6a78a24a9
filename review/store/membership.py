"""A team's server: each person has a login, and sees the review through a schema of their own.

Whether a database is a team's is read from the database itself: there, policies guard the bodies of
acts. Nothing else could be trusted to say so.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    event,
    text,
)
from sqlalchemy.exc import ProgrammingError

from review.refusal import Refused
from review.store.urls import without_password

# How far the projections in a person's schema have come: one row, in each such schema.
caught_up = Table(
    "caught_up",
    MetaData(),
    Column("built", Text),  # the schema version of the tables, "" before there are any
    Column("lamport", BigInteger),  # of the last act
    Column("acts", BigInteger),  # how many
    Column("opened", BigInteger),  # the number of the last body opened
    Column("exchanges", Integer),  # with other copies, whose acts may be older than these
)

_GUARDED = text("SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('public.act_body')")
_HAS_SCHEMA = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")


def schema_of(person: str) -> str:
    """Return the name of the schema that holds what `person` may see."""
    return f"of_{person}"


def quoted(name: str) -> str:
    """Return `name` as PostgreSQL reads it as it stands, letter for letter."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def is_guarded(connection: Connection) -> bool:
    """Tell whether the database is a team's, where each sees their own part only."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_GUARDED))


def member_of(connection: Connection, person: str, location: str) -> str:
    """Return the person as whom work is done here: whoever is logged in, or `person`.

    An administrator may work as `person`, but never without any: raises Refused.
    """
    login = str(connection.scalar(text("SELECT current_user")))
    if _has_schema(connection, login):
        if person not in {"", login}:
            raise Refused(
                f"You are logged in as {login} and cannot work as {person}.",
                f"Leave out --as, or use {person}'s own login.",
            )
        return login
    if not person:
        raise Refused(
            f"You are connected as {login}, who is nobody of the team; work is done under your own "
            "login.",
            f"Use a URL such as {_with_login(location)}.",
        )
    if not _has_schema(connection, person):
        raise Refused(
            f"{person} has no login here yet.",
            "An administrator makes it: `review server init URL`.",
        )
    try:
        connection.execute(text(f"SET LOCAL ROLE {quoted(person)}"))
    except ProgrammingError:
        raise Refused(
            f"The login {login} may not work as {person}.",
            f"Use {person}'s own login, such as {_with_login(location, person)}.",
        ) from None
    return person


def work_as(engine: Engine, member: str) -> None:
    """Let every connection of `engine` act as `member`, whoever opened it, in their own schema."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET ROLE {quoted(member)}")
        connection.execute(f"SET search_path = {quoted(schema_of(member))}, public")
        connection.autocommit = False


def _has_schema(connection: Connection, person: str) -> bool:
    return connection.scalar(_HAS_SCHEMA, {"name": schema_of(person)}) is not None


def _with_login(location: str, person: str = "anna") -> str:
    scheme, _, rest = without_password(location).partition("://")
    return f"{scheme}://{person}@{rest.rpartition('@')[2]}"
