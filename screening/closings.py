"""How rounds ended, as it is read from the store."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.store import tables
from screening.round_acts import DISCARD


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a round: what became of its decisions, why, by whom and when."""

    id: str
    round_id: str
    choice: str
    why: str
    by: str
    at: str


def closings(connection: Connection) -> dict[str, Closing]:
    """Return how each closed round ended, by its id.

    Where two copies closed it apart, one keeping and one discarding, what is discarded is gone.
    """
    made = tables.round_closing
    found: dict[str, Closing] = {}
    for row in connection.execute(select(made).order_by(made.c.order)):
        closing = Closing(row.act_id, row.round_id, row.choice, row.why, row.by, row.at)
        earlier = found.get(row.round_id)
        if earlier is None or earlier.choice != DISCARD:
            found[row.round_id] = closing
    return found
