"""What each source gave, what of it no other source gave, and what any two have in common."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

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
    found = []
    for row in connection.execute(
        select(source).where(first_import.is_not(None)).order_by(first_import)
    ):
        records, within, unique, shared = (int(n) for n in counts.get(row.id, (0, 0, 0, 0)))
        found.append(
            SourceCount(
                row.name,
                row.kind,
                row.platform,
                row.searched,
                row.hits,
                records,
                within,
                unique,
                shared,
            )
        )
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
