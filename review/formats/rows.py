"""A table's rows, with their place in the file; CSV by the separator that makes most sense."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.formats.column_names import NAMES
from review.formats.columns import known_count, normal
from review.refusal import Refused

HEADER_WITHIN = 30  # rows; some tables begin with a title or the query
_ALONE = frozenset(NAMES["title"] + NAMES["doi"] + NAMES["pmid"])
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 400
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place and its own lines."""

    line: int
    cells: Sequence[str]
    raw: str


def header_at(rows: Sequence[Row], columns: Mapping[str, str] | None) -> tuple[int, int]:
    """Return the row that names most columns, and how many it names; none: (0, 0)."""
    best = (0, 0)
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        chosen = sum(cell.strip() in (columns or {}) for cell in row.cells)
        known = known_count(row.cells)
        if known == 1 and not chosen and not _may_stand_alone(rows, at):
            continue  # a word of a title or of a text, perhaps
        if known + chosen > best[1]:
            best = (at, known + chosen)
    return best


def _may_stand_alone(rows: Sequence[Row], at: int) -> bool:
    """Tell a table of one column, of titles or numbers, from a line of text."""
    row = rows[at]
    before = any(cell.strip() for earlier in rows[:at] for cell in earlier.cells)
    return len(row.cells) == 1 and not before and normal(row.cells[0]) in _ALONE


def delimiter_of(text: str, columns: Mapping[str, str] | None) -> str:
    """Return the separator by which the header names most columns; a comma when none does."""
    sample = "\n".join(text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES])[:_SAMPLE]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        known = header_at(list(rows_of(sample, delimiter)), columns)[1]
        if known > most:
            best, most = delimiter, known
    return best


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a table in text; a quoted cell may hold line ends.

    Raises Refused for what the csv module cannot read.
    """
    lines = text.split("\n")
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    done = 0
    try:
        for cells in reader:
            yield Row(done + 1, cells, "\n".join(lines[done : reader.line_num]))
            done = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"The table cannot be read at line {reader.line_num}: {error}.",
            "Open it in a spreadsheet, save it as CSV (UTF-8) and import that.",
        ) from error
