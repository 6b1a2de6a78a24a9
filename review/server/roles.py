"""The logins of a team: which there are, which can be made, and which may not be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from review.refusal import Refused
from review.store.membership import quoted, schema_of

_LONGEST = 63  # bytes of a name in PostgreSQL
_NAME = re.compile(r"[\w.@+-]+")
_NOT_NAMES = ("public", "none")  # and those that begin with pg_

# What a role may be a member of and then read or do past every policy.
_MIGHTY = (
    "pg_read_all_data",
    "pg_write_all_data",
    "pg_read_server_files",
    "pg_write_server_files",
    "pg_execute_server_program",
    "pg_read_all_stats",
    "pg_monitor",
)
_ATTRIBUTES = {
    "rolsuper": "a superuser",
    "rolbypassrls": "a role with BYPASSRLS",
    "rolreplication": "a role with REPLICATION",
    "rolcreaterole": "a role with CREATEROLE",
}
_ROLE = text(
    "SELECT rolsuper, rolbypassrls, rolreplication, rolcreaterole, rolcanlogin "
    "FROM pg_roles WHERE rolname = :name"
)
_BELONGS = text(
    "SELECT r.rolname FROM pg_roles r WHERE r.rolname <> :name AND r.rolname = ANY(:to) "
    "AND pg_has_role(:name, r.oid, 'MEMBER') ORDER BY 1"
)


def missing(connection: Connection, people: Iterable[str]) -> list[str]:
    """Return the people who have no role yet; Refused where a name cannot be one."""
    for name in people:
        _check_name(name)
    return [name for name in people if connection.execute(_ROLE, {"name": name}).first() is None]


def make(connection: Connection, names: Sequence[str]) -> None:
    """Make a login for each of `names`, without a password."""
    for name in names:
        connection.execute(text(made_by(name)))


def made_by(name: str) -> str:
    """Return the statement that makes the login of a person."""
    return f"CREATE ROLE {quoted(name)} LOGIN"


def may_make(connection: Connection) -> bool:
    """Tell whether whoever is connected may make roles."""
    query = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(connection.scalar(text(query)))


def check(connection: Connection, people: Sequence[str], owners: Sequence[str]) -> None:
    """Refuse a role of `people` that policies would not hold, or that may become such a one.

    `owners` own the database and its tables.
    """
    for name in people:
        row = connection.execute(_ROLE, {"name": name}).one()._mapping  # noqa: SLF001
        for attribute, what in _ATTRIBUTES.items():
            if row[attribute]:
                raise _cannot(name, what)
        if not row["rolcanlogin"]:
            raise Refused(
                f"The role {name} is there, but it is no login.",
                f"An administrator runs: ALTER ROLE {quoted(name)} LOGIN;",
            )
        if name in owners:
            raise _cannot(name, "the owner of the review's tables")
        others = [*owners, *_MIGHTY, *(other for other in people if other != name)]
        over = connection.scalars(_BELONGS, {"name": name, "to": others}).first()
        if over:
            raise _cannot(name, f"a member of {over}")


def _cannot(name: str, what: str) -> Refused:
    return Refused(
        f"{name} is {what}, whom no policy would keep from reading unrevealed decisions.",
        "Give that person an ordinary login, and make the review under another one.",
    )


def _check_name(name: str) -> None:
    kept = name in _NOT_NAMES or name.startswith("pg_")
    if kept or not _NAME.fullmatch(name) or len(schema_of(name).encode()) > _LONGEST:
        raise Refused(
            f"PostgreSQL has no login called “{name}”.",
            "Add that person to the team under another name.",
        )
