"""Versions of the protocol: each is an act that names its parent."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, canonical
from review.ids import shown
from review.protocol import DEFAULT, Protocol, from_data, to_data
from review.store import tables


def current(connection: Connection) -> tuple[str, Protocol]:
    """Return the id of the newest standing version ("" for the default) and its protocol."""
    version = tables.protocol_version
    row = connection.execute(
        select(version.c.act_id, version.c.body).order_by(version.c.order.desc()).limit(1)
    ).first()
    return (row[0], _parsed(row[1])) if row else ("", DEFAULT)


@lru_cache(maxsize=8)
def _parsed(body: str) -> Protocol:
    return from_data(json.loads(body))


def body_of(connection: Connection, protocol: Protocol) -> dict[str, object]:
    """Return the body of the act that makes `protocol` the next version."""
    return {"parent": current(connection)[0], "protocol": to_data(protocol)}


def contested(connection: Connection) -> list[str]:
    """Return the ids of versions that share a parent: two people changed it without each other."""
    version = tables.protocol_version
    rows = connection.execute(select(version.c.act_id, version.c.parent)).all()
    parents = [row.parent for row in rows]
    return [row.act_id for row in rows if parents.count(row.parent) > 1]


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.protocol_version).values(
            act_id=act.id,
            order=act.order,
            parent=act.body["parent"],
            body=canonical(act.body["protocol"]),
        )
    )


def _touched(connection: Connection, _act: Act) -> Collection[str]:
    """Stage rules decide what every ballot says, so all sets are folded anew."""
    return connection.scalars(select(tables.record_set.c.record_id)).all()


def _says(act: Act) -> str:
    return f"protocol version {shown('p', act.id)}"


PROTOCOL = Kind(
    "protocol", _apply, (tables.protocol_version,), _touched, _says, undoable=True, traced=False
)
