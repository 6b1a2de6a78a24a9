"""Differences from the protocol, from its versions: what changed, when, by whom, and after what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, func, select

from review.protocols.difference import Difference, differences
from review.protocols.versions import dated, lineage
from review.store import tables


@dataclass(frozen=True, slots=True)
class Change:
    """What a version made different, and how many decisions had been made by then."""

    day: str
    by: str
    difference: Difference
    decisions: int  # a bare number


def changes(connection: Connection) -> list[Change]:
    """Return what differs between each version that led to this one and the one before it."""
    found = []
    for (before, *_), (after, at, by) in pairwise(dated(connection, lineage(connection))):
        earlier = select(func.count()).where(tables.decision.c.order < after.order)
        decisions = connection.scalar(earlier) or 0
        found += [
            Change(at[:10], by, one, decisions)
            for one in differences(before.protocol, after.protocol)
        ]
    return found
