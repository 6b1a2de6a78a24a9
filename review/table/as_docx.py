"""A table as a Word document: caption, repeated head row, rows not split, landscape if asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from review.files.packing import EPOCH, repacked
from review.table.cells import plain, shown
from review.table.in_parts import in_parts
from review.table.table import Table
from review.table.widths import shared
from review.typography import unbroken

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.section import Section
    from docx.table import Table as WordTable

FONT, POINTS, MARGIN_CM = "Arial", 9.0, 2.0
# In points: a letter of average width in bold, and the margins within a cell that Word gives it.
LETTER, CELL_MARGINS = 5.4, 11.0
LINE_SPACING, HIGHEST = 1.2, 150.0  # of letters; a row should be no higher than this, in points
LANGUAGE_TAGS = {"en": "en-GB", "nb": "nb-NO"}


def as_docx(table: Table, language: str) -> bytes:
    """Return the document; the caption is above the table, the notes below.

    The table's alternative text is its title. The same table gives the same bytes.
    """
    from docx import Document
    from docx.shared import Cm

    page = Document()
    set_properties(page, table.title, language)
    set_plain_styles(page, language)
    section = page.sections[0]
    turn(section, landscape=table.landscape)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN_CM))
    parts = parts_that_fit(page, table, language, POINTS)
    for number, part in enumerate(parts, start=1):
        told = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
        caption = page.add_paragraph(f"{plain(table.title)}{told}", style="Caption")
        caption.paragraph_format.keep_with_next = True
        add_table(page, part, language)
    for note in table.notes:
        page.add_paragraph(plain(note))
    packed = io.BytesIO()
    page.save(packed)
    return repacked(packed.getvalue())


def add_table(page: Page, table: Table, language: str, points: float = POINTS) -> WordTable:
    """Add head and rows at the end of `page`, as wide as its last section; no caption, no notes.

    `points` is the size of letters for which the columns are made; the styles set it.
    """
    word: WordTable = page.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    word.autofit = False
    _describe(word, plain(table.title))
    _fill(word, table, language)
    _set_widths(page, word, table, language, points)
    _set_rows(word)
    return word


def size_that_fits(page: Page, table: Table, language: str, sizes: Sequence[float]) -> float:
    """Return the first of `sizes`, in points, in which no word is broken and no row is too high.

    Where there is none it is the smallest that breaks no word, else the last.
    """
    room = _room(page)
    found = sizes[-1]
    for size in sizes:
        shares = _fitting(table, language, room, size)
        if shares and _highest(table, language, shares, size) <= HIGHEST:
            return size
        found = size if shares else found
    return found


def _highest(table: Table, language: str, shares: Sequence[float], points: float) -> float:
    """Return about how high the highest row is, in points."""
    letter = LETTER * points / POINTS
    letters = [max(1, int((share - CELL_MARGINS) / letter)) for share in shares]
    lines = (
        sum(-(-max(1, len(line)) // room) for line in shown(cell, language).split("\n"))
        for row in table.rows
        for cell, room in zip(row, letters, strict=True)
    )
    return max(lines, default=1) * points * LINE_SPACING


def parts_that_fit(page: Page, table: Table, language: str, points: float) -> list[Table]:
    """Return the table, or parts of it by columns where letters of `points` leave no room for all.

    Words longer than a column keeps are cut with a hyphen in any case.
    """
    room = _room(page)
    return in_parts(table, lambda one: bool(_fitting(one, language, room, points)))


def set_properties(page: Page, title: str, language: str) -> None:
    """Give the document its title and language, and no trace of who made it and when."""
    properties = page.core_properties
    properties.title, properties.author, properties.comments = plain(title), "", ""
    properties.created = properties.modified = EPOCH
    properties.language = LANGUAGE_TAGS.get(language, language)


def turn(section: Section, *, landscape: bool, sides: tuple[Any, Any] | None = None) -> None:
    """Make the pages of a section upright or landscape, A4 unless their two sides are given."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    short, long = sorted(sides) if sides and all(sides) else (Cm(21.0), Cm(29.7))
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT


def set_plain_styles(page: Page, language: str) -> None:
    """Set text and captions in the font and size of tables."""
    from docx.shared import Pt, RGBColor

    normal, caption = page.styles["Normal"], page.styles["Caption"]
    for style in (normal, caption):
        style.font.name, style.font.size = FONT, Pt(POINTS)
        style.paragraph_format.space_after = Pt(3)
    caption.font.bold, caption.font.color.rgb = True, RGBColor(0, 0, 0)
    _set_language(normal.element, LANGUAGE_TAGS.get(language, language))


def _set_language(style: Any, tag: str) -> None:
    from docx.oxml.ns import qn

    language = style.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): tag})
    style.get_or_add_rPr().append(language)


def _describe(word: WordTable, text: str) -> None:
    """Give the table its alternative text, which readers of a screen hear first."""
    from docx.oxml.ns import qn

    properties = word._tbl.tblPr  # noqa: SLF001 - python-docx has no other way to alternative text
    for name in ("w:tblCaption", "w:tblDescription"):
        properties.append(properties.makeelement(qn(name), {qn("w:val"): text}))


def _fill(word: WordTable, table: Table, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    texts = [[plain(column.title) for column in table.columns]]
    texts.extend([shown(cell, language) for cell in row] for row in table.rows)
    for place, (row, line) in enumerate(zip(word.rows, texts, strict=True)):
        for cell, text, column in zip(row.cells, line, table.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(unbroken(text)).bold = True if place == 0 else None
            if column.align == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _room(page: Page) -> float:
    """Return the width between the margins of the last section, in points."""
    from docx.shared import Length

    section = page.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return float(Length(room).pt)


def _set_widths(page: Page, word: WordTable, table: Table, language: str, points: float) -> None:
    """Share the page between the columns; Word reads the widths of the cells, others the grid."""
    from docx.shared import Pt

    room = _room(page)
    weights = [column.width or 1.0 for column in table.columns]
    shares = _fitting(table, language, room, points) or weights
    widths = [Pt(room * share / sum(shares)) for share in shares]
    for column, width in zip(word.columns, widths, strict=True):
        column.width = width
    for row in word.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fitting(table: Table, language: str, room: float, points: float) -> list[float]:
    """Return how the columns share the page: as on a terminal, so that words stay whole.

    Empty where they do not fit so in letters of `points`.
    """
    titles = [plain(column.title) for column in table.columns]
    rows = [[shown(cell, language) for cell in row] for row in table.rows]
    weights = [column.width for column in table.columns]
    letter = LETTER * points / POINTS
    letters = int((room - CELL_MARGINS * len(titles)) / letter)
    return [width * letter + CELL_MARGINS for width in shared(titles, rows, weights, letters)]


def _set_rows(word: WordTable) -> None:
    """Repeat the head row on each page, split no row, and draw the three rules of a table."""
    from docx.oxml.ns import qn

    for place, row in enumerate(word.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other way to these marks
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
        if place == 0:
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))
        if place in {0, len(word.rows) - 1}:
            sides = ("top", "bottom") if place == 0 else ("bottom",)
            for cell in row.cells:
                _rule(cell._tc.get_or_add_tcPr(), sides)  # noqa: SLF001


def _rule(properties: Any, sides: tuple[str, ...]) -> None:
    from docx.oxml.ns import qn

    borders = properties.makeelement(qn("w:tcBorders"), {})
    for side in sides:
        line = {qn("w:val"): "single", qn("w:sz"): "8", qn("w:space"): "0", qn("w:color"): "000000"}
        borders.append(borders.makeelement(qn(f"w:{side}"), line))
    properties.append(borders)
