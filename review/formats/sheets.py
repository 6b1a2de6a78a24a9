"""Tables of records: CSV with any usual separator, and workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from review.formats import ovid_tagged, own_columns
from review.formats.cells import parted
from review.formats.columns import dialect_of, fields_of, is_of_ovid, table_for
from review.formats.family import Options, Walked
from review.formats.mapping import record_of
from review.formats.rows import HEADER_WITHIN, Row, delimiter_of, header_at, rows_of
from review.formats.vertical import read_upright, stands_upright
from review.refusal import Refused

_EVERY = 2000  # rows between two reports of progress
_UPRIGHT_WITHIN = 100


def read(text: str, options: Options) -> Walked:
    """Read a table in text; the separator is the one that gives the most known columns."""
    text = text.removeprefix("\ufeff")
    if text[:4].lower() == "sep=":  # Excel's own hint, a line of its own
        text = "\n" + text.partition("\n")[2]
    delimiter = delimiter_of(text, options.columns)
    return read_rows(rows_of(text, delimiter), text.count("\n") + 1, options)


def read_workbook(data: bytes, options: Options) -> Walked:
    """Read the sheet of a workbook that names most columns.

    Raises Refused for a workbook that cannot be opened.
    """
    sheets = workbook_rows(data)
    best = max(sheets, key=lambda rows: header_at(rows, options.columns)[1], default=[])
    return read_rows(best, len(best), options)


def workbook_rows(data: bytes) -> list[list[Row]]:
    """Return the rows of each sheet of a workbook; Refused where it cannot be opened."""
    import io

    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
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


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_rows(rows: Iterable[Row], total: int, options: Options) -> Walked:
    """Read a table's rows; those before its header are outside, blank ones are nothing."""
    walked = Walked.of(options, "generic")
    stream = iter(rows)
    head = list(islice(stream, max(HEADER_WITHIN, _UPRIGHT_WITHIN)))
    if stands_upright(head):
        return read_upright([*head, *stream], options)
    at, known = header_at(head, options.columns)
    if not known:
        return walked
    walked.outside += [(row.line, row.raw) for row in head[:at] if any(row.cells)]
    headers = _unique(head[at].cells)
    walked.dialect = options.dialect or dialect_of(headers)
    own = walked.dialect == own_columns.DIALECT and not options.columns
    table = own_columns.TABLE if own else table_for(headers, walked.dialect, options.columns)
    part = ovid_tagged.of_cells if is_of_ovid(headers, walked.dialect) else parted
    walked.columns = fields_of(headers, table)
    for number, row in enumerate(chain(head[at + 1 :], stream)):
        if any(cell.strip() for cell in row.cells):
            tags = {name: [cell.strip()] for name, cell in zip(headers, row.cells, strict=False)}
            if len(row.cells) > len(headers):
                tags[""] = [cell.strip() for cell in row.cells[len(headers) :]]
            if own:
                tags = own_columns.own_tags(tags)
            walked.take(record_of(part(tags, table), table, row.raw, row.line))
        if options.progress and number % _EVERY == 0:
            options.progress(row.line, total)
    if options.progress:
        options.progress(total, total)
    return walked


def _unique(cells: Sequence[str]) -> list[str]:
    """Return header names, a repeated or empty one made distinct by its column number."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().lstrip("\ufeff")
        names.append(name if name and name not in names else f"{name or 'column'} {number}")
    return names
