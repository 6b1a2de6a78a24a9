"""Remarks: what reviewers say to each other about a record once their decisions are revealed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.acts import Act
from review.ledger.ledger import Review
from review.people import team
from review.protocol import STAGES, Stage
from review.records.lookup import Found, members
from review.refusal import Refused
from review.store import tables
from screening.round_acts import REMARK


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark, and at which stage."""

    stage: str
    by: str
    at: str
    text: str


def remark(review: Review, record: Found, text: str, stage: Stage | None = None) -> Act:
    """Keep a remark on a record, for all to read; by default at the latest stage revealed.

    Refused before the reveal: what one thinks until then goes into a note, and stays one's own.
    """
    if not text.strip():
        raise Refused("A remark says something.", "Put it into quotes after the record.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, (), "remark on a record")
        open_at = [one for one in STAGES if one in _revealed_at(connection, record.set_id)]
        if not open_at or (stage and stage not in open_at):
            raise Refused(
                f"The decisions on {record.shown} are not revealed"
                f"{f' at {stage}' if stage else ''}.",
                "Until then, write a note with your decision: `review decide ... --note`.",
            )
        body = {"stage": stage or open_at[-1], "text": text.strip()}
        return writing.append(REMARK, record.id, body)


def _revealed_at(connection: Connection, set_id: str) -> set[str]:
    ballot = tables.ballot
    query = select(ballot.c.stage).where(ballot.c.set_id == set_id, ballot.c.revealed)
    return set(connection.scalars(query))


def remarks_on(connection: Connection, set_id: str, viewer: str = "") -> list[Remark]:
    """Return the remarks on a set in order: one's own, and all where decisions are revealed."""
    table, open_at = tables.remark, _revealed_at(connection, set_id)
    records = [member.id for member in members(connection, set_id)]
    rows = connection.execute(
        select(table).where(table.c.record_id.in_(records)).order_by(table.c.order)
    )
    return [
        Remark(row.stage, row.by, row.at, row.text)
        for row in rows
        if row.stage in open_at or (viewer and row.by == viewer)
    ]
