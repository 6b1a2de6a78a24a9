"""Records out: files of records for other programs, with what the asker may see of each.

The command line and the desk call `export`; nothing in a file tells more than the listing would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from review.files.spreadsheet import PLAIN, Way
from review.formats.manager_keys import NO_KEY, Key, key_of
from review.formats.writing import BINARY, write
from review.formats.writing import FORMATS as FILE_FORMATS
from review.protocols.versions import current
from review.record import Record
from review.records.deliberation import Deliberation, deliberations
from review.records.listing import COLUMNS, Listed, listed
from review.records.lookup import whole_many
from review.records.notes import outgoing
from review.records.tags import with_tag
from review.refusal import Refused
from review.standing import batches
from review.store import tables

FORMATS = ("csv", "json", *FILE_FORMATS[1:])
ENDINGS = {
    "csv": "csv", "json": "json", "xlsx": "xlsx", "ris": "ris", "bibtex": "bib",
    "csl-json": "json", "endnote-xml": "xml", "nbib": "nbib",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of records, and how many it holds."""

    data: str | bytes
    number: int


def check_format(format: str) -> None:  # noqa: A002 - the word that users type
    """Refuse a format that records are not written in."""
    if format not in FORMATS:
        raise Refused(f"“{format}” is not a format.", f"Formats: {', '.join(FORMATS)}.")


def is_binary(format: str) -> bool:  # noqa: A002 - the word that users type
    """Tell whether a format is bytes that no terminal shows."""
    return format in BINARY


def export(
    connection: Connection,
    viewer: str,
    format: str,  # noqa: A002 - the word that users type
    *,
    standing: str = "",
    stage: str = "",
    source: str = "",
    tag: str = "",
    way: Way = PLAIN,
) -> Exported:
    """Return the records that match as a file of `format`, as `viewer` may see them.

    Raises Refused for a format that is not in `FORMATS`.
    """
    check_format(format)
    rows = listed(connection, viewer, standing=standing, stage=stage, source=source)
    rows = with_tag(connection, viewer, rows, tag)
    said = deliberations(connection, viewer, {row.record.set_id for row in rows})
    wholes = whole_many(connection, [row.record.id for row in rows])
    if format == "json":
        return Exported(_json(rows, wholes, said), len(rows))
    keys = _keys(connection, wholes)
    words = _reason_words(connection)
    items = [
        outgoing(row, wholes[row.record.id], said[row.record.set_id], keys[row.record.id], words)
        for row in rows
    ]
    return Exported(write(items, format, way), len(rows))


def _keys(connection: Connection, wholes: Mapping[str, Record]) -> dict[str, Key]:
    """Return the key that each record has in the manager that it was imported from."""
    record, file = tables.record, tables.import_file
    found = dict.fromkeys(wholes, NO_KEY)
    for batch in batches(wholes):
        query = (
            select(record.c.id, file.c.format, file.c.dialect)
            .join(file, file.c.id == record.c.import_file_id)
            .where(record.c.id.in_(batch))
        )
        for record_id, format_name, dialect in connection.execute(query):
            found[record_id] = key_of(wholes[record_id], format_name, dialect)
    return found


def _reason_words(connection: Connection) -> dict[str, str]:
    _version, protocol = current(connection)
    return {reason.id: reason.en for reason in protocol.reasons}


def _json(
    rows: Sequence[Listed], wholes: Mapping[str, Record], said: Mapping[str, Deliberation]
) -> str:
    values = [dict(_values(row, wholes[row.record.id], said[row.record.set_id])) for row in rows]
    return json.dumps({"records": values}, ensure_ascii=False, indent=2)


def _values(row: Listed, record: Record, said: Deliberation) -> Iterator[tuple[str, Any]]:
    """Yield the columns of the listing, then what else is known: lists stay lists."""
    yield from zip(COLUMNS, row.cells(), strict=True)
    yield "standing", row.standing
    yield "edited", list(row.record.edited)
    yield "decisions", [asdict(one) for one in said.decisions]
    yield "settlements", [asdict(one) for one in said.settlements]
    yield from (
        (name, value)
        for name, value in asdict(record).items()
        if name not in COLUMNS and name not in {"raw", "line"}
    )
