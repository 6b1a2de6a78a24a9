"""The act that closes an edition: what it keeps has to be a flow."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import Act, Kind, nobody
from review.editions.edition import EDITION, keep, refuse_a_gap, says
from review.flow.keeping import from_data
from review.store import tables


def _apply(connection: Connection, act: Act) -> None:
    from_data(act.body["flow"])  # raises where one of its numbers is none
    keep(connection, act)


EDITION_KIND = Kind(
    EDITION,
    _apply,
    (tables.edition,),
    nobody,
    says,
    undoable=True,
    may_withdraw=refuse_a_gap,
    traced=False,
    stays_once_sent=True,
)
