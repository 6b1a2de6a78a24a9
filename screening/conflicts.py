"""Conflicts: revealed ballots that need settling, with what each reviewer said."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.protocol import FULL_TEXT, Stage
from review.records.lookup import Found, shown_of
from review.reports.retraction import unanswered
from review.sight import decision_in_sight
from review.standing import batches
from review.store import tables
from screening.ballot import NEEDS_SETTLING, Decision
from screening.clashing import clashing
from screening.decided import decision_from
from screening.standing_decisions import stands


@dataclass(frozen=True, slots=True)
class Conflict:
    """A revealed ballot to be settled, or one whose reasons only differ."""

    record: Found
    stage: str
    state: str
    decisions: tuple[Decision, ...]
    clash: bool = False  # settled twice, differently, in two copies


def conflicts(connection: Connection, stage: Stage | None = None) -> list[Conflict]:
    """Return the conflicts (and full texts to discuss) that nobody has settled, in order.

    An included report that was retracted since is among them: its inclusion is decided anew.
    """
    return _read(connection, stage, differ=False)


def reasons_differ(connection: Connection, stage: Stage | None = None) -> list[Conflict]:
    """Return agreed exclusions whose reasons differ; they are no conflicts."""
    return _read(connection, stage, differ=True)


def _read(connection: Connection, stage: Stage | None, *, differ: bool) -> list[Conflict]:
    ballot = tables.ballot
    query = select(ballot.c.set_id, ballot.c.stage, ballot.c.state)
    if differ:
        query = query.where(ballot.c.reasons_differ)
    else:
        retracted = (ballot.c.stage == FULL_TEXT) & ballot.c.set_id.in_(unanswered(connection))
        query = query.where(ballot.c.revealed, ballot.c.state.in_(NEEDS_SETTLING) | retracted)
    if stage:
        query = query.where(ballot.c.stage == stage)
    rows = connection.execute(query.order_by(ballot.c.stage.desc(), ballot.c.place)).all()
    records = shown_of(connection, {row.set_id for row in rows})
    said = _revealed_decisions(connection, sorted({row.set_id for row in rows}))
    twice = clashing(connection) if rows and not differ else {}
    return [
        Conflict(
            records[row.set_id],
            row.stage,
            row.state,
            tuple(said.get((row.set_id, row.stage), ())),
            (row.set_id, row.stage) in twice,
        )
        for row in rows
    ]


def _revealed_decisions(
    connection: Connection, sets: list[str]
) -> dict[tuple[str, str], list[Decision]]:
    """Return the revealed decisions that count on `sets`, by set and stage, by reviewer."""
    decision, in_set = tables.decision, tables.record_set
    found: dict[tuple[str, str], list[Decision]] = {}
    for batch in batches(sets):
        rows = connection.execute(
            select(decision, in_set.c.set_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .where(in_set.c.set_id.in_(batch))
            .where(decision_in_sight(""), stands())
            .order_by(decision.c.reviewer, decision.c.order)
        ).all()
        replaced = {old for row in rows for old in row.replaces.split()}
        for row in rows:
            if row.act_id not in replaced:
                key = (row.set_id, row.stage)
                found.setdefault(key, []).append(decision_from(row, revealed=True))
    return found


def first_decisions(connection: Connection, ids: list[str]) -> dict[str, Decision]:
    """Return those of the decisions with these ids that everyone may see now, by id."""
    decision = tables.decision
    found: dict[str, Decision] = {}
    for batch in batches(ids):
        rows = connection.execute(
            select(decision).where(decision.c.act_id.in_(batch), decision_in_sight(""))
        )
        found.update({row.act_id: decision_from(row, revealed=True) for row in rows})
    return found
