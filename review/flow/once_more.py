"""Which sets of an edition are counted once more, besides those that are open.

Asked are only the sets that can be: those settled and not out now, those out now that were not out
then, and those asked for anew. The rest, of which there may be a hundred thousand, stays unread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.editions.edition import Edition
from review.flow.scope import INCLUDED, OPEN, OUT, Since
from review.sources.importing import standing_imports
from review.standing import batches
from review.store import tables

_MANY = 5_000  # ids; above this one pass over all rows is quicker than asking for them
_SET, _IN = tables.duplicate_set, tables.record_set


@dataclass(frozen=True, slots=True)
class Then:
    """The sets of an edition, and the sets that hold their records now.

    `moved` are those of them whose record is in a set of another id now; "" where it is nowhere.
    """

    base: Edition
    moved: Mapping[str, str]
    into: Mapping[str, list[str]]  # the other way round, in the order of their ids

    def now(self, former: str) -> str:
        """Return the set that the record by which a set of the edition is named is in now."""
        return self.moved.get(former, former)

    def standing(self, set_id: str) -> str:
        """Return how a set of now stood then; "" where it was out or not there.

        Of sets merged since, what was included counts, else what the last of them was.
        """
        own = [] if set_id in self.moved else [set_id]
        was = [
            self.base.standings[former]
            for former in sorted([*own, *self.into.get(set_id, ())])
            if former in self.base.standings
        ]
        return INCLUDED if INCLUDED in was else was[-1] if was else ""

    def current(self) -> set[str]:
        """Return the sets of now that were not out then."""
        return {self.now(former) for former in self.base.standings} - {""}


def then_of(connection: Connection, base: Edition) -> Then:
    """Return what `base` had, seen from now."""
    moved = _moved(connection, base)
    into: defaultdict[str, list[str]] = defaultdict(list)
    for former, set_id in moved.items():
        if set_id:
            into[set_id].append(former)
    return Then(base, moved, into)


def _moved(connection: Connection, base: Edition) -> dict[str, str]:
    if base.files <= set(connection.scalars(select(standing_imports().c.import_file_id))):
        # A set is named by its smallest record: what is not named by itself is in another's.
        query = select(_IN.c.record_id, _IN.c.set_id).where(_IN.c.record_id != _IN.c.set_id)
        rows = connection.execute(query).all()
        return {row[0]: row[1] for row in rows if row[0] in base.standings}
    there = sets_now(connection, base.standings)
    return {one: there.get(one, "") for one in base.standings if there.get(one) != one}


def again(connection: Connection, of: Since, then: Then) -> Iterator[str]:
    """Give the sets of the edition that are counted once more and are not open now."""
    settled = ~_SET.c.standing.in_((*OPEN, *OUT))
    query = select(_SET.c.set_id, _SET.c.standing).where(~of.new_sets)
    standing = {row[0]: row[1] for row in connection.execute(query.where(settled))}
    anew = _asked_anew(connection, then.base)
    for set_id, now in standing.items():
        was = then.standing(set_id)
        if not was == INCLUDED == now and (was != now or set_id in anew):
            yield set_id
    for set_id in _out(connection, of, then, anew):
        if then.standing(set_id) or set_id in anew:
            yield set_id


def _out(connection: Connection, of: Since, then: Then, anew: Collection[str]) -> Iterator[str]:
    """Give the sets of the edition that are out now and may have been elsewhere, or are `anew`."""
    query = select(_SET.c.set_id).where(~of.new_sets, _SET.c.standing.in_(OUT))
    if len(then.base.standings) + len(anew) > _MANY:
        yield from connection.scalars(query)
        return
    for batch in batches(sorted(then.current().union(anew))):
        yield from connection.scalars(query.where(_SET.c.set_id.in_(batch)))


def sets_now(connection: Connection, records: Collection[str]) -> dict[str, str]:
    """Return the set that each record is in now, of those still there."""
    query = select(_IN.c.record_id, _IN.c.set_id)
    if len(records) > _MANY:
        return {row[0]: row[1] for row in connection.execute(query) if row[0] in records}
    found: dict[str, str] = {}
    for batch in batches(sorted(records)):
        rows = connection.execute(query.where(_IN.c.record_id.in_(batch)))
        found.update({row[0]: row[1] for row in rows})
    return found


def _asked_anew(connection: Connection, base: Edition) -> set[str]:
    """Return the sets whose decisions were asked for anew after `base` was closed."""
    gone, act, late = tables.set_aside, tables.act, set[str]()
    for table in (tables.decision, tables.settlement):
        rows = connection.execute(
            select(table.c.record_id, act.c.writer, act.c.seq)
            .join(gone, gone.c.aside_id == table.c.act_id)
            .join(act, act.c.id == gone.c.act_id)
        )
        late |= {row.record_id for row in rows if row.seq > base.acts.get(row.writer, 0)}
    return set(sets_now(connection, late).values())
