"""Stops of screening that two copies made, or took back, apart: listed, and one of them taken.

Until then screening goes on. No decision is told here: stops are for everyone to see.
"""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.reports.unscreened import StopWord, stops_apart
from screening.ranking.acts import STOP


def clashes(connection: Connection) -> list[Clash]:
    """Return every stage that one copy stopped and another did not, or stopped elsewhere."""
    return [
        clash_of("stop", f"Ranked screening at {stage}", [_side(word) for word in words])
        for stage, words in stops_apart(connection).items()
    ]


def _side(word: StopWord) -> Side:
    row = word.row
    says = "screening goes on"
    if row.stopped:
        says = (
            f"stopped after {counted(row.screened, 'record')} of {row.total:,}, "
            f"{counted(row.found, 'include')} found, for a recall of {row.target:g}"
        )
    return Side(word.id, row.by, row.at, f"{says}: {row.why}" if row.why else says)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Stop as side `number` did, or go on as it did, over all sides; an act of the lead."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "settle whether screening stops")
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        body = {**taken.body, "over": clash.act_ids, "why": reason_given(why)}
        act = writing.append(STOP, taken.subject, body)
    return review.projectors.kinds[STOP].says(act)
