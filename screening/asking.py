"""Who is asked about a ballot: by name where records are shared, else whoever comes first.

A place in a ballot is one person's, or after they left their successor's. A decision that somebody
made who is not drawn takes a place as well: what was decided once counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.protocol import Protocol, Stage
from review.standing import batches
from review.store import tables
from screening.ballot import needed
from screening.shares import EVERYONE, Shares, drawn, from_data

Chain = tuple[str, ...]  # whose a place is: first the one drawn, then each successor


@dataclass(frozen=True, slots=True)
class Asked:
    """How many decisions a ballot needs, and of whom."""

    wanted: int
    names: tuple[str, ...] = ()
    anyone: bool = True

    @property
    def text(self) -> str:
        """Return the names as the store keeps them."""
        return f" {' '.join(self.names)} " if self.names else ""


def asked(chains: Sequence[Chain], deciders: Sequence[str], least: int) -> Asked:
    """Return who is asked where these places are to be filled and these people have decided.

    `least` decisions are needed whatever the places.
    """
    if not chains:
        return Asked(least)
    wanted = max(least, len(chains))
    open_places = [chain for chain in chains if not set(chain) & set(deciders)]
    holders = {name for chain in chains for name in chain}
    extra = sum(name not in holders for name in deciders)
    open_places = open_places[: max(0, len(open_places) - extra)]
    owners = dict.fromkeys(chain[-1] for chain in open_places)
    due = [name for name in owners if name not in deciders]
    missing = wanted - len(deciders) - len(due)
    return Asked(wanted, (*sorted(deciders), *due), missing > 0)


@dataclass(frozen=True, slots=True)
class Allocations:
    """The shares that hold at each stage, and who followed whom."""

    shares: Mapping[str, Shares]
    successions: tuple[tuple[str, str], ...]

    def chains(self, stage: Stage, protocol: Protocol, place: tuple[str, int]) -> list[Chain]:
        """Return whose the places are in the ballot of the record at `place`."""
        shares = self.shares.get(stage, EVERYONE)
        return [self._chain(name) for name in drawn(shares, needed(stage, protocol), *place)]

    def _chain(self, name: str) -> Chain:
        chain = [name]
        for leaver, successor in self.successions:
            if chain[-1] == leaver:
                chain.append(successor)
        return tuple(chain)

    def at(self, stage: Stage) -> bool:
        """Tell whether people are asked by name at `stage`."""
        return bool(self.shares.get(stage, EVERYONE).weights)

    def __bool__(self) -> bool:
        return any(shares.weights for shares in self.shares.values())


def allocations(connection: Connection) -> Allocations:
    """Return the allocations that hold."""
    made, followed = tables.allocation, tables.succession
    latest = {
        row.stage: from_data(json.loads(row.body))
        for row in connection.execute(select(made).order_by(made.c.order))
    }
    rows = connection.execute(select(followed).order_by(followed.c.order))
    return Allocations(latest, tuple((row.leaver, row.successor) for row in rows))


def places(connection: Connection, sets: Collection[str]) -> dict[str, tuple[str, int]]:
    """Return the place, in its file, of the first record of each of `sets`."""
    in_set, record = tables.record_set, tables.record
    found: dict[str, tuple[str, int]] = {}
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(in_set.c.set_id, record.c.import_file_id, record.c.position)
            .join(record, record.c.id == in_set.c.record_id)
            .where(in_set.c.set_id.in_(batch))
            .order_by(in_set.c.place.desc())
        )
        found.update({row[0]: (row[1], row[2]) for row in rows})  # the first one comes last
    return found
