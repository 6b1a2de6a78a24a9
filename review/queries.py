"""The ids behind the numbers of the overview and of the sources, and what each file gave."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.importing import standing_imports
from review.store import tables


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece of an export that could not become a record."""

    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One standing import: the file, how it was read, and what it gave."""

    file: str
    format: str
    dialect: str
    encoding: str
    found: int
    imported: int
    rejected: tuple[Rejected, ...]


def shown_by_standing(connection: Connection, standing: str = "") -> list[str]:
    """Return the shown record of each set that stands so (of every set by default), in order."""
    made = tables.duplicate_set
    query = select(made.c.shown_id).order_by(made.c.place)
    if standing:
        query = query.where(made.c.standing == standing)
    return list(connection.scalars(query))


def all_records(connection: Connection, source: str = "") -> list[str]:
    """Return the ids of all records, or of those that the source called `source` gave."""
    in_set = tables.record_set
    query = select(in_set.c.record_id).order_by(in_set.c.place)
    if source:
        query = query.join(tables.source, tables.source.c.id == in_set.c.source_id).where(
            tables.source.c.name == source
        )
    return list(connection.scalars(query))


def hidden_records(connection: Connection) -> list[str]:
    """Return the ids of the records for which another record of their set is shown."""
    in_set, made = tables.record_set, tables.duplicate_set
    query = (
        select(in_set.c.record_id)
        .join(made, made.c.set_id == in_set.c.set_id)
        .where(made.c.shown_id != in_set.c.record_id)
        .order_by(in_set.c.place)
    )
    return list(connection.scalars(query))


def imports_of(connection: Connection, source: str) -> list[Imported]:
    """Return the files that were imported into the source called `source`, in their order."""
    file, act = tables.import_file, standing_imports()
    bad = tables.rejected_record
    rejected: dict[str, list[Rejected]] = {}
    for row in connection.execute(
        select(bad)
        .join(file, file.c.id == bad.c.import_file_id)
        .join(tables.source, tables.source.c.id == file.c.source_id)
        .where(tables.source.c.name == source)
        .order_by(bad.c.import_file_id, bad.c.position)
    ):
        rejected.setdefault(row.import_file_id, []).append(Rejected(row.line, row.why, row.text))
    rows = connection.execute(
        select(file)
        .join(act, act.c.import_file_id == file.c.id)
        .join(tables.source, tables.source.c.id == file.c.source_id)
        .where(tables.source.c.name == source)
        .order_by(act.c.ordinal)
    )
    return [
        Imported(
            row.name,
            row.format,
            row.dialect,
            row.encoding,
            row.found,
            row.imported,
            tuple(rejected.get(row.id, ())),
        )
        for row in rows
    ]


def rejected_by_source(connection: Connection) -> dict[str, int]:
    """Return how many pieces of each source's standing imports were rejected, by its name."""
    file, act, source = tables.import_file, standing_imports(), tables.source
    found: dict[str, int] = {}
    for name, total, imported in connection.execute(
        select(source.c.name, file.c.found, file.c.imported)
        .join(file, file.c.source_id == source.c.id)
        .join(act, act.c.import_file_id == file.c.id)
    ):
        found[name] = found.get(name, 0) + total - imported
    return found
