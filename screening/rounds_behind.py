"""The records behind the numbers of a round, as `round list` prints them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.refusal import Refused
from review.store import tables
from screening.rounds import find_round

WHICH = ("ballots", "revealed")


def behind_round(connection: Connection, stage: Stage, typed: str) -> Sequence[str]:
    """Return the ids of the sets behind `typed`, NAME or NAME:NUMBER; by itself all its ballots.

    Which records a round asks about, and which are revealed, is the same for everyone.
    """
    name, colon, number = typed.rpartition(":")
    if not colon:
        name, number = typed, "ballots"
    if number not in WHICH:
        raise Refused(f"“{number}” is no number here.", f"Say {', '.join(WHICH)}.")
    if not name:
        raise Refused("--open takes the name of a round.", "For instance --open main:revealed.")
    round_id = find_round(connection, stage, name)
    ballot = tables.ballot
    query = (
        select(ballot.c.set_id)
        .where(ballot.c.stage == stage, ballot.c.round_id == round_id)
        .order_by(ballot.c.place)
    )
    if number == "revealed":
        query = query.where(ballot.c.revealed)
    return connection.scalars(query).all()
