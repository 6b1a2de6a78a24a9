"""Finding records: what a person typed, and what a record and its set look like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from review.ids import shown_record, typed_digits
from review.record import Record
from review.records.corrections import Fields, corrected, corrected_record
from review.records.text import record_from
from review.refusal import Refused
from review.standing import batches
from review.store import tables

_AS_MANY = 50  # records that a beginning or an accession may stand for, before it is told apart


@dataclass(frozen=True, slots=True)
class Found:
    """A record with its place among the sets."""

    id: str
    set_id: str
    accession: str
    source: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    journal: str
    doi: str
    pmid: str
    has_abstract: bool
    edited: tuple[str, ...] = ()  # fields that people corrected

    @property
    def shown(self) -> str:
        """Return the id as a person reads it."""
        return shown_record(self.id)


_FOUND: Select[Any] = (
    select(tables.record, tables.record_set.c.set_id, tables.source.c.name.label("source"))
    .join(tables.record_set, tables.record_set.c.record_id == tables.record.c.id)
    .join(tables.source, tables.source.c.id == tables.record.c.source_id)
)


def _found(row: Row[Any]) -> Found:
    return Found(
        id=row.id,
        set_id=row.set_id,
        accession=row.accession,
        source=row.source,
        title=row.title,
        authors=tuple(name for name in row.authors.split("; ") if name),
        year=row.year,
        journal=row.journal,
        doi=row.doi,
        pmid=row.pmid,
        has_abstract=row.has_abstract,
    )


def _all_found(connection: Connection, rows: Iterable[Row[Any]]) -> list[Found]:
    """Return the records of `rows` as they stand with what people corrected."""
    found = [_found(row) for row in rows]
    edits = corrected(connection, [record.id for record in found]) if found else {}
    return [_edited(record, edits[record.id]) if record.id in edits else record for record in found]


_COLUMNS = ("title", "authors", "year", "journal", "doi", "pmid")


def _edited(record: Found, fields: Fields) -> Found:
    values = {name: fields[name] for name in _COLUMNS if name in fields}
    if "authors" in values:
        values["authors"] = tuple(values["authors"])
    if "abstract" in fields:
        values["has_abstract"] = bool(fields["abstract"].strip())
    return replace(record, **values, edited=tuple(fields))


def by_ids(connection: Connection, ids: Collection[str]) -> dict[str, Found]:
    """Return the records with these ids, by id."""
    found: dict[str, Found] = {}
    for batch in batches(ids):
        rows = connection.execute(_FOUND.where(tables.record.c.id.in_(batch)))
        found.update({record.id: record for record in _all_found(connection, rows)})
    return found


def shown_of(connection: Connection, sets: Collection[str]) -> dict[str, Found]:
    """Return, for each of `sets`, the record that is shown for all of it."""
    table = tables.duplicate_set
    shown: dict[str, str] = {}
    for batch in batches(sets):
        query = select(table.c.set_id, table.c.shown_id).where(table.c.set_id.in_(batch))
        shown.update({row[0]: row[1] for row in connection.execute(query)})
    records = by_ids(connection, list(shown.values()))
    return {set_id: records[record] for set_id, record in shown.items()}


def members(connection: Connection, set_id: str) -> list[Found]:
    """Return the records of a set, in the order in which they arrived."""
    rows = connection.execute(
        _FOUND.where(tables.record_set.c.set_id == set_id).order_by(tables.record_set.c.place)
    )
    return _all_found(connection, rows)


def whole(connection: Connection, record_id: str) -> Record:
    """Return everything that is said of one record, corrections in place."""
    return whole_many(connection, [record_id])[record_id]


def as_imported(connection: Connection, record_id: str) -> Record:
    """Return everything that the export said of one record."""
    text = tables.record_text
    row = connection.execute(select(text).where(text.c.record_id == record_id)).one()
    return record_from(row.fields, row.abstract, row.raw)


def whole_many(connection: Connection, ids: Iterable[str]) -> dict[str, Record]:
    """Return everything that is said of many records, by id, corrections in place."""
    text, wanted = tables.record_text, list(ids)
    found: dict[str, Record] = {}
    for batch in batches(wanted):
        for row in connection.execute(select(text).where(text.c.record_id.in_(batch))):
            found[row.record_id] = record_from(row.fields, row.abstract, row.raw)
    for record, fields in corrected(connection, wanted).items() if wanted else ():
        if record in found:
            found[record] = corrected_record(found[record], fields)
    return found


def resolve(connection: Connection, typed: str, source: str = "") -> Found:
    """Return the record that `typed` means: an id that begins with `r-`, else an accession.

    Of several records of one set the shown one is meant; Refused where sets differ, unless `source`
    names one, and where nothing is found.
    """
    digits = typed_digits("r", typed)
    if digits is not None:
        condition = tables.record.c.id.startswith(digits)
    else:
        condition = tables.record.c.accession == typed.strip()
    query = _FOUND.where(condition)
    if source:
        query = query.where(tables.source.c.name == source)
    found = _meant(_all_found(connection, connection.execute(query.limit(_AS_MANY))), typed)
    if isinstance(found, Refused):
        raise found
    return found if isinstance(found, Found) else _shown_among(connection, found)


def resolve_many(
    connection: Connection, typed: Collection[str], source: str = ""
) -> dict[str, Found | Refused]:
    """Return, for each of `typed`, the record it means as `resolve` does, or why it means none."""
    digits = {word: found for word in typed if (found := typed_digits("r", word)) is not None}
    by_word: dict[str, list[Found]] = {word: [] for word in typed if word not in digits}
    for batch in batches(sorted({word.strip() for word in by_word})):
        query = _FOUND.where(tables.record.c.accession.in_(batch))
        if source:
            query = query.where(tables.source.c.name == source)
        for record in _all_found(connection, connection.execute(query)):
            by_word.setdefault(record.accession, []).append(record)
    begun = _beginning(connection, set(digits.values()), source)
    meant: dict[str, Found | Refused] = {}
    for word in typed:
        records = begun[digits[word]] if word in digits else by_word.get(word.strip(), [])
        one = _meant(records, word)
        meant[word] = _shown_among(connection, one) if isinstance(one, list) else one
    return meant


def _beginning(
    connection: Connection, digits: Collection[str], source: str
) -> dict[str, list[Found]]:
    """Return, for each beginning of an id, the records whose ids begin so; one pass over all."""
    if not digits:
        return {}
    ids = sorted(connection.scalars(select(tables.record.c.id)))
    begun: dict[str, list[str]] = {}
    for beginning in digits:
        first = bisect_left(ids, beginning)
        behind = bisect_left(ids, beginning + "g")  # the letter after the last digit
        begun[beginning] = ids[first : min(behind, first + _AS_MANY)]
    records = by_ids(connection, {record for some in begun.values() for record in some})
    return {
        beginning: [
            records[record] for record in some if not source or records[record].source == source
        ]
        for beginning, some in begun.items()
    }


def _meant(found: list[Found], typed: str) -> Found | list[Found] | Refused:
    """Return the one record found, several of one set, or why nothing is meant."""
    if not found:
        return Refused(
            f"There is no record {typed}.", "See the ids with `review records --format csv`."
        )
    if len(found) == 1:
        return found[0]
    if len({record.set_id for record in found}) == 1:
        return found
    if typed_digits("r", typed) is not None:
        return Refused(f"{typed} is the beginning of several ids.", "Type more digits.")
    sources = ", ".join(sorted({record.source for record in found}))
    return Refused(
        f"The accession {typed} stands for several reports, in {sources}.",
        "Name the source with --source, or use the record's id.",
    )


def _shown_among(connection: Connection, found: list[Found]) -> Found:
    """Return the record that is shown for the one set of all `found`."""
    return next(iter(shown_of(connection, [found[0].set_id]).values()))
