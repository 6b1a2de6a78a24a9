"""Figures in the Word document: broken into parts where one page is too small to read them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.oxml.ns import qn
from docx.shared import Length

from review.drawing.page import Room
from review.drawing.shapes import Picture, Text
from review.publishing.document import document
from review.publishing.numbering import Numbered
from review.publishing.parts import Figure


def picture(width: float, height: float) -> Picture:
    shapes = (Text("Sleep", 10, 20),)
    return Picture(
        id="p", language="nb", title="", description="", width=width, height=height, shapes=shapes
    )


def rows_of(number: int, width: float) -> Figure:
    """A figure of so many rows of 100 points, which stand on as many pages as they take."""

    def pages(room: Room) -> Sequence[Picture]:
        each = int(room.height // 100)
        if width > room.width:
            return [picture(room.width, room.height)] * (number // each + 2)
        return [picture(width, 100 * min(each, number - n)) for n in range(0, number, each)]

    return Figure("plot", "Søvn", "Told in words.", pages, {}, ("A note.",))


def made(figure: Figure) -> docx.document.Document:
    parts = [Numbered(figure, "Figur", "", 1), Numbered(rows_of(1, 300), "Figur", "", 2)]
    return docx.Document(io.BytesIO(document("T", parts, "nb")))


def test_a_large_figure_is_broken_into_parts_of_one_number() -> None:
    page = made(rows_of(9, 400))
    captions = [one for one in page.paragraphs if one.style.name == "Caption"]
    codes = [one._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() for one in captions]
    assert [one.text for one in captions] == [
        "Figur . Søvn (1 av 2)",  # the number is a field, which python-docx leaves out
        "Figur . Søvn (2 av 2)",
        "Figur . Søvn",
    ]
    assert codes == ["SEQ Figur \\* ARABIC", "SEQ Figur \\c", "SEQ Figur \\* ARABIC"]
    texts = [one.text for one in page.paragraphs]
    assert texts.count("A note.") == 2, "under the last part of each"
    first, second, other = page.inline_shapes
    assert (first.width, other.width) == (second.width, other.width)
    alt = [one._inline.docPr.get("descr") for one in (first, second, other)]
    assert alt == ["(1 av 2) Told in words.", "(2 av 2) Told in words.", "Told in words."]
    section = page.sections[0]
    for one in page.inline_shapes:
        assert one.width <= section.page_width - section.left_margin - section.right_margin
        assert Length(one.height).pt + 50 <= Length(section.page_height).pt


def test_a_wide_figure_turns_the_page_and_the_next_turns_it_back() -> None:
    wide = [s.page_width > s.page_height for s in made(rows_of(5, 600)).sections]
    assert wide == [False, True, False]
