"""The people of a review and what each may do, given and withdrawn by acts (METHOD: roles)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from review.acts import Act, Kind
from review.ledger.ledger import Review
from review.refusal import Refused
from review.store import tables

ROLES = ("lead", "screener", "extractor", "adjudicator", "librarian")
REVIEWER_ROLES = frozenset({"screener", "extractor", "librarian"})


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who takes part; a retired person's acts stay."""

    name: str
    roles: frozenset[str]
    active: bool = True

    def may(self, role: str) -> bool:
        """Tell whether the person holds `role` now."""
        return self.active and role in self.roles


def people(connection: Connection) -> list[Person]:
    """Return everyone who was ever in the team, in the order in which they joined."""
    rows = connection.execute(select(tables.person).order_by(tables.person.c.position))
    return [Person(row.name, frozenset(row.roles.split()), row.active) for row in rows]


def screeners(connection: Connection) -> list[str]:
    """Return the names of those who screen now."""
    return [person.name for person in people(connection) if person.may("screener")]


def find(connection: Connection, name: str) -> Person:
    """Return the person called `name`; Refused with the names of the team otherwise."""
    team = people(connection)
    for person in team:
        if person.name == name:
            return person
    names = ", ".join(person.name for person in team) or "nobody yet"
    raise Refused(f"{name} is not in the team.", f"The team is: {names}.")


def require(connection: Connection, review: Review, roles: Collection[str], to: str) -> Person:
    """Return the person who acts if they hold one of `roles`; Refused, naming what they want `to`.

    `roles` empty means any active member of the team.
    """
    if not review.person:
        raise Refused(f"Say who you are to {to}.", "Use --as NAME, or set REVIEW_AS.")
    person = find(connection, review.person)
    if not person.active:
        raise Refused(f"{person.name} has left the team.", f"Someone else must {to}.")
    if roles and not any(person.may(role) for role in roles):
        wanted = " or ".join(roles)
        raise Refused(
            f"{person.name} is not {wanted}; only a {wanted} may {to}.",
            "The lead gives roles with `review team role`.",
        )
    return person


def known(connection: Connection, review: Review) -> None:
    """Refuse a named person who is not in the team; nobody named is fine."""
    if review.person:
        require(connection, review, (), "do that")


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.team_act).values(
            act_id=act.id,
            order=act.order,
            name=act.subject,
            roles=" ".join(act.body["roles"]),
            active=act.body["active"],
        )
    )
    _fold(connection)


def _fold(connection: Connection) -> None:
    rows = connection.execute(select(tables.team_act).order_by(tables.team_act.c.order)).all()
    latest = {row.name: row for row in rows}  # in the order in which names first appear
    connection.execute(delete(tables.person))
    if latest:
        connection.execute(
            insert(tables.person),
            [
                {"name": name, "roles": row.roles, "active": row.active, "position": position}
                for position, (name, row) in enumerate(latest.items())
            ],
        )


def _asked_again(connection: Connection, _act: Act) -> Collection[str]:
    """Return the records that are asked for again: who screens tells whether anybody can answer."""
    decision, aside = tables.decision, tables.set_aside
    return connection.scalars(
        select(decision.c.record_id).join(aside, aside.c.aside_id == decision.c.act_id).distinct()
    ).all()


def _says(act: Act) -> str:
    if not act.body["active"]:
        return f"{act.subject} left the team"
    return f"{act.subject} is {', '.join(act.body['roles'])}"


TEAM = Kind("team", _apply, (), _asked_again, _says, traced=False)
