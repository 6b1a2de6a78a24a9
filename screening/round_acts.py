"""The acts around rounds: how one ended, decisions to be made anew, who is asked, remarks."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Table, insert, select

from review.acts import Act, Kind, canonical, subject
from review.counting import counted
from review.ids import shown_record
from review.protocol import STAGES
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from screening.shares import from_data

CLOSE, AGAIN, ALLOCATE, HAND_OVER, REMARK = (
    "close-round",
    "again",
    "allocate",
    "hand-over",
    "remark",
)
DISCARD, KEEP = "discard", "keep"
DISCARDED, ASKED_AGAIN = "discarded", "again"  # because of which something is set aside
CHOICES = (KEEP, DISCARD)


def _set_aside(connection: Connection, act: Act, ids: Collection[str], because: str) -> None:
    if ids:
        connection.execute(
            insert(tables.set_aside),
            [{"aside_id": one, "act_id": act.id, "because": because} for one in ids],
        )


def decided_records(
    connection: Connection, ids: Collection[str], table: Table = tables.decision
) -> set[str]:
    """Return the records that these decisions (or rows of `table`) are on."""
    found: set[str] = set()
    for batch in batches(ids):
        found.update(connection.scalars(select(table.c.record_id).where(table.c.act_id.in_(batch))))
    return found


def _records_aside(connection: Connection, act: Act) -> set[str]:
    """Return the records on which `act` set something aside."""
    settled = decided_records(connection, act.body.get("settlements", ()), tables.settlement)
    return settled | decided_records(connection, act.body["decisions"])


def _apply_close(connection: Connection, act: Act) -> None:
    body = act.body
    if body["choice"] not in CHOICES:
        raise ValueError("a round is kept or discarded")
    connection.execute(
        insert(tables.round_closing).values(
            act_id=act.id,
            order=act.order,
            round_id=act.subject,
            choice=body["choice"],
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )
    if body["released"]:
        connection.execute(
            insert(tables.round_released),
            [
                {"act_id": act.id, "round_id": act.subject, "record_id": record}
                for record in body["released"]
            ],
        )
    _set_aside(connection, act, body["decisions"], DISCARDED)


def _touched_by_close(connection: Connection, act: Act) -> set[str]:
    """Touch all that was drawn: what is open of it goes on in the main round."""
    drawn = tables.round_record
    of_round = select(drawn.c.record_id).where(drawn.c.round_id == act.subject)
    return {*connection.scalars(of_round), *_records_aside(connection, act)}


def _says_close(act: Act) -> str:
    body = act.body
    kept = "its decisions kept" if body["choice"] == KEEP else "its decisions discarded"
    return f"round “{body['name']}” closed, {kept}: {body['why']}"


def not_screened_again(connection: Connection, act: Act) -> None:
    """Refuse to take back what set decisions aside once their records were screened again."""
    decision, in_set, gone = tables.decision, tables.record_set, tables.set_aside
    for batch in batches(_records_aside(connection, act)):
        beside = in_set.alias()
        later = (
            select(decision.c.act_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .join(beside, beside.c.set_id == in_set.c.set_id)
            .where(beside.c.record_id.in_(batch), decision.c.stage == act.body["stage"])
            .where(decision.c.order > act.order)
            .where(~select(gone.c.act_id).where(gone.c.aside_id == decision.c.act_id).exists())
        )
        if connection.scalar(later.limit(1)):
            raise Refused(
                "Some of these records have been screened again since.",
                "What was decided anew stays; set decisions aside again with `review round again`.",
            )


def _apply_again(connection: Connection, act: Act) -> None:
    if act.body["stage"] not in STAGES:
        raise ValueError("decisions are made at a stage")
    _set_aside(connection, act, (*act.body["decisions"], *act.body["settlements"]), ASKED_AGAIN)


def _says_again(act: Act) -> str:
    number = counted(act.body["records"], "record")
    return f"decisions on {number} at {act.body['stage']} to be made anew: {act.body['why']}"


def _apply_allocate(connection: Connection, act: Act) -> None:
    from_data(act.body["shares"])  # all that follows rests on its being one
    connection.execute(
        insert(tables.allocation).values(
            act_id=act.id,
            order=act.order,
            stage=act.body["stage"],
            body=canonical(act.body["shares"]),
        )
    )


def _all_records(connection: Connection, _act: Act) -> Collection[str]:
    """Who is asked may change for every ballot."""
    return connection.scalars(select(tables.record_set.c.record_id)).all()


def _says_allocate(act: Act) -> str:
    names = ", ".join(act.body["shares"]["shares"]) or "whoever comes first"
    return f"records at {act.body['stage']} allocated to {names}"


def _apply_hand_over(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.succession).values(
            act_id=act.id, order=act.order, leaver=act.subject, successor=act.body["to"]
        )
    )


def _says_hand_over(act: Act) -> str:
    return f"what {act.subject} had yet to decide handed over to {act.body['to']}"


def _apply_remark(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.remark).values(
            act_id=act.id,
            order=act.order,
            record_id=act.subject,
            stage=act.body["stage"],
            by=act.by,
            at=act.at,
            text=act.body["text"],
        )
    )


def _says_remark(act: Act) -> str:
    return f"remark on {shown_record(act.subject)} at {act.body['stage']}: {act.body['text']}"


ROUND_KINDS = (
    Kind(
        CLOSE,
        _apply_close,
        (tables.round_closing, tables.round_released, tables.set_aside),
        _touched_by_close,
        _says_close,
        undoable=True,
        may_withdraw=not_screened_again,
    ),
    Kind(
        AGAIN,
        _apply_again,
        (tables.set_aside,),
        _records_aside,
        _says_again,
        undoable=True,
        may_withdraw=not_screened_again,
        traced=False,  # on which records somebody has decided is nobody else's to know
    ),
    Kind(
        ALLOCATE,
        _apply_allocate,
        (tables.allocation,),
        _all_records,
        _says_allocate,
        undoable=True,
        traced=False,
    ),
    Kind(
        HAND_OVER,
        _apply_hand_over,
        (tables.succession,),
        _all_records,
        _says_hand_over,
        undoable=True,
        traced=False,
    ),
    Kind(REMARK, _apply_remark, (tables.remark,), subject, _says_remark, undoable=True),
)
