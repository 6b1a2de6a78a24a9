"""A table as a workbook: one sheet, frozen heads, numbers as numbers, no formulas."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from review.clean import safe_cell
from review.packing import EPOCH, repacked
from review.table.cells import bare, plain
from review.table.table import Cell, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
SHEET_NAME_LENGTH = 31  # Excel's limit
CELL_LENGTH = 32_767  # Excel's limit
CHARACTERS = 16.0  # the width of a column of weight 1


def as_xlsx(table: Table) -> bytes:
    """Return the workbook; the heads are in the first row, so that it can be sorted and filtered.

    Notes stand on a second sheet under the title. The same table gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _NOT_IN_SHEET_NAMES.sub(" ", table.name)[:SHEET_NAME_LENGTH] or "table"
    _fill(sheet, table)
    notes = book.create_sheet("notes")
    for line in (table.title, *table.notes):
        notes.append([_cell(line)])
    notes.column_dimensions["A"].width = 100
    properties = book.properties
    properties.creator, properties.title = "", plain(table.title)
    properties.created = properties.modified = EPOCH
    packed = io.BytesIO()
    book.save(packed)
    return repacked(packed.getvalue())


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append([_cell(column.title) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(cell) for cell in row])
    settings = [
        Alignment(wrap_text=True, vertical="top", horizontal=column.align)
        for column in table.columns
    ]
    for line in sheet.iter_rows():
        for cell, setting in zip(line, settings, strict=True):
            cell.alignment = setting
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for place, column in enumerate(table.columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = CHARACTERS * column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"


def _cell(cell: Cell) -> Cell:
    kept = safe_cell(bare(cell))
    return kept[:CELL_LENGTH] if isinstance(kept, str) else kept
