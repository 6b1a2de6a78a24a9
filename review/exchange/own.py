"""One's own sealed acts, come back from another copy: opened with the key that sealed them."""

from __future__ import annotations

import base64

from sqlalchemy import Connection, insert, select

from review.acts import hash_body
from review.exchange.keys import KeyRing
from review.exchange.sealing import Broken, unseal
from review.ledger.ledger import Review
from review.ledger.replaying import replay
from review.store import tables


def open_own(review: Review, person: str, keys: KeyRing) -> int:
    """Open the acts of `person` that are sealed here with a key of theirs; return how many."""
    with review.write() as writing:
        number = open_sealed(writing.connection, review.store.review_id, person, keys)
        if number:
            replay(writing.connection, review.projectors)
    return number


def open_sealed(connection: Connection, review_id: str, person: str, keys: KeyRing) -> int:
    """Put the bodies that a key of `person` opens beside their headers; the rest stays sealed."""
    act, sealed, body = tables.act, tables.sealed_body, tables.act_body
    waiting = connection.execute(
        select(
            act.c.id, act.c.hash, act.c.body_hash, act.c.reviewer, sealed.c.key_id, sealed.c.body
        )
        .join(sealed, sealed.c.act_id == act.c.id)
        .outerjoin(body, body.c.act_id == act.c.id)
        .where(act.c.by == person, body.c.act_id.is_(None))
    ).all()
    own = {secret.id: secret for secret in keys.all(review_id, person)} if waiting else {}
    opened = []
    for row in waiting:
        if row.key_id not in own:
            continue
        try:
            plain = unseal(own[row.key_id], row.id, row.hash, base64.b64decode(row.body))
        except Broken:
            continue  # somebody passed on another text under this name; it stays sealed
        nonce, _, text = plain.partition("\n")
        if hash_body(nonce, text) == row.body_hash:
            opened.append({"act_id": row.id, "nonce": nonce, "body": text, "owner": row.reviewer})
    if opened:
        connection.execute(insert(body), opened)
    return len(opened)
