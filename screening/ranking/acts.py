"""The acts of ranked screening: the way of ordering, seeds, released batches, stops."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, nobody
from review.counting import counted
from review.protocol import STAGES
from review.standing import batches
from review.store import tables

WAY, SEEDS, BATCH, STOP = "rank-way", "rank-seeds", "rank-batch", "rank-stop"
RANKED, RANDOM, SOURCE = "ranked", "random", "source"
WAYS = (RANKED, RANDOM, SOURCE)


def _at_stage(act: Act) -> str:
    stage = act.body["stage"]
    if stage not in STAGES:
        raise ValueError("records are ranked at a stage")
    return str(stage)


def _apply_way(connection: Connection, act: Act) -> None:
    body = act.body
    if body["way"] not in WAYS:
        raise ValueError("there is no such way of ordering records")
    connection.execute(
        insert(tables.rank_way).values(
            act_id=act.id,
            order=act.order,
            stage=_at_stage(act),
            way=body["way"],
            seed=int(body["seed"]),
            target=float(body["target"]),
            confidence=float(body["confidence"]),
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )


def _says_way(act: Act) -> str:
    body = act.body
    why = f": {body['why']}" if body["why"] else ""
    return f"records at {body['stage']} in {body['way']} order{why}"


def _apply_seeds(connection: Connection, act: Act) -> None:
    stage = _at_stage(act)
    rows = [
        {"act_id": act.id, "order": act.order, "stage": stage, "record_id": record}
        for record in act.body["records"]
    ]
    connection.execute(insert(tables.rank_seed), rows)


def _says_seeds(act: Act) -> str:
    number = counted(len(act.body["records"]), "record")
    return f"{number} named as relevant before screening at {act.body['stage']}"


def _apply_batch(connection: Connection, act: Act) -> None:
    stage = _at_stage(act)
    rows = [
        {
            "act_id": act.id,
            "order": act.order,
            "stage": stage,
            "record_id": record,
            "place": place,
        }
        for place, record in enumerate(act.body["records"])
    ]
    connection.execute(insert(tables.rank_batch), rows)


def _says_batch(act: Act) -> str:
    number = counted(len(act.body["records"]), "record")
    return f"{number} released for ranked screening at {act.body['stage']}"


def _apply_stop(connection: Connection, act: Act) -> None:
    body = act.body
    connection.execute(
        insert(tables.rank_stop).values(
            act_id=act.id,
            order=act.order,
            stage=_at_stage(act),
            stopped=bool(body["stopped"]),
            target=float(body["target"]),
            confidence=float(body["confidence"]),
            p=float(body["p"]),
            total=int(body["total"]),
            screened=int(body["screened"]),
            found=int(body["found"]),
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )
    if body["records"]:
        connection.execute(
            insert(tables.rank_left),
            [{"act_id": act.id, "record_id": record} for record in body["records"]],
        )


def _touched_by_stop(connection: Connection, act: Act) -> Collection[str]:
    """Return the records of this stop, and of all others: which of them holds may change."""
    left, stop = tables.rank_left, tables.rank_stop
    others = connection.scalars(
        select(left.c.record_id)
        .join(stop, stop.c.act_id == left.c.act_id)
        .where(stop.c.stage == act.body["stage"])
        .distinct()
    )
    found = {*act.body["records"], *others}
    record, there = tables.record, set[str]()
    for batch in batches(sorted(found)):
        there.update(connection.scalars(select(record.c.id).where(record.c.id.in_(batch))))
    return there


def _says_stop(act: Act) -> str:
    body = act.body
    why = f": {body['why']}" if body["why"] else ""
    if not body["stopped"]:
        return f"screening at {body['stage']} taken up again{why}"
    left = counted(len(body["records"]), "record")
    return f"screening at {body['stage']} stopped, {left} left unscreened{why}"


RANK_KINDS = (
    Kind(WAY, _apply_way, (tables.rank_way,), nobody, _says_way, undoable=True),
    Kind(SEEDS, _apply_seeds, (tables.rank_seed,), nobody, _says_seeds, undoable=True),
    Kind(BATCH, _apply_batch, (), nobody, _says_batch, traced=False),
    Kind(
        STOP,
        _apply_stop,
        (tables.rank_stop, tables.rank_left),
        _touched_by_stop,
        _says_stop,
        undoable=True,
        reshapes=True,
        traced=False,
    ),
)
