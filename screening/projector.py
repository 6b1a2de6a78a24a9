"""The acts of screening: decisions, reveals, settlements and rounds, and the rows they write."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, subject
from review.counting import counted
from review.ids import shown_record
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.store.bulk import insert_rows
from screening.ballot import BACK
from screening.round_acts import decided_records

DECIDE, REVEAL, SETTLE, ROUND, GIVE_UP = "decide", "reveal", "settle", "round", "give-up"


_DECISION = (
    "act_id",
    "order",
    "record_id",
    "stage",
    "reviewer",
    "verdict",
    "reasons",
    "fails",
    "note",
    "at",
    "protocol",
    "replaces",
    "sealed",
)


def _apply_decide(connection: Connection, act: Act) -> None:
    _apply_decisions(connection, [act])


def _apply_decisions(connection: Connection, acts: Sequence[Act]) -> None:
    insert_rows(connection, tables.decision, _DECISION, [_decision(act) for act in acts])


def _decision(act: Act) -> tuple[str | bool, ...]:
    body = act.body
    return (
        act.id,
        act.order,
        act.subject,
        body["stage"],
        act.reviewer,
        body.get("verdict", ""),
        " ".join(body.get("reasons", ())),
        " ".join(body.get("fails", ())),
        body.get("note", ""),
        act.when,
        body.get("protocol", ""),
        " ".join(body.get("replaces", ())),
        act.sealed,
    )


def _frozen(connection: Connection, act: Act) -> None:
    revealed = tables.revealed
    if connection.scalar(
        select(revealed.c.act_id).where(revealed.c.decision_id == act.id).limit(1)
    ):
        raise Refused(
            f"The decision on {shown_record(act.subject)} has been revealed and is frozen.",
            "A revealed decision is only changed by a settlement: `review settle`.",
        )


def _says_decide(act: Act) -> str:
    reasons = f" ({', '.join(act.body['reasons'])})" if act.body.get("reasons") else ""
    verdict = act.body.get("verdict", "sealed decision")
    return f"{verdict}{reasons} on {shown_record(act.subject)} at {act.body['stage']}"


def _apply_reveal(connection: Connection, act: Act) -> None:
    rows = [(decision, act.id) for decision in act.body["decisions"]]
    insert_rows(connection, tables.revealed, ("decision_id", "act_id"), rows)


def _touched_decisions(connection: Connection, act: Act) -> set[str]:
    return decided_records(connection, act.body["decisions"])


def _says_reveal(act: Act) -> str:
    body = act.body
    # In a copy in which some are sealed still it reveals nothing yet.
    ballots = counted(body["ballots"], "ballot")
    return f"reveal of {ballots} at {body['stage']}: {body['because']}"


def _apply_settle(connection: Connection, act: Act) -> None:
    body = act.body
    connection.execute(
        insert(tables.settlement).values(
            act_id=act.id,
            order=act.order,
            record_id=act.subject,
            stage=body["stage"],
            outcome=body["outcome"],
            method=body["method"],
            reason=body.get("reason", ""),
            why=body["why"],
            people=", ".join(body["people"]),
            settles=" ".join(sorted(body["settles"])),
            by=act.by,
            at=act.at,
        )
    )


def _says_settle(act: Act) -> str:
    body = act.body
    reason = f" ({body['reason']})" if body.get("reason") else ""
    if body["outcome"] == BACK:
        return (
            f"{shown_record(act.subject)} sent back to {body['stage']} "
            f"by {', '.join(body['people'])}: {body['why']}"
        )
    return (
        f"{shown_record(act.subject)} settled as {body['outcome']}{reason} at {body['stage']}, "
        f"{body['method']}, by {', '.join(body['people'])}: {body['why']}"
    )


def _apply_round(connection: Connection, act: Act) -> None:
    body = act.body
    connection.execute(
        insert(tables.screening_round).values(
            id=act.id,
            order=act.order,
            stage=body["stage"],
            name=body["name"],
            kind="calibration",
            seed=body["seed"],
            closed=False,
            ranked=body.get("ranked", 0),
        )
    )
    connection.execute(
        insert(tables.round_record),
        [{"round_id": act.id, "record_id": record} for record in body["records"]],
    )


def _touched_by_round(_connection: Connection, act: Act) -> tuple[str, ...]:
    return tuple(act.body["records"])


def _not_begun(connection: Connection, act: Act) -> None:
    """Refuse to take back a round in which somebody has decided, or that is closed."""
    name = act.body["name"]
    closed, decision, in_set = tables.round_closing, tables.decision, tables.record_set
    if connection.scalar(select(closed.c.act_id).where(closed.c.round_id == act.id).limit(1)):
        raise Refused(
            f"Round “{name}” is closed, and stays.",
            f"Whoever closed it can take that back: `review undo`; `review round show {name}` "
            "tells who.",
        )
    beside = in_set.alias()
    for batch in batches(act.body["records"]):
        begun = (
            select(decision.c.act_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .join(beside, beside.c.set_id == in_set.c.set_id)
            .where(beside.c.record_id.in_(batch), decision.c.stage == act.body["stage"])
        )
        if connection.scalar(begun.limit(1)):
            raise Refused(
                f"Round “{name}” has begun: somebody has decided in it.",
                f"It ends by being closed: `review round close {name} discard --stage "
                f"{act.body['stage']} --why TEXT` lets its records be screened again.",
            )


def _says_round(act: Act) -> str:
    return f"calibration round “{act.body['name']}” of {len(act.body['records'])} records"


def _apply_give_up(connection: Connection, act: Act) -> None:
    body = act.body
    connection.execute(
        insert(tables.given_up),
        [
            {
                "decision_id": decision,
                "act_id": act.id,
                "reviewer": act.subject,
                "why": body["why"],
            }
            for decision in body["decisions"]
        ],
    )


def _says_give_up(act: Act) -> str:
    number = len(act.body["decisions"])
    return f"{number} sealed decisions of {act.subject} given up: {act.body['why']}"


KINDS = (
    Kind(
        DECIDE,
        _apply_decide,
        (tables.decision,),
        subject,
        _says_decide,
        undoable=True,
        may_withdraw=_frozen,
        public=("stage", "protocol", "replaces", "together"),
        stays_once_sent=True,
        apply_all=_apply_decisions,
    ),
    Kind(REVEAL, _apply_reveal, (), _touched_decisions, _says_reveal, traced=False),
    Kind(
        GIVE_UP,
        _apply_give_up,
        (tables.given_up,),
        _touched_decisions,
        _says_give_up,
        undoable=True,
        traced=False,
    ),
    Kind(SETTLE, _apply_settle, (tables.settlement,), subject, _says_settle, undoable=True),
    Kind(
        ROUND,
        _apply_round,
        (),
        _touched_by_round,
        _says_round,
        undoable=True,
        may_withdraw=_not_begun,
        traced=False,
        named=(tables.screening_round.c.id, tables.round_record.c.round_id),
    ),
)
