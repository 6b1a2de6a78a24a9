"""Editions: versions of the review between updates, each frozen by the act that closed it.

The act names the last act of every writer that was here, so that everything can be read back as it
stood; and it keeps the flow, the studies and the standings that the next edition counts from. Two
copies that close one number without knowing of each other clash; until that is settled the edition
before holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select

from review.acts import Act, canonical
from review.counting import counted
from review.ledger.heads import heads
from review.refusal import Refused
from review.store import tables

EDITION = "edition"


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """A study that an edition included, with the sets that were its included reports."""

    id: str
    name: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One closed edition.

    `acts` gives the number of the last act of each writer, `files` the import files that were
    there, `standings` where each set stood that was not out at title and abstract, `logged` the
    acts of work done elsewhere, `sealed` the revealed decisions that nobody could read here yet,
    and `flow` the numbers as they were kept.
    """

    id: str
    order: str
    number: int
    by: str
    at: str
    why: str
    over: frozenset[str] | None
    acts: Mapping[str, int]
    files: frozenset[str]
    studies: tuple[KeptStudy, ...]
    standings: Mapping[str, str]
    logged: frozenset[str]
    sealed: frozenset[str]
    flow: Mapping[str, Any]

    @property
    def content(self) -> tuple[object, ...]:
        """Return what it says of the review: two that say the same do not clash."""
        return (self.files, self.studies, tuple(sorted(self.standings.items())), self.logged)


def editions(connection: Connection) -> list[Edition]:
    """Return the editions that hold, by number; none of a number that two copies closed apart."""
    found = []
    for words in _by_number(connection).values():
        newest = heads(words)
        if len({word.content for word in newest}) == 1:
            found.append(newest[-1])
    return found


def clashing(connection: Connection) -> list[list[Edition]]:
    """Return the editions of each number that was closed differently in two copies."""
    newest = [heads(words) for words in _by_number(connection).values()]
    return [words for words in newest if len({word.content for word in words}) > 1]


def find(connection: Connection, number: int) -> Edition:
    """Return the edition `number`; Refused where it is not closed, or closed in two ways."""
    for edition in editions(connection):
        if edition.number == number:
            return edition
    if number in _by_number(connection):
        raise Refused(
            f"Edition {number} was closed differently in two copies.",
            "Settle that first: `review clashes`.",
        )
    known = ", ".join(str(one.number) for one in editions(connection)) or "none yet"
    raise Refused(f"There is no edition {number}.", f"Closed editions: {known}.")


def _by_number(connection: Connection) -> dict[int, list[Edition]]:
    table = tables.edition
    found: dict[int, list[Edition]] = {}
    for row in connection.execute(select(table).order_by(table.c.number, table.c.order)):
        made = _parsed(row.act_id, row.order, row.number, row.by, row.at, row.body)
        found.setdefault(made.number, []).append(made)
    return found


@lru_cache(maxsize=16)
def _parsed(act_id: str, order: str, number: int, by: str, at: str, text: str) -> Edition:
    body = json.loads(text)
    return Edition(
        id=act_id,
        order=order,
        number=number,
        by=by,
        at=at,
        why=body["why"],
        over=frozenset(body["over"]),
        acts=body["acts"],
        files=frozenset(body["files"]),
        studies=tuple(
            KeptStudy(study["id"], study["name"], tuple(study["reports"]))
            for study in body["studies"]
        ),
        standings={
            set_id: standing for standing, sets in body["standings"].items() for set_id in sets
        },
        logged=frozenset(body["logged"]),
        sealed=frozenset(body["sealed"]),
        flow=body["flow"],
    )


def keep(connection: Connection, act: Act) -> None:
    """Write the row of an edition; ValueError and its like where the act makes no sense."""
    text = canonical(act.body)
    _parsed(act.id, act.order, int(act.body["number"]), act.by, act.at, text)
    connection.execute(
        insert(tables.edition).values(
            act_id=act.id,
            order=act.order,
            number=int(act.body["number"]),
            by=act.by,
            at=act.at,
            body=text,
        )
    )


def refuse_a_gap(connection: Connection, act: Act) -> None:
    """Refuse to open an edition again that a later one counts from."""
    later = select(tables.edition.c.number).where(tables.edition.c.number > act.body["number"])
    if connection.scalar(later.limit(1)):
        raise Refused(
            f"Edition {act.body['number']} stays closed: a later one counts from it.",
            "Undo the closing of the later one first.",
        )


def says(act: Act) -> str:
    """Return the act in words."""
    why = f": {act.body['why']}" if act.body["why"] else ""
    studies = counted(len(act.body["studies"]), "study", "studies")
    return f"edition {act.body['number']} closed with {studies}{why}"
