"""Differences from the protocol, from its versions: what changed, when, by whom, and after what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select

from review.acts import load
from review.protocol import Protocol, to_data
from review.store import tables
from review.versions import lineage


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the protocol that a version changed; "" where there was or is none.

    `part` is a key of the protocol, `name` the criterion, reason or stage, and `decisions` how many
    decisions had been made by then, a bare number.
    """

    day: str
    by: str
    part: str
    name: str
    before: str
    after: str
    decisions: int


def changes(connection: Connection) -> list[Change]:
    """Return every difference between each standing version and the one before it, in order."""
    versions = lineage(connection)
    acts = {act.id: act for act in load(connection, [version.id for version in versions])}
    found = []
    for before, after in pairwise(versions):
        act = acts[after.id]
        earlier = select(func.count()).where(tables.decision.c.order < after.order)
        decisions = connection.scalar(earlier) or 0
        found += [
            Change(act.at[:10], act.by, part, name, was, now, decisions)
            for part, name, was, now in _differences(before.protocol, after.protocol)
        ]
    return found


def _differences(before: Protocol, after: Protocol) -> Iterator[tuple[str, str, str, str]]:
    was, now = _parts(to_data(before)), _parts(to_data(after))
    for key in dict.fromkeys((*was, *now)):
        if was.get(key, "") != now.get(key, ""):
            yield (*key, was.get(key, ""), now.get(key, ""))
    for part, one, two in (
        ("reasons", before.reason_ids(), after.reason_ids()),
        ("criteria", [c.id for c in before.criteria], [c.id for c in after.criteria]),
    ):
        if one != two and set(one) == set(two):
            yield part, "", ", ".join(one), ", ".join(two)


def _parts(data: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return the protocol in parts that can be compared: by key, and by id where there are many."""
    found: dict[tuple[str, str], str] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            found.update({(key, name): _text(one) for name, one in value.items()})
        elif isinstance(value, (list, tuple)) and key in {"criteria", "reasons"}:
            found.update({(key, one["id"]): _text(one) for one in value})
        else:
            found[key, ""] = _text(value)
    return found


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{value[key]}" for key in value if key != "id" and value[key])
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return {"True": "yes", "False": "no", "None": ""}.get(str(value), str(value))
