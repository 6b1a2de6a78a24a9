"""Which fields the records of a source have, and which records lack one, edits counted in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from review.counting import counted
from review.record import Record
from review.records.corrections import corrected
from review.refusal import Refused
from review.store import tables

COVERED = ("title", "abstract", "authors", "year", "journal", "doi", "pmid")
FEW_ABSTRACTS = 0.5  # of a search of databases most records have one
_RECORD = tables.record
_EMPTY: dict[str, ColumnElement[bool]] = {
    **{field: _RECORD.c[field] == "" for field in COVERED if field not in {"abstract", "year"}},
    "abstract": _RECORD.c.has_abstract.is_(False),
    "year": _RECORD.c.year.is_(None),
}


def shares(records: Iterable[Record]) -> dict[str, float]:
    """Return, for each field of `COVERED`, the share of records that have it, 0 to 1."""
    held = list(records)
    if not held:
        return dict.fromkeys(COVERED, 0.0)
    return {
        field: round(sum(bool(getattr(record, field)) for record in held) / len(held), 3)
        for field in COVERED
    }


def few_abstracts(records: int, without: int) -> str:
    """Return the warning that hardly any record has an abstract; "" where enough have one."""
    if not records or (records - without) / records >= FEW_ABSTRACTS:
        return ""
    return (
        f"{without} of {counted(records, 'record')} came without an abstract. Was the export made "
        "with abstracts? If not, undo the import and export again; single ones are added with "
        "`review record edit`."
    )


def records_without(connection: Connection, source: str, field: str) -> list[str]:
    """Return the ids of the records of `source` without `field`, in order; Refused for another."""
    if field not in COVERED:
        raise Refused(
            f"“{field}” is not a field that is looked at.", f"Fields: {', '.join(COVERED)}."
        )
    return _lacking(connection, source, field)


def _lacking(connection: Connection, source: str, field: str) -> list[str]:
    in_set = tables.record_set
    query = (
        select(_RECORD.c.id, in_set.c.place)
        .join(in_set, in_set.c.record_id == _RECORD.c.id)
        .join(tables.source, tables.source.c.id == _RECORD.c.source_id)
        .where(tables.source.c.name == source)
    )
    rows = connection.execute(query.where(_EMPTY[field]))
    places: dict[str, int] = {row.id: row.place for row in rows}
    for record, said in corrected(connection).items():
        if field not in said:
            continue
        if _is_empty(said[field]):
            rows = connection.execute(query.where(_RECORD.c.id == record))
            places.update({row.id: row.place for row in rows})
        else:
            places.pop(record, None)
    return sorted(places, key=places.__getitem__)


def _is_empty(value: Any) -> bool:
    return not (value.strip() if isinstance(value, str) else value)


def numbers_without(connection: Connection) -> dict[str, dict[str, int]]:
    """Return, by name of source, how many of its records lack each field of `COVERED`."""
    in_set = tables.record_set
    counts = (func.count().filter(_EMPTY[field]).label(field) for field in COVERED)
    rows = connection.execute(
        select(tables.source.c.name, *counts)
        .join(_RECORD, _RECORD.c.source_id == tables.source.c.id)
        .join(in_set, in_set.c.record_id == _RECORD.c.id)
        .group_by(tables.source.c.name)
    )
    numbers = {row.name: {field: int(getattr(row, field)) for field in COVERED} for row in rows}
    for field in _edited_fields(connection):
        for name, lacking in numbers.items():
            lacking[field] = len(_lacking(connection, name, field))
    return numbers


def _edited_fields(connection: Connection) -> list[str]:
    fields = connection.scalars(select(tables.correction.c.field).distinct()).all()
    return [field for field in COVERED if field in fields]
