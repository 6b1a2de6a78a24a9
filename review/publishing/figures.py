"""Figures in a Word document: on upright or turned pages, in parts where one page is too small."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from review.drawing.page import Room
from review.publishing.captions import add_caption
from review.publishing.numbering import Numbered
from review.publishing.parts import Figure
from review.table.cells import plain
from review.typography import writable
from review.wording import Words

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.section import Section

    from review.drawing.shapes import Picture

_DPI = 220  # to which Word itself reduces pictures
_CAPTION = 56.0  # points that two lines of a caption take
_MOST_SCALE = 1.25  # words of a figure should not be larger than those of the text


def turned(page: Page, figure: Figure) -> bool:
    """Tell whether a figure that no upright page holds stands on as few landscape ones.

    Then it is broken between rows rather than columns.
    """
    section = page.sections[-1]
    upright, wide = (len(figure.pages(_room(section, landscape=one))) for one in (False, True))
    return 1 < upright >= wide


def add_figure(page: Page, one: Numbered, figure: Figure, words: Words) -> None:
    """Add the figure to the last section with a caption for each of its parts."""
    if figure.shapes and not figure.files:
        paragraph = _paragraph(page)
        paragraph.add_run()._r.append(figure.shapes())  # noqa: SLF001 - no other way to a drawing
        add_caption(page, one)
        return
    section = page.sections[-1]
    landscape = (section.page_width or 0) > (section.page_height or 0)
    room = _room(section, landscape=landscape)
    pictures = figure.pages(room)
    scale = _scale(pictures, room)
    for number, picture in enumerate(pictures, start=1):
        part = words("document", "part", n=number, total=len(pictures))
        part = part if len(pictures) > 1 else ""
        _add_picture(page, picture, figure, scale, part)
        add_caption(page, one, part=part, first=number == 1)


def _room(section: Section, *, landscape: bool) -> Room:
    """Return what pages of the section have between their margins, above a caption."""
    from docx.shared import Length

    sides = sorted((section.page_width or 0, section.page_height or 0), reverse=landscape)
    across = sides[0] - (section.left_margin or 0) - (section.right_margin or 0)
    down = sides[1] - (section.top_margin or 0) - (section.bottom_margin or 0)
    return Room(Length(across).pt, Length(down).pt - _CAPTION)


def _scale(pictures: Sequence[Picture], room: Room) -> float:
    """Return what all parts are drawn larger or smaller by, so that the largest fits."""
    fits = (min(room.width / one.width, room.height / one.height) for one in pictures)
    return min(_MOST_SCALE, *fits)


def _paragraph(page: Page) -> Any:
    """Add a paragraph whose lines are as high as what stands in them, whatever the template says.

    It stays on one page with the caption below it.
    """
    paragraph = page.add_paragraph()
    form = paragraph.paragraph_format
    form.keep_with_next = True
    form.line_spacing = 1.0
    form.space_before = form.space_after = form.first_line_indent = 0
    return paragraph


def _add_picture(page: Page, picture: Picture, figure: Figure, scale: float, part: str) -> None:
    from docx.shared import Pt

    from review.drawing.as_png import as_png

    file = io.BytesIO(as_png(picture, _DPI))
    shape = (
        _paragraph(page)
        .add_run()
        .add_picture(file, Pt(picture.width * scale), Pt(picture.height * scale))
    )
    about = shape._inline.docPr  # noqa: SLF001 - no other way to alternative text
    about.set("descr", writable(f"{part} {figure.alt}".strip()))
    about.set("title", plain(figure.title))
