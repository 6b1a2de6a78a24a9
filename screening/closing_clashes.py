"""Rounds that two copies closed differently: listed, and closed once more over both.

Until that is settled, what one of them discarded does not count. No decision is told here: that a
round was kept or discarded is for everyone to know.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.clean import one_line
from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.store import tables
from screening.closings import Closing, all_closings
from screening.round_acts import CLOSE, DISCARD


def clashes(connection: Connection) -> list[Clash]:
    """Return every round that was closed differently, in the order of drawing."""
    found = all_closings(connection).clashing
    made = tables.screening_round
    rows = connection.execute(select(made).where(made.c.id.in_(found)).order_by(made.c.order))
    return [
        clash_of(
            "round",
            f"Round “{one_line(row.name)}” at {row.stage}",
            [_side(connection, closing) for closing in found[row.id]],
        )
        for row in rows
    ]


def _side(connection: Connection, closing: Closing) -> Side:
    (act,) = load(connection, [closing.id])
    records = counted(len(act.body["released"]), "record")
    if closing.choice == DISCARD:
        says = f"its decisions discarded, {records} to be screened again: {closing.why}"
    else:
        says = f"its decisions kept: {closing.why}"
    return Side(closing.id, closing.by, closing.at, says)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Close the round as side `number` did, over all sides; an act of the lead."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "settle how a round was closed")
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        body = {**taken.body, "over": clash.act_ids, "why": reason_given(why)}
        act = writing.append(CLOSE, taken.subject, body)
    return review.projectors.kinds[CLOSE].says(act)
