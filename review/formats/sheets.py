"""Tables of records: CSV with any usual separator, and workbooks."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.formats.cells import parted
from review.formats.columns import dialect_of, known_count, table_for
from review.formats.family import Options, Walked
from review.formats.mapping import record_of
from review.refusal import Refused

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 30  # rows; some tables begin with a title or the query
_EVERY = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place and its own lines."""

    line: int
    cells: Sequence[str]
    raw: str


def read(text: str, options: Options) -> Walked:
    """Read a table in text; the separator is the one that gives the most known columns."""
    text = text.removeprefix("\ufeff")
    if text[:4].lower() == "sep=":
        text = "\n" + text.partition("\n")[2]
    delimiter = _delimiter(text, options.columns)
    return read_rows(_rows(text, delimiter), text.count("\n") + 1, options)


def read_workbook(data: bytes, options: Options) -> Walked:
    """Read the first sheet of a workbook that holds a table of records."""
    import io

    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [
            [
                Row(number, cells, "\t".join(cells))
                for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
                if (cells := ["" if value is None else _shown(value) for value in values])
            ]
            for sheet in book.worksheets
        ]
    except Exception as error:
        raise Refused(
            "This workbook cannot be read.", "Save it again as .xlsx, or as CSV, and import that."
        ) from error
    best = max(sheets, key=lambda rows: _header(rows, options.columns)[1], default=[])
    return read_rows(best, len(best), options)


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_rows(rows: Iterable[Row], total: int, options: Options) -> Walked:
    """Read a table's rows; those before its header are outside, blank ones are nothing."""
    walked = Walked()
    stream = iter(rows)
    head = [row for _, row in zip(range(_HEADER_WITHIN), stream, strict=False)]
    at, known = _header(head, options.columns)
    if not known:
        return walked
    walked.outside += [(row.line, row.raw) for row in head[:at] if any(row.cells)]
    headers = _unique(head[at].cells)
    walked.dialect = options.dialect or dialect_of(headers)
    table = table_for(headers, walked.dialect, options.columns)
    for number, row in enumerate(_chained(head[at + 1 :], stream)):
        if any(cell.strip() for cell in row.cells):
            tags = {name: [cell.strip()] for name, cell in zip(headers, row.cells, strict=False)}
            if len(row.cells) > len(headers):
                tags[""] = [cell.strip() for cell in row.cells[len(headers) :]]
            walked.take(record_of(parted(tags, table), table, row.raw, row.line))
        if options.progress and number % _EVERY == 0:
            options.progress(row.line, total)
    if options.progress:
        options.progress(total, total)
    return walked


def _chained(head: Iterable[Row], rest: Iterable[Row]) -> Iterator[Row]:
    yield from head
    yield from rest


def _header(rows: Sequence[Row], columns: Mapping[str, str] | None) -> tuple[int, int]:
    """Return the row that names most columns, and how many: at least one that names a title."""
    best = (0, 0)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        chosen = sum(cell.strip() in (columns or {}) for cell in row.cells)
        count = known_count(row.cells)
        if (count >= 2 or chosen or (count and len(row.cells) == 1)) and count + chosen > best[1]:  # noqa: PLR2004 - one word alone is no header
            best = (at, count + chosen)
    return best


def _unique(cells: Sequence[str]) -> list[str]:
    """Return header names, a repeated or empty one made distinct by its column number."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().lstrip("\ufeff")
        names.append(name if name and name not in names else f"{name or 'column'} {number}")
    return names


def _delimiter(text: str, columns: Mapping[str, str] | None) -> str:
    sample = "\n".join(text.split("\n", 400)[:400])[: 1 << 20]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        count = _header(list(_rows(sample, delimiter)), columns)[1]
        if count > most:
            best, most = delimiter, count
    return best


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    lines = text.split("\n")
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    done = 0
    try:
        for cells in reader:
            raw = "\n".join(lines[done : reader.line_num])
            yield Row(done + 1, cells, raw)
            done = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"The table cannot be read at line {reader.line_num}: {error}.",
            "Open it in a spreadsheet, save it as CSV (UTF-8) and import that.",
        ) from error
