"""The log of exchanges: which files left this copy and which were merged, and how far that went."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from review.acts import now
from review.store import tables


def note(
    connection: Connection,
    exchange: str,
    direction: str,
    by: str,
    *,
    acts: int,
    facts: int,
    partner: str = "",
    copy: str = "",
) -> str:
    """Log one exchange under the id `exchange` and return that; one known already is not logged."""
    table = tables.exchange
    if connection.scalar(select(table.c.id).where(table.c.id == exchange)) is None:
        connection.execute(
            insert(table).values(
                id=exchange,
                direction=direction,
                by=by,
                partner=partner,
                copy=copy,
                at=now(),
                acts=acts,
                facts=facts,
            )
        )
    return exchange


def note_sent(connection: Connection, exchange: str, ends: Mapping[str, int]) -> None:
    """Log how far the acts of each writer have left this copy by that exchange."""
    rows = [{"exchange_id": exchange, "writer": writer, "seq": seq} for writer, seq in ends.items()]
    if rows:
        connection.execute(insert(tables.sent), rows)
