"""A table as CSV: titles of the columns, then the rows; no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from review.clean import safe_cell
from review.table.cells import bare
from review.table.table import Table


def as_csv(table: Table) -> str:
    """Return the table as comma-separated values; quotes and line ends within cells are kept."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_cell(bare(column.title)) for column in table.columns])
    writer.writerows([safe_cell(bare(cell)) for cell in row] for row in table.rows)
    return text.getvalue()
