"""A Word document of parts: text, tables with repeated heads, pictures, numbered captions.

Wide tables stand on landscape pages. Captions count by fields, so that lists of tables and
references can be made in Word. With a template of the user's its styles, heads and feet are used.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from review.files.packing import repacked
from review.publishing.captions import add_caption
from review.publishing.figures import add_figure, turned
from review.publishing.numbering import Numbered
from review.publishing.parts import Block, Text
from review.publishing.styles import CELLS, VERBATIM, complete
from review.publishing.template import opened
from review.table.as_docx import (
    MARGIN_CM,
    add_table,
    parts_that_fit,
    set_plain_styles,
    set_properties,
    size_that_fits,
    turn,
)
from review.table.cells import plain
from review.table.table import Table
from review.typography import unbroken
from review.wording import Words, words_of

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.section import Section

_BODY_POINTS, _NOTE_POINTS = 11.0, 8.5
_BLANK = re.compile(r"(\[[^\]]*\])")


def document(
    title: str,
    parts: Sequence[Numbered],
    language: str,
    *,
    notes: Sequence[str] = (),
    template: bytes = b"",
) -> bytes:
    """Return the document; the same parts give the same bytes.

    `notes` stand under the title. `template` is a .dotx or .docx whose styles, heads, feet and
    first pages are kept; Refused where it is none.
    """
    page = opened(template)
    set_properties(page, title, language)
    _set_styles(page, language, own=not template)
    page.add_paragraph(plain(title), style="Title")
    for note in notes:
        page.add_paragraph(plain(note))
    if not template:
        _set_margins(page.sections[-1])
    pages, words = _Pages(page, own=not template), words_of("review.publishing", language)
    for one in parts:
        if isinstance(one.part, Text):
            pages.turn(landscape=False)
            _add_text(page, one.part)
        elif isinstance(one.part, Table):
            pages.turn(landscape=one.part.landscape)
            _add_table(page, one, one.part, words)
        else:
            pages.turn(landscape=turned(page, one.part))
            add_figure(page, one, one.part, words)
            _add_notes(page, one.part.notes)
    packed = io.BytesIO()
    page.save(packed)
    return repacked(packed.getvalue())


class _Pages:
    """Begins a new section where the pages have to turn; those of a template keep their size."""

    def __init__(self, page: Page, *, own: bool) -> None:
        self._page, self._own = page, own
        self._landscape = False
        self._turn(page.sections[-1])

    def turn(self, *, landscape: bool) -> None:
        if landscape == self._landscape:
            return
        from docx.enum.section import WD_SECTION

        self._landscape = landscape
        self._turn(self._page.add_section(WD_SECTION.NEW_PAGE))

    def _turn(self, section: Section) -> None:
        sides = None if self._own else (section.page_width, section.page_height)
        turn(section, landscape=self._landscape, sides=sides)


def _set_styles(page: Page, language: str, *, own: bool) -> None:
    """Set the styles of our own document, and add to any those that it lacks."""
    from docx.shared import Pt

    if own:
        set_plain_styles(page, language)
        page.styles["Normal"].font.size = Pt(_BODY_POINTS)
        page.styles["Caption"].font.size = Pt(_BODY_POINTS - 1)
        for name in ("Title", "Heading 1", "Heading 2"):
            _set_heading(page.styles[name])
    complete(page)


def _set_margins(section: Section) -> None:
    from docx.shared import Cm

    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN_CM))


def _set_heading(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.color.rgb = "Arial", RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _add_text(page: Page, text: Text) -> None:
    page.add_paragraph(plain(text.title), style="Heading 1")
    for block in text.blocks:
        if block.kind == "heading":
            page.add_paragraph(plain(block.text), style="Heading 2")
        elif block.kind == "verbatim":
            for line in plain(block.text).split("\n"):
                page.add_paragraph(line, style=VERBATIM)
        else:
            _add_prose(page, block)


def _add_prose(page: Page, block: Block) -> None:
    """Add a paragraph; what is left to fill in is marked."""
    from docx.enum.text import WD_COLOR_INDEX

    paragraph = page.add_paragraph()
    for piece in _BLANK.split(plain(block.text)):
        if piece:
            run = paragraph.add_run(unbroken(piece))
            if _BLANK.fullmatch(piece):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(page: Page, numbered: Numbered, table: Table, words: Words) -> None:
    """Add the table, some columns at a time where a page has no room for all."""
    language = words.language
    parts = parts_that_fit(page, table, language, min(CELLS))
    for number, part in enumerate(parts, start=1):
        told = words("document", "part", n=number, total=len(parts)) if len(parts) > 1 else ""
        add_caption(page, numbered, above=True, part=told, first=number == 1)
        points = size_that_fits(page, part, language, list(CELLS))
        word = add_table(page, part, language, points)
        _style_cells(page, word._tbl, CELLS[points])  # noqa: SLF001 - cell by cell takes minutes
    _add_notes(page, table.notes or [""])  # Word joins tables that nothing stands between


def _add_notes(page: Page, notes: Sequence[str]) -> None:
    """Add the notes, with space below the last one; an empty paragraph could begin a new page."""
    from docx.shared import Pt

    for number, note in enumerate(notes, start=1):
        paragraph = page.add_paragraph(plain(note), style=CELLS[_NOTE_POINTS])
        if number == len(notes):
            paragraph.paragraph_format.space_after = Pt(_BODY_POINTS)


def _style_cells(page: Page, element: Any, name: str) -> None:
    from docx.oxml.ns import qn

    style = page.styles[name].style_id
    for paragraph in element.iter(qn("w:p")):
        paragraph.style = style
