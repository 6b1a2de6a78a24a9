"""The queue of a reviewer in the order that holds, from the batches that were released to all.

A batch is released to everyone at once, and each has it in an order of their own, drawn by the
seed, one batch at a time: that another is released already shows to nobody before its turn. What a
reviewer is given follows from facts, released batches, revealed acts and their own decisions; no
score, and nothing that another has decided unrevealed, has a part in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.standing import batches
from review.store import tables
from screening.ballot import MAIN_ROUND
from screening.ranking.acts import RANDOM, RANKED, SOURCE
from screening.ranking.texts import chance
from screening.ranking.ways import Way, way_of


def arranged(
    connection: Connection, reviewer: str, stage: Stage, sets: Sequence[str]
) -> Sequence[str]:
    """Return those of `sets` that `reviewer` is offered now, in order; they come as in the sources.

    Calibration rounds stay first. While records are ranked the rest of one batch is offered.
    """
    way = way_of(connection, stage)
    if way.way == SOURCE or not sets:
        return sets
    calibrating = _calibrating(connection, stage, sets)
    first = [one for one in sets if one in calibrating]
    rest = [one for one in sets if one not in calibrating]
    if way.way == RANDOM:
        return [*first, *sorted(rest, key=lambda one: chance(way.seed, one))]
    return [*first, *_of_batches(connection, reviewer, stage, rest, way)]


def _of_batches(
    connection: Connection, reviewer: str, stage: Stage, sets: Sequence[str], way: Way
) -> list[str]:
    released = released_sets(connection, stage)
    first = min((released[one][0] for one in sets if one in released), default=None)
    offered = [one for one in sets if one in released and released[one][0] == first]
    return sorted(offered, key=lambda one: chance(way.seed, f"{reviewer}/{one}"))


def released_sets(connection: Connection, stage: Stage) -> dict[str, tuple[int, int]]:
    """Return the number of the batch (from 0) and the place in it of each set that was released.

    A set that is in several, as when two copies released it apart, belongs to the first of them.
    """
    batch, in_set = tables.rank_batch, tables.record_set
    rows = connection.execute(
        select(batch.c.order, batch.c.place, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == batch.c.record_id)
        .where(batch.c.stage == stage)
        .order_by(batch.c.order, batch.c.place)
    )
    numbers: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    for order, place, set_id in rows:
        number = numbers.setdefault(order, len(numbers))
        found.setdefault(set_id, (number, place))
    return found


def batches_of(connection: Connection, stage: Stage, sets: Collection[str]) -> list[list[str]]:
    """Return the whole batches that hold any of `sets`, as long as records are ranked."""
    if way_of(connection, stage).way != RANKED:
        return []
    whole: dict[int, list[str]] = {}
    released = released_sets(connection, stage)
    for set_id, (number, _place) in released.items():
        whole.setdefault(number, []).append(set_id)
    touched = {released[one][0] for one in sets if one in released}
    return [whole[number] for number in sorted(touched)]


def _calibrating(connection: Connection, stage: Stage, sets: Sequence[str]) -> set[str]:
    ballot, made = tables.ballot, tables.screening_round
    if not connection.scalar(select(made.c.id).where(made.c.stage == stage).limit(1)):
        return set()
    found: set[str] = set()
    for some in batches(sets):
        found.update(
            connection.scalars(
                select(ballot.c.set_id)
                .where(ballot.c.stage == stage, ballot.c.set_id.in_(some))
                .where(ballot.c.round_id != MAIN_ROUND[stage])
            )
        )
    return found
