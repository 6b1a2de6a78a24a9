"""Entries as a workbook: lists to choose from, what each column asks, and a sheet of guidance."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extraction.field import Field
from extraction.form import Form
from extraction.offline.columns import Column, header
from extraction.offline.signs import escaped
from extraction.offline.table import Grid
from extraction.status import STATUSES, WITHOUT_VALUE
from review.clean import one_line, safe_cell
from review.files.packing import EPOCH, repacked
from review.refusal import Refused

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CELL_LENGTH = 32_766  # Excel's limit, less an apostrophe before it
_PROMPT, _TITLE = 250, 32  # Excel's limits of the words beside a cell
_SPARE = 500  # rows below the last that have the lists, too
_LISTS, _GUIDE = "lists", "guide"


def workbook(form: Form, grid: Grid, language: str) -> bytes:
    """Return the workbook; the same entries give the same bytes.

    Text that a spreadsheet would run is made harmless. Raises Refused for a value longer than a
    cell can be, as it would be cut.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "entries"
    for number, row in enumerate((grid.head, *grid.rows), start=1):
        for place, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, place, _kept(text))
                cell.data_type = "s"
    for place, name in enumerate(grid.head, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(12, min(40, len(name) + 2))
    sheet.freeze_panes = "C2"
    _advise(book, sheet, form, grid, language)
    _guide(book, form, grid, language)
    properties = book.properties
    properties.creator, properties.title = "", one_line(form.name(language))
    properties.created = properties.modified = EPOCH
    packed = io.BytesIO()
    book.save(packed)
    return repacked(packed.getvalue())


def _kept(text: str) -> str:
    kept = escaped(str(safe_cell(text)))
    if len(kept) > CELL_LENGTH:
        raise Refused(
            f"A value of {len(text):,} characters is too long for a cell of a workbook.",
            "Write the entries as CSV or JSON.",
        )
    return kept


def _advise(book: Workbook, sheet: Worksheet, form: Form, grid: Grid, language: str) -> None:
    """Give each column of answers its list of choices and its words of guidance."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    known: dict[tuple[str, ...], str] = {}
    for place, column in enumerate(grid.columns, start=1):
        field = form.at(column.path) if column else None
        if column is None or field is None:
            continue
        words = _choices(field, column)
        advice = DataValidation(allow_blank=True, showErrorMessage=False)
        if words and words not in known:
            letter = get_column_letter(len(known) + 1)
            for number, word in enumerate(words, start=1):
                lists.cell(number, len(known) + 1, _kept(word)).data_type = "s"
            known[words] = f"{quote_sheetname(_LISTS)}!${letter}$1:${letter}${len(words)}"
        if words:
            advice.type, advice.formula1 = "list", known[words]
            free = field.other_allowed or field.multiple
            advice.showErrorMessage = not free
            advice.error = "Choose from the list."
        if column.key == "value":
            advice.showInputMessage = True
            advice.promptTitle = one_line(field.name(language))[:_TITLE]
            advice.prompt = _asked(field, language)[:_PROMPT]
        if words or column.key == "value":
            sheet.add_data_validation(advice)
            letter = get_column_letter(place)
            advice.add(f"{letter}2:{letter}{len(grid.rows) + 1 + _SPARE}")


def _choices(field: Field, column: Column) -> tuple[str, ...]:
    if column.key == "status":
        return tuple(field.statuses)
    if column.key != "value" or not field.options:
        return ()
    without = (status for status in STATUSES if status in WITHOUT_VALUE & set(field.statuses))
    return (*(option.id for option in field.options), *without)


def _asked(field: Field, language: str) -> str:
    """Return what a field takes and its help, in words."""
    kind = field.kind.replace("-", " ")
    bounds = [f"at least {field.least:g}"] if field.least is not None else []
    bounds += [f"at most {field.most:g}"] if field.most is not None else []
    several = ["several: a; b"] if field.multiple else []
    other = ["or another answer"] if field.other_allowed else []
    required = ["required"] if field.required else []
    unit = [f"in {field.unit}"] if field.unit else []
    told = ", ".join([kind, *unit, *bounds, *several, *other, *required])
    return one_line(f"{told}. {field.help_text(language)}")


def _guide(book: Workbook, form: Form, grid: Grid, language: str) -> None:
    guide = book.create_sheet(_GUIDE)
    for line in _guidance(form, grid, language):
        guide.append([safe_cell(text) for text in line])
    for letter, width in (("A", 32), ("B", 40), ("C", 60), ("D", 60)):
        guide.column_dimensions[letter].width = width
    for cells in guide.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _guidance(form: Form, grid: Grid, language: str) -> Iterator[Sequence[str]]:
    yield (f"{form.name(language)} ({form.id}, version {form.version})",)
    if form.help:
        yield (one_line(form.help.get(language) or form.help.get("en", "")),)
    yield ("Leave a cell empty where you have not looked yet.",)
    yield (f"Where nothing is to be found, write one of: {', '.join(sorted(WITHOUT_VALUE))}.",)
    yield (f"Columns with :status take: {', '.join(STATUSES)}.",)
    yield ("column", "field", "takes", "choices")
    for column in grid.columns:
        field = form.at(column.path) if column else None
        if column and field and column.key == "value":
            options = (f"{one.id} = {one_line(one.name(language))}" for one in field.options)
            name = form.label(column.path, language)
            yield (header(form, column), name, _asked(field, language), "; ".join(options))
