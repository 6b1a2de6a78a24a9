"""Asking for decisions anew: changed criteria queue what was decided under the old ones again.

Decisions and settlements made before the act count no longer at its stage (nor in full text, where
titles and abstracts are asked for again); they stay in the history. The new ones are as blind as
the first were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Select, insert, select

from review import team
from review.acts import Act, Kind
from review.counting import counted
from review.ids import fresh
from review.ledger import Review
from review.lookup import resolve
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT, Stage
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.versions import current

REOPEN = "reopen"


def sets_reopened(connection: Connection, sets: Collection[str]) -> dict[tuple[str, str], str]:
    """Return, by set and stage, the order of the latest act that asks for its decisions anew."""
    table, in_set = tables.reopened, tables.record_set
    found: dict[tuple[str, str], str] = {}
    if connection.scalar(select(table.c.act_id).limit(1)) is None:
        return found
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(in_set.c.set_id, table.c.stage, table.c.order)
            .join(in_set, in_set.c.record_id == table.c.record_id)
            .where(in_set.c.set_id.in_(batch))
            .order_by(table.c.order)
        )
        found.update({(set_id, stage): order for set_id, stage, order in rows})
    return found


def reopen(
    review: Review, typed: Sequence[str], stage: Stage, why: str, reason: str = "", source: str = ""
) -> int:
    """Ask for decisions at `stage` anew and return on how many reports or records.

    Without any `typed`: on all that were excluded there (for `reason`, where one is named) under an
    earlier version of the protocol. An act of the lead; Refused where it says no why, and where
    nothing is meant.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "ask for decisions anew")
        if not why.strip():
            raise Refused(
                "Whoever asks for decisions anew says why.", "Add --why with a few words."
            )
        if typed:
            sets = {resolve(connection, one, source).set_id for one in typed}
        else:
            sets = set(connection.scalars(_excluded_earlier(connection, stage, reason)))
        decided = _decided(connection, sets, stage)
        if not decided:
            raise Refused(
                f"Nothing that was decided at {stage} is meant.",
                "Name records, or set the changed protocol first: `review protocol set`.",
            )
        body = {"stage": stage, "records": sorted(decided), "why": why.strip()}
        if reason:
            body["reason"] = reason
        writing.append(REOPEN, fresh(), body)
    return len(decided)


def _excluded_earlier(connection: Connection, stage: Stage, reason: str) -> Select[tuple[str]]:
    """Return the query for the sets excluded at `stage` by decisions under another version."""
    version, protocol = current(connection)
    made, in_set, decision = tables.duplicate_set, tables.record_set, tables.decision
    query = (
        select(made.c.set_id)
        .join(in_set, in_set.c.set_id == made.c.set_id)
        .join(decision, decision.c.record_id == in_set.c.record_id)
        .where(made.c.standing == f"excluded-{stage}")
        .where(decision.c.stage == stage, decision.c.protocol != version)
        .distinct()
    )
    return query.where(made.c.reason == protocol.find_reason(reason).id) if reason else query


def _decided(connection: Connection, sets: Collection[str], stage: Stage) -> set[str]:
    """Return those of `sets` whose ballot at `stage` is revealed or settled."""
    ballot, found = tables.ballot, set[str]()
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(ballot.c.set_id, ballot.c.revealed, ballot.c.settlement).where(
                ballot.c.set_id.in_(batch), ballot.c.stage == stage
            )
        )
        found |= {row.set_id for row in rows if row.revealed or row.settlement}
    return found


def _apply(connection: Connection, act: Act) -> None:
    stages = STAGES if act.body["stage"] == TITLE_ABSTRACT else (FULL_TEXT,)
    connection.execute(
        insert(tables.reopened),
        [
            {"act_id": act.id, "record_id": record, "stage": stage, "order": act.order}
            for record in act.body["records"]
            for stage in stages
        ],
    )


def _touched(_connection: Connection, act: Act) -> Collection[str]:
    return tuple(act.body["records"])


def _says(act: Act) -> str:
    unit = "record" if act.body["stage"] == TITLE_ABSTRACT else "report"
    number = counted(len(act.body["records"]), unit)
    return f"decisions on {number} asked for anew at {act.body['stage']}: {act.body['why']}"


REOPEN_KIND = Kind(REOPEN, _apply, (tables.reopened,), _touched, _says, undoable=True)
