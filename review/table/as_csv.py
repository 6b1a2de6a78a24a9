"""A table as CSV: titles of the columns, then the rows; no text that a spreadsheet would run."""

from __future__ import annotations

from review.files.spreadsheet import PLAIN, Way, csv_text
from review.table.cells import bare, plain
from review.table.table import Table


def as_csv(table: Table, way: Way = PLAIN) -> str:
    """Return the table as separated values; quotes and line ends within cells are kept."""
    head = [plain(column.title) for column in table.columns]
    return csv_text(head, ([bare(cell) for cell in row] for row in table.rows), way)
