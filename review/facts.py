"""Facts: what the exports held, written once, with ids that every copy of a review gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert

from review.clean import one_line
from review.ids import derived
from review.record import Record
from review.records.text import fields_text, storable
from review.store import tables
from review.store.bulk import insert_rows

FACTS = (
    tables.source,
    tables.import_file,
    tables.rejected_record,
    tables.record,
    tables.record_text,
)
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class File:
    """One export file and what reading it gave."""

    name: str
    data_sha256: str
    size: int
    format: str
    dialect: str
    encoding: str
    records: Sequence[Record]
    rejected: Sequence[tuple[int, str, str]]  # line, why, text
    columns: Sequence[tuple[str, str]] = ()  # of a table: header, field as it was confirmed


def source_id(review_id: str, name: str) -> str:
    """Return the id of the source called `name`: every copy of the review gives it the same."""
    return derived(review_id, f"source|{name}")


def import_id(review_id: str, data_sha256: str, source: str, copy: int) -> str:
    """Return the id of an import file; `copy` counts deliberate imports of the same bytes."""
    return derived(review_id, f"file|{data_sha256}|{source}" + (f"|{copy}" if copy else ""))


def record_id(import_file_id: str, position: int) -> str:
    """Return the id of the record at `position` of an import file, the same in every copy."""
    return derived(import_file_id, str(position))


def insert_file(
    connection: Connection,
    in_source: str,
    import_file_id: str,
    copy: int,
    file: File,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Write what reading `file` gave, all of it, in the transaction of `connection`."""
    imported = len(file.records)
    connection.execute(
        insert(tables.import_file).values(
            id=import_file_id,
            source_id=in_source,
            name=file.name,
            sha256=file.data_sha256,
            bytes=file.size,
            format=file.format,
            dialect=file.dialect,
            encoding=file.encoding,
            found=imported + len(file.rejected),
            imported=imported,
            copy=copy,
        )
    )
    if file.rejected:
        connection.execute(
            insert(tables.rejected_record),
            [
                {
                    "import_file_id": import_file_id,
                    "position": position,
                    "line": line,
                    "why": why,
                    "text": storable(text),
                }
                for position, (line, why, text) in enumerate(file.rejected)
            ],
        )
    for start in range(0, imported, _BATCH):
        chunk = file.records[start : start + _BATCH]
        _insert_records(connection, in_source, import_file_id, start, chunk)
        if progress:
            progress(min(start + _BATCH, imported), imported)


_RECORD_COLUMNS = (
    "id",
    "import_file_id",
    "source_id",
    "position",
    "accession",
    "title",
    "authors",
    "year",
    "journal",
    "doi",
    "pmid",
    "has_abstract",
)


def _insert_records(
    connection: Connection, in_source: str, import_file_id: str, start: int, chunk: Iterable[Record]
) -> None:
    rows, texts = [], []
    for position, record in enumerate(chunk, start=start):
        made = record_id(import_file_id, position)
        rows.append(
            (
                made,
                import_file_id,
                in_source,
                position,
                storable(record.accession),
                storable(one_line(record.title)),
                storable("; ".join(record.authors)),
                record.year,
                storable(record.journal),
                storable(record.doi),
                storable(record.pmid),
                bool(record.abstract.strip()),
            )
        )
        texts.append((made, storable(record.abstract), fields_text(record), storable(record.raw)))
    insert_rows(connection, tables.record, _RECORD_COLUMNS, rows)
    insert_rows(connection, tables.record_text, ("record_id", "abstract", "fields", "raw"), texts)
