"""Sending: everything that this copy may pass on, in one file; what is unrevealed goes sealed.

Of acts whose bodies are their owner's own, one's own travel sealed until all others have committed
to theirs, those of other copies as they came, and those of a colleague on this very database not
at all: that colleague sends them.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from review.acts import HEADER, now
from review.exchange.container import Header, Packer
from review.exchange.keys import KeyRing
from review.exchange.log import note, note_sent
from review.exchange.sealing import Secret, seal
from review.facts import FACTS
from review.ids import fresh
from review.ledger.ledger import Review
from review.people import team
from review.refusal import Refused
from review.store import tables

_AT_ONCE = 500


@dataclass(slots=True)
class Sent:
    """What went into the file: acts, of them sealed ones; facts (texts not counted); records."""

    acts: int = 0
    sealed: int = 0
    facts: int = 0
    records: int = 0
    ends: dict[str, int] = field(default_factory=dict)  # the last act of each writer


def send(review: Review, file: Path, keys: KeyRing) -> Sent:
    """Write the file for other copies; Refused where nobody is named, or it cannot be written.

    What is in it is logged as sent before it lies there: nothing of it is undone afterwards.
    """
    header = _header(review)
    secret = keys.ensure(review.store.review_id, header.by)
    sent = Sent()
    with Packer(file, header) as packer, review.write() as writing:
        connection = writing.connection
        shown = open_to_all(connection, review)
        for table in FACTS:
            for row in connection.execute(select(table).execution_options(yield_per=_AT_ONCE)):
                packer.row(table.name, list(row))
                sent.facts += table is not tables.record_text
                sent.records += table is tables.record
        for row in _acts(connection):
            _pack(packer, row, _travelling(row, header.by, secret, shown), sent)
        exchange = note(connection, fresh(), "sent", header.by, acts=sent.acts, facts=sent.facts)
        note_sent(connection, exchange, sent.ends)
    return sent


def _header(review: Review) -> Header:
    if not review.person:
        raise Refused("Say who sends.", "Use --as NAME, or set REVIEW_AS.")
    with review.read() as connection:
        return Header(
            review=review.store.review_id,
            title=_title(connection),
            by=team.find(connection, review.person).name,  # who left may still send what they did
            copy=review.store.copy_id,
            made=now(),
        )


def open_to_all(connection: Connection, review: Review) -> set[str]:
    """Return the acts whose bodies everyone may read now; what is new among them stays open."""
    table = tables.opened
    before = set(connection.scalars(select(table.c.act_id)))
    now_open = {
        act
        for released in review.projectors.released()
        for act in released(connection, review.person)
    } - before
    if now_open:
        connection.execute(insert(table), [{"act_id": act} for act in sorted(now_open)])
    return before | now_open


def _title(connection: Connection) -> str:
    made = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "title"))
    return made or ""


def _acts(connection: Connection) -> Iterator[Row[Any]]:
    act, body, sealed = tables.act, tables.act_body, tables.sealed_body
    query = (
        select(
            act,
            body.c.nonce,
            body.c.body,
            body.c.owner,
            sealed.c.key_id,
            sealed.c.body.label("sealed"),
        )
        .outerjoin(body, body.c.act_id == act.c.id)
        .outerjoin(sealed, sealed.c.act_id == act.c.id)
        .order_by(act.c.lamport, act.c.writer, act.c.seq, act.c.id)
    )
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE))


def _travelling(
    row: Row[Any], person: str, secret: Secret, shown: set[str]
) -> tuple[str, list[Any]] | None:
    """Return how the body of an act travels, None where it does not."""
    if row.body is not None and (not row.owner or row.id in shown):
        return "act_body", [row.id, row.nonce, row.body, row.owner]
    if row.sealed is not None:
        return "sealed_body", [row.id, row.key_id, row.sealed]
    if row.body is not None and row.by == person:
        blob = seal(secret, row.id, row.hash, f"{row.nonce}\n{row.body}")
        return "sealed_body", [row.id, secret.id, base64.b64encode(blob).decode()]
    return None


def _pack(packer: Packer, row: Row[Any], body: tuple[str, list[Any]] | None, sent: Sent) -> None:
    if body is None:
        return
    packer.row("act", [getattr(row, name) for name in HEADER])
    packer.row(*body)
    sent.acts += 1
    sent.ends[row.writer] = max(row.seq, sent.ends.get(row.writer, 0))
    sent.sealed += body[0] == "sealed_body"
