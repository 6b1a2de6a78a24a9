"""The ids behind the numbers of the overview and of the sources, and what each file gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from review.acts import Act, load
from review.sources.importing import standing_imports
from review.store import tables


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece of an export that could not become a record."""

    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One standing import: the file, how it was read, what it gave, who brought it and when."""

    id: str
    file: str
    bytes: int
    sha256: str
    format: str
    dialect: str
    encoding: str
    found: int
    imported: int
    rejected: tuple[Rejected, ...]
    at: str
    by: str
    columns: tuple[tuple[str, str], ...]  # of a table: header, field
    straight: str  # why its records went straight to the full text, "" where they are screened


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
    file, act, made = tables.import_file, standing_imports(), tables.import_act
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
        select(file, made.c.act_id, act.c.stage)
        .join(act, act.c.import_file_id == file.c.id)
        .join(made, made.c.ordinal == act.c.ordinal)
        .join(tables.source, tables.source.c.id == file.c.source_id)
        .where(tables.source.c.name == source)
        .order_by(act.c.ordinal)
    ).all()
    acts = {one.id: one for one in load(connection, {row.act_id for row in rows})}
    return [_imported(row, acts[row.act_id], rejected.get(row.id, ())) for row in rows]


def _imported(row: Row[Any], act: Act, rejected: Sequence[Rejected]) -> Imported:
    return Imported(
        row.id,
        row.name,
        row.bytes,
        row.sha256,
        row.format,
        row.dialect,
        row.encoding,
        row.found,
        row.imported,
        tuple(rejected),
        act.at,
        act.by,
        tuple((header, field) for header, field in act.body.get("columns", ())),
        act.body.get("why", "") if row.stage else "",
    )


def records_of_file(connection: Connection, import_file_id: str) -> list[str]:
    """Return the ids of the records that one file gave, in its order."""
    record = tables.record
    query = select(record.c.id).where(record.c.import_file_id == import_file_id)
    return list(connection.scalars(query.order_by(record.c.position)))
