"""The diagram as a Word document: boxes are shapes with text, arrows are connectors between them.

Everything can be edited and moved. The shapes stand in a drawing canvas, where Word keeps the
connectors on their boxes; programs that know no canvases are given the same shapes as a group.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from review.files.packing import EPOCH, repacked
from review.flow.alt_text import alt_text
from review.flow.boxes import boxes
from review.flow.counts import Flow
from review.flow.docx_shapes import drawing
from review.flow.footnotes import footnotes
from review.flow.layout import NOTE_SIZE, Layout, laid_out
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.wording import Wording, wording

if TYPE_CHECKING:
    from docx.document import Document as Page

FONT = "Arial"
MARGIN = 28.0  # points, as all lengths here
A4, A3 = (595.0, 842.0), (842.0, 1191.0)
LEAST_SCALE = 0.8  # below this words would be smaller than seven points
LANGUAGE_TAGS = {"en": "en-GB", "nb": "nb-NO"}


def as_docx(flow: Flow | Numbers, language: str = "en") -> bytes:
    """Return the document, on the smallest page that holds it legibly; same flow, same bytes.

    The drawing's alternative text tells the whole diagram; its footnotes stand below as text.
    """
    from docx import Document

    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    made = laid_out(numbers, language)
    page = Document()
    scale = _set_page(page, made, words)
    paragraph = page.add_paragraph()
    shapes = drawing(made, words, scale, alt_text(numbers, language))
    paragraph.add_run()._r.append(shapes)  # noqa: SLF001 - no other way to a drawing
    for note in footnotes(numbers, boxes(numbers, language), words):
        _note(page, note, scale)
    packed = io.BytesIO()
    page.save(packed)
    return repacked(packed.getvalue())


def page_for(made: Layout) -> tuple[float, float, float]:
    """Return width and height of the page and the scale at which the diagram stands on it."""
    sides = ((w, h) for size in (A4, A3) for w, h in (size, size[::-1]))
    for width, height in sides:
        scale = min(1.0, (width - 2 * MARGIN) / made.width, (height - 2 * MARGIN) / made.height)
        if scale >= LEAST_SCALE:
            return width, height, scale
    return made.width + 2 * MARGIN, made.height + 2 * MARGIN, 1.0


def _set_page(page: Page, made: Layout, words: Wording) -> float:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    properties = page.core_properties
    properties.title, properties.author, properties.comments = words("alt", "title"), "", ""
    properties.created = properties.modified = EPOCH
    properties.language = LANGUAGE_TAGS.get(words.language, words.language)
    width, height, scale = page_for(made)
    section = page.sections[0]
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(MARGIN))
    section.header_distance = section.footer_distance = Pt(0)
    normal = page.styles["Normal"]
    normal.font.name = FONT
    normal.paragraph_format.space_after = Pt(0)
    return scale


def _note(page: Page, text: str, scale: float) -> None:
    from docx.shared import Pt

    run = page.add_paragraph().add_run(text)
    run.font.size = Pt(round(NOTE_SIZE * scale * 2) / 2)
