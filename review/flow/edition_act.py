"""The act that closes an edition: what it keeps has to be a flow."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import Act, Kind, nobody
from review.editions import EDITION, keep, refuse_a_gap, says
from review.flow.keeping import from_data
from review.flow.numbers import numbers_of
from review.store import tables


def _apply(connection: Connection, act: Act) -> None:
    numbers = numbers_of(from_data(act.body["flow"]))
    listed = [count for named in numbers.named.values() for count in named.values()]
    for count in (*numbers.counts.values(), *listed):
        if count is not None and not isinstance(count, int):
            raise TypeError(f"{count} is no number")
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
