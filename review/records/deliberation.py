"""What was decided and settled on sets, as one person may see it, for the files that leave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.sight import decision_in_sight
from review.standing import batches
from review.store import tables


@dataclass(frozen=True, slots=True)
class Decided:
    """One reviewer's decision as it holds."""

    stage: Stage
    reviewer: str
    verdict: str
    reasons: tuple[str, ...]  # ids, highest first
    note: str
    at: str

    def __str__(self) -> str:
        """Return it as a line for a manager's notes."""
        return _line(
            (self.stage, self.reviewer, self.at[:10]), self.verdict, self.reasons, self.note
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """What settled a conflict, while it stands."""

    stage: Stage
    outcome: str
    method: str
    reason: str
    why: str
    people: tuple[str, ...]
    at: str

    def __str__(self) -> str:
        """Return it as a line for a manager's notes."""
        head = (self.stage, self.method, *self.people, self.at[:10])
        return _line(head, self.outcome, (self.reason,) if self.reason else (), self.why)


@dataclass(slots=True)
class Deliberation:
    """All that the viewer may see of what was said of one set, in the order in which it was."""

    decisions: list[Decided] = field(default_factory=list)
    settlements: list[Settled] = field(default_factory=list)


def deliberations(
    connection: Connection, viewer: str, sets: Collection[str]
) -> dict[str, Deliberation]:
    """Return what `viewer` ("" for nobody named) may see of each of `sets`."""
    found = {set_id: Deliberation() for set_id in sets}
    for batch in batches(found):
        for row in _decisions(connection, viewer, batch):
            found[row.set_id].decisions.append(
                Decided(
                    row.stage,
                    row.reviewer,
                    row.verdict,
                    tuple(row.reasons.split()),
                    row.note,
                    row.at,
                )
            )
        for row in _settlements(connection, batch):
            found[row.set_id].settlements.append(
                Settled(
                    row.stage,
                    row.outcome,
                    row.method,
                    row.reason,
                    row.why,
                    tuple(filter(None, row.people.split(", "))),
                    row.at,
                )
            )
    return found


def _decisions(connection: Connection, viewer: str, sets: Collection[str]) -> list[Any]:
    """Return the decisions in sight that no later one of the same reviewer replaces."""
    decision, in_set = tables.decision, tables.record_set
    rows = connection.execute(
        select(decision, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .where(in_set.c.set_id.in_(sets), decision_in_sight(viewer))
        .order_by(decision.c.order)
    ).all()
    replaced = {old for row in rows for old in row.replaces.split()}
    return [row for row in rows if row.act_id not in replaced]


def _settlements(connection: Connection, sets: Collection[str]) -> list[Any]:
    """Return the settlements that stand, of revealed ballots only."""
    ballot, settlement = tables.ballot, tables.settlement
    return list(
        connection.execute(
            select(settlement, ballot.c.set_id)
            .join(ballot, ballot.c.settlement == settlement.c.act_id)
            .where(ballot.c.set_id.in_(sets), ballot.c.revealed)
            .order_by(settlement.c.order)
        )
    )


def _line(head: tuple[str, ...], verdict: str, reasons: tuple[str, ...], text: str) -> str:
    why = f" ({', '.join(reasons)})" if reasons else ""
    said = " ".join(text.split())
    return f"{', '.join(filter(None, head))}: {verdict}{why}" + (f": {said}" if said else "")
