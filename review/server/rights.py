"""What whoever sets up a team's server must be allowed to do, and the statements that allow it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from review.refusal import Refused
from review.server import roles
from review.store.membership import quoted

_DATABASE = text(
    "SELECT datname, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
)


def database(connection: Connection) -> tuple[str, str]:
    """Return the name of the database and its owner."""
    row = connection.execute(_DATABASE).one()
    return str(row[0]), str(row[1])


def check(connection: Connection, owner: str, people: Sequence[str], made: Sequence[str]) -> None:
    """Refuse, with the statements that help, where whoever is connected lacks a right.

    `owner` owns the tables; `made` are the logins of `people` that are still to be made.
    """
    login = str(connection.scalar(text("SELECT current_user")))
    if login in people and login != owner:
        raise Refused(
            f"{login} works in this review; its server is set up by an administrator.",
            "Connect as whoever made the review, or as a superuser.",
        )
    lacking = []
    if made and not roles.may_make(connection):
        lacking += [roles.made_by(name) for name in made]
    if not connection.scalar(text("SELECT pg_has_role(:owner, 'MEMBER')"), {"owner": owner}):
        lacking.append(f"GRANT {quoted(owner)} TO {quoted(login)}")
    if not connection.scalar(text("SELECT has_database_privilege(current_database(), 'CREATE')")):
        name = quoted(database(connection)[0])
        lacking.append(f"GRANT CREATE ON DATABASE {name} TO {quoted(login)}")
    _refuse(login, lacking)


def check_empty(connection: Connection) -> None:
    """Refuse to prepare a database in which whoever is connected may make no table."""
    login = str(connection.scalar(text("SELECT current_user")))
    may = connection.scalar(text("SELECT has_schema_privilege('public', 'CREATE')"))
    _refuse(login, [] if may else [f"GRANT CREATE ON SCHEMA public TO {quoted(login)}"])


def check_admitted(connection: Connection, people: Sequence[str]) -> None:
    """Refuse where `people` may not connect, or may still make things where all look for them."""
    name, _owner = database(connection)
    lacking = []
    for person in people:
        rights = connection.execute(
            text(
                "SELECT has_database_privilege(:name, current_database(), 'CONNECT'), "
                "has_schema_privilege(:name, 'public', 'CREATE')"
            ),
            {"name": person},
        ).one()
        if not rights[0]:
            lacking.append(f"GRANT CONNECT ON DATABASE {quoted(name)} TO {quoted(person)}")
        if rights[1]:
            lacking.append(f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {quoted(person)}")
    _refuse(str(connection.scalar(text("SELECT current_user"))), lacking)


def _refuse(login: str, lacking: Sequence[str]) -> None:
    if lacking:
        statements = " ".join(f"{statement};" for statement in dict.fromkeys(lacking))
        raise Refused(
            f"{login} lacks the rights to set up the team's logins; nothing was changed.",
            f"An administrator runs, and then `review server init` again: {statements}",
        )
