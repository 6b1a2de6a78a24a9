"""The first ballots of records that have just arrived, of all at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, false, insert, literal, select, true, update

from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Stage
from review.protocols.versions import current
from review.standing import FRESH, PENDING, PREVIOUS, screened_sets
from review.store import tables
from screening.asking import allocations, asked, places
from screening.ballot import MAIN_ROUND, needed


def fresh_ballots(connection: Connection) -> None:
    """Make the first ballot of every set that has no standing yet; nobody has decided on them."""
    _version, protocol = current(connection)
    made = tables.duplicate_set
    screened = screened_sets(protocol)
    unscreened = ~screened & (made.c.arm != PREVIOUS)
    for stage, first in ((TITLE_ABSTRACT, screened), (FULL_TEXT, unscreened)):
        ballot: dict[str, Any] = {
            "set_id": made.c.set_id,
            "stage": literal(stage),
            "round_id": literal(MAIN_ROUND[stage]),
            "place": made.c.place,
            "complete": false(),
            "revealed": false(),
            "state": literal(PENDING),
            "reason": literal(""),
            "settlement": literal(""),
            "reasons_differ": false(),
            "asked": literal(""),
            "anyone": true(),
        }
        rows = select(*ballot.values()).where(made.c.standing == FRESH, first)
        rows = rows.order_by(made.c.set_id)
        connection.execute(insert(tables.ballot).from_select(tuple(ballot), rows))
        _ask_about_fresh(connection, stage, protocol)


def _ask_about_fresh(connection: Connection, stage: Stage, protocol: Protocol) -> None:
    """Say who is asked about the ballots of sets that have no standing yet."""
    allocated = allocations(connection)
    if not allocated.at(stage):
        return
    made, ballot = tables.duplicate_set, tables.ballot
    fresh = connection.scalars(
        select(ballot.c.set_id)
        .join(made, made.c.set_id == ballot.c.set_id)
        .where(ballot.c.stage == stage, made.c.standing == FRESH)
    ).all()
    rows = []
    for set_id, place in places(connection, fresh).items():
        who = asked(allocated.chains(stage, protocol, place), (), needed(stage, protocol))
        rows.append({"key": set_id, "names": who.text, "open_to_all": who.anyone})
    if rows:
        connection.execute(
            update(ballot)
            .where(ballot.c.set_id == bindparam("key"), ballot.c.stage == stage)
            .values(asked=bindparam("names"), anyone=bindparam("open_to_all")),
            rows,
        )
