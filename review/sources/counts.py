"""What each source gave, what of it no other source gave, and what any two have in common."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.sources.describing import searches, source_named
from review.sources.hits import Hits, numbers_elsewhere
from review.sources.importing import standing_imports
from review.store import tables


@dataclass(frozen=True, slots=True)
class SourceCount:
    """One source with what it gave and what of it nobody else had."""

    name: str
    kind: str
    platform: str
    searched: str
    hits: int | None
    records: int
    within: int  # duplicates inside the source
    unique: int  # sets that only this source found
    shared: int  # sets that other sources found too
    found: int  # in its files, rejected ones included
    rejected: int
    elsewhere: int = 0  # of its hits, dealt with outside the program

    @property
    def accounts(self) -> Hits:
        """Return its hits beside what became of them."""
        return Hits(self.name, self.hits, self.found, self.elsewhere)

    @property
    def warning(self) -> str:
        """Return how hits and files differ, in words; "" where they do not."""
        return self.accounts.fact


def source_counts(connection: Connection) -> list[SourceCount]:
    """Return the counts of every source, in the order in which they were first imported."""
    in_set, source = tables.record_set, tables.source
    per_set = (
        select(in_set.c.source_id, in_set.c.set_id, func.count().label("n"))
        .group_by(in_set.c.source_id, in_set.c.set_id)
        .subquery()
    )
    sources_of_set = (
        select(per_set.c.set_id, func.count().label("sources"))
        .group_by(per_set.c.set_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            per_set.c.source_id,
            func.sum(per_set.c.n),
            func.sum(per_set.c.n - 1),
            func.count().filter(sources_of_set.c.sources == 1),
            func.count().filter(sources_of_set.c.sources > 1),
        )
        .join(sources_of_set, sources_of_set.c.set_id == per_set.c.set_id)
        .group_by(per_set.c.source_id)
    )
    counts = {row[0]: row[1:] for row in rows}
    first_import = (
        select(func.min(tables.import_act.c.ordinal))
        .join(tables.import_file, tables.import_file.c.id == tables.import_act.c.import_file_id)
        .where(tables.import_file.c.source_id == source.c.id)
        .scalar_subquery()
    )
    known, gave = searches(connection), _gave(connection)
    logged = numbers_elsewhere(connection)
    ordered = connection.scalars(
        select(source.c.id).where(first_import.is_not(None)).order_by(first_import)
    )
    found = []
    for source_id in ordered:
        search = known[source_id]
        records, within, unique, shared = (int(n) for n in counts.get(source_id, (0, 0, 0, 0)))
        in_files, imported = gave[source_id]
        found.append(
            SourceCount(
                search.name,
                search.kind,
                search.platform,
                search.searched,
                search.hits,
                records,
                within,
                unique,
                shared,
                in_files,
                in_files - imported,
                logged.get(search.name, 0),
            )
        )
    return found


def _gave(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return what the files of each source hold and how much of it was imported, by its id."""
    file, act = tables.import_file, standing_imports()
    rows = connection.execute(
        select(file.c.source_id, func.sum(file.c.found), func.sum(file.c.imported))
        .join(act, act.c.import_file_id == file.c.id)
        .group_by(file.c.source_id)
    )
    return {source: (int(found), int(imported)) for source, found, imported in rows}


def hits_of(connection: Connection, name: str) -> Hits:
    """Return the hits of the source called `name` beside what became of them.

    It is a part of what `source_counts` tells, which looks at every record for the rest.
    """
    source_id, search = source_named(connection, name)
    found, _imported = _gave(connection)[source_id]
    return Hits(name, search.hits, found, numbers_elsewhere(connection).get(name, 0))


@dataclass(frozen=True, slots=True)
class Shares:
    """The ids of the records of one source by what other records say of them, in order."""

    within: list[str]  # further records of sets that the source has already
    unique: list[str]  # one of each set that only this source found
    shared: list[str]  # one of each set that other sources found too


def shares_of(connection: Connection, source: str) -> Shares:
    """Return the records behind the counts of the source called `source`."""
    in_set, named = tables.record_set, tables.source
    own = (
        select(in_set.c.set_id)
        .join(named, named.c.id == in_set.c.source_id)
        .where(named.c.name == source)
    )
    rows = connection.execute(
        select(in_set.c.record_id, in_set.c.set_id, named.c.name)
        .join(named, named.c.id == in_set.c.source_id)
        .where(in_set.c.set_id.in_(own))
        .order_by(in_set.c.place)
    ).all()
    elsewhere = {row.set_id for row in rows if row.name != source}
    found, seen = Shares([], [], []), set()
    for row in rows:
        if row.name != source:
            continue
        if row.set_id in seen:
            found.within.append(row.record_id)
        else:
            (found.shared if row.set_id in elsewhere else found.unique).append(row.record_id)
        seen.add(row.set_id)
    return found


def overlap(connection: Connection) -> dict[tuple[str, str], int]:
    """Return, for each pair of sources, the number of sets that both found."""
    in_set, source = tables.record_set, tables.source
    pairs = (
        select(in_set.c.set_id, source.c.name)
        .join(source, source.c.id == in_set.c.source_id)
        .distinct()
        .subquery()
    )
    other = pairs.alias()
    rows = connection.execute(
        select(pairs.c.name, other.c.name, func.count())
        .join(other, other.c.set_id == pairs.c.set_id)
        .where(pairs.c.name < other.c.name)
        .group_by(pairs.c.name, other.c.name)
    )
    return {(a, b): number for a, b, number in rows}
