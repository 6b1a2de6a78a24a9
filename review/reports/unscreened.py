"""What a stop of ranked screening left unscreened, as long as that stop holds.

An act at a stage, whether it stops screening or takes it up again, holds until another one takes
its place. Two copies that say different things of a stage clash: then nothing holds, and what was
left is to be screened until somebody takes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from review.acts import load
from review.ledger.heads import heads, over_of
from review.store import tables


@dataclass(frozen=True, slots=True)
class StopWord:
    """One standing act by which screening was stopped at a stage, or taken up again."""

    id: str
    order: str
    over: frozenset[str] | None
    row: Row[Any]

    @property
    def says(self) -> tuple[object, ...]:
        """Return what two words have to agree in."""
        row = self.row
        goal = (row.target, row.confidence, row.total, row.screened) if row.stopped else ()
        return (bool(row.stopped), *goal)


def stop_words(connection: Connection) -> Mapping[str, list[StopWord]]:
    """Return, for each stage, the acts whose place no other one has taken, in order."""
    stop = tables.rank_stop
    rows = connection.execute(select(stop).order_by(stop.c.order)).all()
    stages = Counter(row.stage for row in rows)
    several = [row.act_id for row in rows if stages[row.stage] > 1]  # a single one is over nothing
    over = {act.id: over_of(act.body) for act in load(connection, several)}
    by_stage: dict[str, list[StopWord]] = {}
    for row in rows:
        word = StopWord(row.act_id, row.order, over.get(row.act_id), row)
        by_stage.setdefault(row.stage, []).append(word)
    return {stage: heads(words) for stage, words in by_stage.items()}


def stops_apart(connection: Connection) -> Mapping[str, list[StopWord]]:
    """Return the stages of which two copies say different things, with what they say."""
    found = stop_words(connection)
    return {stage: words for stage, words in found.items() if len({w.says for w in words}) > 1}


def holding_stop(connection: Connection, stage: str) -> Row[Any] | None:
    """Return the row of the stop that holds at `stage`; None where screening goes on."""
    return holding_stops(connection).get(stage)


def left_unscreened(
    connection: Connection, records: Collection[str], stops: Collection[str]
) -> set[str]:
    """Return those of `records` that one of `stops`, ids of acts, left unscreened."""
    if not stops:
        return set()
    left = tables.rank_left
    query = select(left.c.record_id).where(left.c.record_id.in_(records))
    return set(connection.scalars(query.where(left.c.act_id.in_(stops))))


def number_left(connection: Connection) -> int:
    """Count the sets that a stop left unscreened and that are no duplicates of screened ones."""
    stops = holding_stops(connection)
    counted = select(func.count()).select_from(_left(stops).subquery())
    return (connection.scalar(counted) or 0) if stops else 0


def sets_left(connection: Connection) -> list[str]:
    """Return the ids of the sets that `number_left` counts."""
    stops = holding_stops(connection)
    return sorted(connection.scalars(_left(stops))) if stops else []


def _left(holding: Mapping[str, Row[Any]]) -> Select[Any]:
    left, in_set, made = tables.rank_left, tables.record_set, tables.duplicate_set
    stops = [row.act_id for row in holding.values()]
    return (
        select(made.c.set_id)
        .distinct()
        .join(in_set, in_set.c.set_id == made.c.set_id)
        .join(left, left.c.record_id == in_set.c.record_id)
        .where(made.c.removed == "automation", left.c.act_id.in_(stops))
    )


def holding_stops(connection: Connection) -> dict[str, Row[Any]]:
    """Return the stop that holds, by stage."""
    return {
        stage: words[-1].row
        for stage, words in stop_words(connection).items()
        if len({word.says for word in words}) == 1 and words[-1].row.stopped
    }
