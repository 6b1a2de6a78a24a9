"""The diagram as a Word document whose boxes are cells of a table: every word can be edited."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.flow.alt_text import alt_text
from review.flow.boxes import Box
from review.flow.boxes import boxes as boxes_of
from review.flow.counts import Flow
from review.flow.footnotes import footnotes, interim_line
from review.flow.grid import LEFT, OTHER, OTHER_SIDE, PREVIOUS, SIDE, Grid, grid
from review.flow.numbers import Numbers, numbers_of
from review.flow.wording import Wording, wording
from review.packing import EPOCH, repacked

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.table import Table, _Cell

FONT, POINTS, NOTE_POINTS = "Arial", 8, 7
BOX_CM, ARROW_CM, MARGIN_CM = 4.7, 0.7, 1.5
GOLD, GREY, RED = "FFC125", "DCDCDC", "B00020"
DOWN, RIGHT, LEFT_ARROW, CORNER_LEFT, CORNER_RIGHT = "↓", "→", "←", "↲", "↳"
PORTRAIT_COLUMNS = 3
LANGUAGE_TAGS = {"en": "en-GB", "nb": "nb-NO"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of the Word table that holds something: a box, a heading or an arrow."""

    row: int
    column: int
    lines: tuple[tuple[str, int], ...]  # words and indent
    fill: str = ""
    framed: bool = False
    open_: bool = False
    bold: bool = False
    to: int = 0  # the last column of a heading


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
    places = _places(made, numbers, words)
    table = page.add_table(rows=1 + max(one.row for one in places), cols=2 * len(made.columns) - 1)
    table.autofit = False
    _describe(table, words("alt", "title"), alt_text(numbers, language))
    _fill(table, places)
    for note in footnotes(numbers, boxes, words):
        _note(page, note)
    packed = io.BytesIO()
    page.save(packed)
    return repacked(packed.getvalue())


def _places(made: Grid, numbers: Numbers, words: Wording) -> list[_Place]:
    """Return what stands in which cell: headings, boxes row by row, and the arrows between."""
    columns = {column: 2 * place for place, column in enumerate(made.columns)}
    found = _headings(columns, numbers, words)
    at: dict[str, tuple[int, int]] = {}
    top = 2
    for row in made.rows:
        for column, cell in columns.items():
            for place, box in enumerate(made.at(row, column)):
                at[box.id] = (top + place, cell)
                found.append(_box(box, *at[box.id], words, grey=_grey(box, column)))
        top += max(len(made.at(row, column)) for column in made.columns) + 1
    return found + _arrows(made, at)


def _grey(box: Box, column: int) -> bool:
    return column in {PREVIOUS, OTHER, OTHER_SIDE} or box.id == "total_studies"


def _headings(columns: dict[int, int], numbers: Numbers, words: Wording) -> list[_Place]:
    ending = "_updated" if numbers.updated else ""
    spans = (
        ("previous", PREVIOUS, PREVIOUS, GREY),
        (f"databases{ending}", LEFT, SIDE, GOLD),
        (f"other{ending}", OTHER, OTHER_SIDE, GREY),
    )
    return [
        _Place(
            0,
            columns[first],
            ((words("headings", key), 0),),
            fill,
            framed=True,
            bold=True,
            to=columns[last],
        )
        for key, first, last, fill in spans
        if first in columns
    ]


def _box(box: Box, row: int, column: int, words: Wording, *, grey: bool) -> _Place:
    lines = tuple((words.counted(line.text, line.count), line.indent) for line in box.lines)
    return _Place(row, column, lines, GREY if grey else "", framed=True, open_=box.pending)


def _arrows(made: Grid, at: Mapping[str, tuple[int, int]]) -> list[_Place]:
    """Return the letters of the arrows: down through free cells, to the side, round corners."""
    found = []
    for arrow in made.arrows:
        (row, column), (to_row, to_column) = at[arrow.start], at[arrow.end]
        if arrow.way == "side":
            found.append(_arrow(to_row, to_column - 1, RIGHT))
            continue
        found.extend(_arrow(between, column, DOWN) for between in range(row + 1, to_row))
        if arrow.way == "corner":
            back = column > to_column
            found.append(_arrow(to_row, column, CORNER_LEFT if back else CORNER_RIGHT))
            found.append(
                _arrow(to_row, to_column + (1 if back else -1), LEFT_ARROW if back else RIGHT)
            )
    return found


def _arrow(row: int, column: int, sign: str) -> _Place:
    return _Place(row, column, ((sign, 0),))


def _fill(table: Table, places: Sequence[_Place]) -> None:
    """Write the places into their cells; boxes as wide as boxes, arrows as wide as arrows."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    cells = [list(row.cells) for row in table.rows]
    for number, column in enumerate(table.columns):
        column.width = Cm(ARROW_CM if number % 2 else BOX_CM)
        for row in cells:
            row[number].width = column.width
    for place in places:
        cell = cells[place.row][place.column]
        if place.to > place.column:
            cell = cell.merge(cells[place.row][place.to])
        for number, (text, indent) in enumerate(place.lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.add_run(text).bold = place.bold or None
            paragraph.paragraph_format.left_indent = Pt(6 * indent)
            if not place.framed or place.bold:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if place.framed:
            _frame(cell, place)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other way to this mark
        properties.append(_element(properties, "cantSplit"))


def _frame(cell: _Cell, place: _Place) -> None:
    """Draw the edges of a box, with dashes where it is still open, and fill it."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way to edges
    line = {"val": "dashed" if place.open_ else "single", "sz": "6", "space": "0"}
    line["color"] = RED if place.open_ else "000000"
    borders = _element(properties, "tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(properties, side, **line))
    properties.append(borders)
    if place.fill:
        properties.append(_element(properties, "shd", val="clear", color="auto", fill=place.fill))


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
    short, long = Cm(21.0), Cm(29.7)
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
