"""Versions of the protocol: each is an act that names those whose place it takes.

Two that do not know of each other compete; until a later one names both, what holds is the newest
version that both came from. Neither of the two holds because its writer was slower.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, canonical, load
from review.ids import shown, typed_digits
from review.ledger.heads import heads
from review.protocol import DEFAULT, Protocol, from_data, to_data
from review.refusal import Refused
from review.store import tables


@dataclass(frozen=True, slots=True)
class Version:
    """One standing version; `over` are all standing versions that it came from."""

    id: str
    order: str
    text: str
    over: frozenset[str] | None

    @property
    def protocol(self) -> Protocol:
        """The protocol that it is."""
        return _parsed(self.text)


def current(connection: Connection) -> tuple[str, Protocol]:
    """Return the id of the version that holds ("" for the default) and its protocol."""
    found = history(connection)
    newest = heads(found)
    if not newest:
        return "", DEFAULT
    if _differ(newest):
        shared = frozenset.intersection(*(one.over or frozenset() for one in newest))
        newest = [one for one in found if one.id in shared]
    return (newest[-1].id, newest[-1].protocol) if newest else ("", DEFAULT)


@lru_cache(maxsize=8)
def _parsed(body: str) -> Protocol:
    return from_data(json.loads(body))


def body_of(connection: Connection, protocol: Protocol) -> dict[str, object]:
    """Return the body of the act that makes `protocol` the next version, over all that compete."""
    *others, parent = ["", *(one.id for one in heads(history(connection)))]
    return {"parent": parent, "also": sorted(filter(None, others)), "protocol": to_data(protocol)}


def lineage(connection: Connection) -> list[Version]:
    """Return the version that holds and all that it came from, in order; none for the default."""
    holds, _protocol = current(connection)
    found = history(connection)
    over = next((one.over or frozenset() for one in found if one.id == holds), frozenset[str]())
    return [one for one in found if one.id == holds or one.id in over]


def competing(connection: Connection) -> list[Version]:
    """Return the versions that say different things and do not know of each other, in order."""
    newest = heads(history(connection))
    return newest if _differ(newest) else []


def contested(connection: Connection) -> list[str]:
    """Return the ids of the versions that compete."""
    return [one.id for one in competing(connection)]


def _differ(newest: Sequence[Version]) -> bool:
    return len({one.text for one in newest}) > 1


def history(connection: Connection) -> list[Version]:
    """Return every standing version in order, with all that it came from."""
    version = tables.protocol_version
    rows = connection.execute(select(version).order_by(version.c.order)).all()
    parents = {row.act_id: frozenset(row.parent.split()) for row in rows}
    _add_withdrawn(connection, parents)
    return [Version(row.act_id, row.order, row.body, _behind(row.act_id, parents)) for row in rows]


def _add_withdrawn(connection: Connection, parents: dict[str, frozenset[str]]) -> None:
    """Add what withdrawn versions came from: those made after them came from that as well."""
    while missing := frozenset().union(*parents.values()) - parents.keys():
        parents.update(dict.fromkeys(missing, frozenset[str]()))
        for act in load(connection, missing):
            parents[act.id] = frozenset(_named(act))


def dated(connection: Connection, versions: Sequence[Version]) -> list[tuple[Version, str, str]]:
    """Return `versions` with when and by whom each was made."""
    acts = {act.id: act for act in load(connection, [one.id for one in versions])}
    return [(one, acts[one.id].at, acts[one.id].by) for one in versions]


def named(connection: Connection, typed: str) -> Version:
    """Return the version that `typed` (`p-1a2b3c4d5e`, or its beginning) means; "": what holds.

    Refused, with the versions that there are, where it means none or several.
    """
    found = history(connection)
    holding, protocol = current(connection)
    if not typed:
        default = Version("", "", canonical(to_data(protocol)), frozenset())
        return next((one for one in found if one.id == holding), default)
    digits = typed_digits("p", typed)
    meant = [one for one in found if digits and one.id.startswith(digits)]
    if len(meant) != 1:
        known = ", ".join(shown("p", one.id) for one in found) or "none yet"
        raise Refused(f"“{typed}” is not a version of the protocol.", f"Versions: {known}.")
    return meant[0]


def two_versions(connection: Connection, first: str, second: str) -> tuple[Version, Version]:
    """Return the versions to compare; without `first`, the newest one that `second` came from."""
    after = named(connection, second)
    if first:
        return named(connection, first), after
    earlier = [one for one in history(connection) if one.id in (after.over or frozenset())]
    default = Version("", "", canonical(to_data(DEFAULT)), frozenset())
    return (earlier[-1] if earlier else default), after


def _behind(version: str, parents: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = set(parents[version])
    while waiting:
        found |= waiting
        waiting = {parent for one in waiting for parent in parents[one]} - found
    return frozenset(found)


def _named(act: Act) -> list[str]:
    return [one for one in (act.body["parent"], *act.body.get("also", ())) if one]


def _apply(connection: Connection, act: Act) -> None:
    from_data(act.body["protocol"])  # all that follows rests on its being one
    connection.execute(
        insert(tables.protocol_version).values(
            act_id=act.id,
            order=act.order,
            parent=" ".join(_named(act)),
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
