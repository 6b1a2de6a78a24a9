"""Full texts: the log of requests and retrievals, attached files, and records taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from review.acts import Act, Kind, subject
from review.ids import shown_record
from review.standing import batches
from review.store import tables

RETRIEVAL, REMOVE = "retrieval", "remove"
STATES = ("requested", "retrieved", "not-retrieved")
BECAUSE = ("automation", "other")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One line of the log of a report's full text."""

    state: str
    file: str
    via: str
    at: str


def log_of(connection: Connection, records: Sequence[str]) -> list[Retrieval]:
    """Return the log of the report that `records` describe, oldest first."""
    table = tables.retrieval
    rows: list[Row[Any]] = []
    for batch in batches(records):
        rows.extend(connection.execute(select(table).where(table.c.record_id.in_(batch))))
    return [
        Retrieval(row.state, row.file, row.via, row.at)
        for row in sorted(rows, key=lambda row: row.order)
    ]


def _apply_retrieval(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.retrieval).values(
            act_id=act.id,
            record_id=act.subject,
            order=act.order,
            state=act.body["state"],
            file=act.body.get("file", ""),
            via=act.body.get("via", ""),
            at=act.at,
        )
    )


def _says_retrieval(act: Act) -> str:
    via = f" via {act.body['via']}" if act.body.get("via") else ""
    return f"full text of {shown_record(act.subject)} {act.body['state'].replace('-', ' ')}{via}"


def _apply_removal(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.removal).values(
            act_id=act.id,
            record_id=act.subject,
            because=act.body["because"],
            why=act.body["why"],
        )
    )


def _says_removal(act: Act) -> str:
    return f"{shown_record(act.subject)} removed before screening: {act.body['why']}"


RETRIEVAL_KIND = Kind(
    RETRIEVAL,
    _apply_retrieval,
    (tables.retrieval,),
    subject,
    _says_retrieval,
    undoable=True,
    reshapes=True,
)
REMOVAL_KIND = Kind(
    REMOVE,
    _apply_removal,
    (tables.removal,),
    subject,
    _says_removal,
    undoable=True,
    reshapes=True,
)
