"""The diagram as a Word document whose boxes are cells of a table: every word can be edited."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from review.flow.alt_text import alt_text
from review.flow.boxes import boxes as boxes_of
from review.flow.counts import Flow
from review.flow.docx_places import FIRST, Place, places
from review.flow.footnotes import footnotes, interim_line
from review.flow.grid import Grid, grid
from review.flow.helvetica import text_width
from review.flow.numbers import Numbers, numbers_of
from review.flow.typesetting import PAD, SPARE
from review.flow.wording import Wording, wording
from review.packing import EPOCH, repacked

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.table import Table, _Cell

FONT, POINTS, NOTE_POINTS = "Arial", 8, 7
ARROW_CM, BAR_CM, GAP_CM, MARGIN_CM = 0.7, 0.8, 0.3, 1.5
MOST_CM, SHORT_CM, LONG_CM = 7.0, 21.0, 29.7  # a box; the sides of an A4 page
RED = "B00020"
PORTRAIT_COLUMNS = 3
LANGUAGE_TAGS = {"en": "en-GB", "nb": "nb-NO"}


def as_docx(flow: Flow | Numbers, language: str = "en") -> bytes:
    """Return the document, landscape where there are more than two columns; same flow, same bytes.

    Boxes are framed cells and arrows are letters between them; the table's alternative text tells
    the whole diagram.
    """
    from docx import Document

    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    boxes = boxes_of(numbers, language)
    made = grid(boxes)
    page = Document()
    _set_page(page, made, words)
    interim = interim_line(numbers, words)
    if interim:
        _note(page, interim, bold=True)
    found = places(made, numbers, words)
    rows = 1 + max(one.to[0] for one in found)
    table = page.add_table(rows=rows, cols=FIRST + 2 * len(made.columns) - 1)
    table.autofit = False
    _describe(table, words("alt", "title"), alt_text(numbers, language))
    _fill(table, found)
    for note in footnotes(numbers, boxes, words):
        _note(page, note)
    packed = io.BytesIO()
    page.save(packed)
    return repacked(packed.getvalue())


def _fill(table: Table, found: Sequence[Place]) -> None:
    """Write the places into their cells; boxes as wide as boxes, arrows as wide as arrows."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    cells = [list(row.cells) for row in table.rows]
    boxes = (len(table.columns) - FIRST + 1) // 2
    for number, column in enumerate(table.columns):
        column.width = Cm(_width(number, boxes))
        for row in cells:
            row[number].width = column.width
    for place in found:
        cell = cells[place.row][place.column]
        if place.to != (place.row, place.column):
            cell = cell.merge(cells[place.to[0]][place.to[1]])
        for number, (text, indent) in enumerate(place.lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.add_run(text).bold = place.bold or None
            paragraph.paragraph_format.left_indent = Pt(6 * indent)
            if not place.framed or place.bold:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if place.framed:
            below = [cells[row][place.column] for row in range(place.row + 1, place.to[0] + 1)]
            _frame([cell, *below], place)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        if place.upright and place.row == place.to[0]:
            # Upright words do not stretch their row by themselves.
            length = text_width(place.lines[0][0], POINTS, bold=True) * SPARE
            table.rows[place.row].height = Pt(length + 2 * PAD)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other way to this mark
        properties.append(_element(properties, "cantSplit"))


def _width(column: int, boxes: int) -> float:
    """Return the width of a column in centimetres; boxes share what is left, up to a limit."""
    if column < FIRST:
        return GAP_CM if column else BAR_CM
    if (column - FIRST) % 2:
        return ARROW_CM
    long = LONG_CM if boxes > PORTRAIT_COLUMNS else SHORT_CM
    room = long - 2 * MARGIN_CM - BAR_CM - GAP_CM - (boxes - 1) * ARROW_CM
    return min(MOST_CM, room / boxes)


def _frame(cells: Sequence[_Cell], place: Place) -> None:
    """Draw the edges of a box, with dashes where it is still open, and fill it.

    `cells` are those below each other that are one box; each draws its part of the edges.
    """
    line = {"val": "dashed" if place.open_ else "single", "sz": "6", "space": "0"}
    line["color"] = RED if place.open_ else "000000"
    for cell in cells:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way to edges
        borders = _element(properties, "tcBorders")
        for side in ("top", "left", "bottom", "right"):
            if (side != "top" or cell is cells[0]) and (side != "bottom" or cell is cells[-1]):
                borders.append(_element(properties, side, **line))
        properties.append(borders)
        if place.fill:
            shade = _element(properties, "shd", val="clear", color="auto", fill=place.fill)
            properties.append(shade)
        if place.upright:
            properties.append(_element(properties, "textDirection", val="btLr"))


def _element(parent: Any, name: str, **attributes: str) -> Any:
    from docx.oxml.ns import qn

    marks = {qn(f"w:{key}"): value for key, value in attributes.items()}
    return parent.makeelement(qn(f"w:{name}"), marks)


def _describe(table: Table, title: str, description: str) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way to alternative text
    properties.append(_element(properties, "tblCaption", val=title))
    properties.append(_element(properties, "tblDescription", val=description))


def _set_page(page: Page, made: Grid, words: Wording) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    properties = page.core_properties
    properties.title, properties.author, properties.comments = words("alt", "title"), "", ""
    properties.created = properties.modified = EPOCH
    properties.language = LANGUAGE_TAGS.get(words.language, words.language)
    section = page.sections[0]
    wide = len(made.columns) > PORTRAIT_COLUMNS
    short, long = Cm(SHORT_CM), Cm(LONG_CM)
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN_CM))
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(POINTS)
    normal.paragraph_format.space_after = Pt(0)


def _note(page: Page, text: str, *, bold: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    run = page.add_paragraph().add_run(text)
    run.font.size, run.bold = Pt(POINTS if bold else NOTE_POINTS), bold
    if bold:
        run.font.color.rgb = RGBColor.from_string(RED)
