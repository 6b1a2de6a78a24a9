"""Records as a table: CSV, and a workbook whose cells are text that nothing runs or turns."""

from __future__ import annotations

import io
from collections.abc import Iterable

from review.clean import safe_cell
from review.files.packing import EPOCH, repacked
from review.files.spreadsheet import PLAIN, Way, csv_text
from review.formats.outgoing import Outgoing
from review.formats.own_columns import rows

# An apostrophe before it may be added to a cell of Excel's 32,767 characters.
_CELL_LENGTH = 32_766
_WIDTHS = {
    "title": 60, "authors": 30, "journal": 30, "abstract": 60, "doi": 26, "accession": 16,
    "source": 16, "reason": 18, "title_abstract": 14, "decisions": 40, "settlements": 40,
    "keywords": 30, "url": 30, "affiliations": 30, "notes": 30, "record_id": 12, "set_id": 12,
    "year": 6, "pmid": 10,
}  # fmt: skip
_WIDTH = 13


def write_csv(items: Iterable[Outgoing], way: Way = PLAIN) -> str:
    """Return the records as CSV in the way of the program that is to read it."""
    head, *body = rows(list(items))
    return csv_text([str(name) for name in head], body, way)


def write_xlsx(items: Iterable[Outgoing]) -> bytes:
    """Return a workbook of one sheet, its header and ids fixed; the same records, the same bytes.

    Only the year is a number: ids, volumes and issues stay as they are written. A row is one line
    high, so that a thousand abstracts can be scrolled.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    head, *body = rows(list(items), _CELL_LENGTH)
    for place, name in enumerate(head, start=1):
        width = _WIDTHS.get(str(name), _WIDTH)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(body) + 1}"
    bold = Font(bold=True)
    for number, row in enumerate((head, *body)):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=None if value == "" else safe_cell(value))
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 0:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)
    book.properties.creator, book.properties.title = "", "records"
    book.properties.created = book.properties.modified = EPOCH
    packed = io.BytesIO()
    book.save(packed)
    return repacked(packed.getvalue())
