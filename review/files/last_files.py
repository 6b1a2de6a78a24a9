"""The files of a review in several copies: which came and went last, and what none has carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.acts import day
from review.counting import counted
from review.ledger.ledger import Review
from review.store import tables
from review.store.writer import writer_id


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The days of the last files: taken in from each partner, and sent by the one who asks."""

    any: bool
    merged: Mapping[str, str]
    sent: str | None


def exchanges(connection: Connection, viewer: str) -> Exchanges:
    """Return the last exchanges of this copy."""
    table = tables.exchange
    rows = connection.execute(
        select(table.c.direction, table.c.by, table.c.partner, func.max(table.c.at)).group_by(
            table.c.direction, table.c.by, table.c.partner
        )
    ).all()
    merged: dict[str, str] = {}
    sent = None
    for direction, by, partner, at in rows:
        if direction == "merged":
            merged[partner] = max(merged.get(partner, ""), day(at))
        elif by == viewer:
            sent = day(at)
    return Exchanges(bool(rows), merged, sent)


def unsent_acts(connection: Connection, review: Review, files: Exchanges) -> str:
    """Say how many acts of one's own no file of one's own has carried from here yet."""
    act, sent, exchange = tables.act, tables.sent, tables.exchange
    writer = writer_id(review.store, review.person)
    far = connection.scalar(
        select(func.max(sent.c.seq))
        .join(exchange, exchange.c.id == sent.c.exchange_id)
        .where(exchange.c.by == review.person, sent.c.writer == writer)
    )
    number = connection.scalar(
        select(func.count()).where(act.c.writer == writer, act.c.seq > (far or 0))
    )
    if not number:
        return ""
    if files.sent:
        return f"{counted(number, 'act')} since your last send"
    return f"{counted(number, 'act')} of yours never sent: `review send`"
