"""A table as a workbook: one sheet, frozen heads, numbers as numbers, no formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from review.clean import safe_cell
from review.files.packing import EPOCH, repacked
from review.table.cells import bare, plain
from review.table.table import Cell, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
SHEET_NAME_LENGTH = 31  # Excel's limit
CELL_LENGTH = 32_767  # Excel's limit
CHARACTERS = 16.0  # the width of a column of weight 1
LINE, HIGHEST = 15.0, 409.0  # points: a line of text, and the highest row that Excel has


def as_xlsx(table: Table) -> bytes:
    """Return the workbook; the heads are in the first row, so that it can be sorted and filtered.

    Notes stand on a second sheet under the title. The same table gives the same bytes.
    """
    return as_workbook([table], table.title)


def as_workbook(tables: Sequence[Table], title: str) -> bytes:
    """Return a workbook with a sheet for each table, and one of their titles and notes.

    A name that two tables share, once it is cut to what a sheet can bear, gets a number.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    book.remove(book.worksheets[0])
    notes: list[list[Cell]] = []
    for table in tables:
        sheet = book.create_sheet(_sheet_name(table.name, book.sheetnames))
        _fill(sheet, table)
        name = [sheet.title] if len(tables) > 1 else []
        notes += [[*name, line] for line in (table.title, *table.notes)]
    last = book.create_sheet(_sheet_name("notes", book.sheetnames))
    for line in notes:
        last.append([_cell(cell) for cell in line])
    for row in last.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    last.column_dimensions["A"].width = 100 if len(tables) == 1 else 2 * CHARACTERS
    last.column_dimensions["B"].width = 100
    properties = book.properties
    properties.creator, properties.title = "", plain(title)
    properties.created = properties.modified = EPOCH
    packed = io.BytesIO()
    book.save(packed)
    return repacked(packed.getvalue())


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    plain_name = _NOT_IN_SHEET_NAMES.sub(" ", name)[:SHEET_NAME_LENGTH] or "table"
    number, found = 1, plain_name
    while found.lower() in {one.lower() for one in taken}:
        number += 1
        found = f"{plain_name[: SHEET_NAME_LENGTH - 3]}-{number}"
    return found


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.append([_cell(column.title) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(cell) for cell in row])
    settings = [
        Alignment(wrap_text=True, vertical="top", horizontal=column.align)
        for column in table.columns
    ]
    styles: list[Any] = []
    for place, setting in enumerate(settings, start=1):
        head: Any = sheet.cell(1, place)
        head.alignment = setting
        styles.append(copy(head._style))  # noqa: SLF001 - set anew it takes five times as long
    cell: Any
    for line in sheet.iter_rows():
        for cell, style in zip(line, styles, strict=True):
            cell._style = copy(style)  # noqa: SLF001
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for place, column in enumerate(table.columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = CHARACTERS * column.width
    _set_heights(sheet, table)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"


def _set_heights(sheet: Worksheet, table: Table) -> None:
    """Make rows as high as their wrapped text: not every program works that out when it opens."""
    rooms = [max(1, int(CHARACTERS * column.width) - 1) for column in table.columns]
    titles = tuple(column.title for column in table.columns)
    for place, row in enumerate((titles, *table.rows), start=1):
        lines = max((_lines(cell, room) for cell, room in zip(row, rooms, strict=True)), default=1)
        if lines > 1:
            sheet.row_dimensions[place].height = min(HIGHEST, LINE * lines)


def _lines(cell: Cell, room: int) -> int:
    if not isinstance(cell, str) or (len(cell) <= room and "\n" not in cell):
        return 1
    return sum(max(1, -(-len(line) // room)) for line in cell[:CELL_LENGTH].split("\n"))


def _cell(cell: Cell) -> Cell:
    kept = safe_cell(bare(cell))
    return kept[:CELL_LENGTH] if isinstance(kept, str) else kept
