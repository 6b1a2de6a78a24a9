"""Templates of users: with names of another language, and without the styles that are needed."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from review.publishing.document import document
from review.publishing.numbering import Numbered
from review.publishing.parts import Block, Text
from review.publishing.template import lacking_styles

PARTS = [Numbered(Text("methods", "Metode", (Block("Søk", "heading"), Block("Det ble søkt."))))]


def packed(page: Any) -> bytes:
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def without(*names: str) -> Any:
    page = docx.Document()
    for name in names:
        page.styles[name].delete()
    return page


def written(template: bytes) -> Any:
    return docx.Document(io.BytesIO(document("Tittel", PARTS, "nb", template=template)))


def test_styles_with_norwegian_names_are_those_that_are_used() -> None:
    page = without("Title", "Heading 1", "Heading 2", "Caption")
    for name in ("Tittel", "Overskrift 1", "Overskrift 2", "Bildetekst"):
        page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).font.name = "Georgia"
    template = packed(page)
    assert lacking_styles(template) == []
    (heading,) = [one for one in written(template).paragraphs if one.text == "Metode"]
    assert heading.style.base_style.name == "Overskrift 1"
    assert heading.style.base_style.font.name == "Georgia"
    assert heading.style.font.size is None, "nothing of ours stands over it"


def test_styles_that_a_template_lacks_are_named_and_plain_ones_stand_in() -> None:
    page = without("Heading 1", "Caption")
    page.styles.add_style("Caption", WD_STYLE_TYPE.CHARACTER)
    page.styles["Normal"].paragraph_format.line_spacing = Pt(9)
    template = packed(page)
    assert lacking_styles(template) == ["Heading 1", "Caption"]
    made = written(template)
    (heading,) = [one for one in made.paragraphs if one.text == "Metode"]
    assert heading.style.font.bold
    assert heading.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert made.styles["Caption"].type == WD_STYLE_TYPE.PARAGRAPH
    assert made.styles["Review table"].paragraph_format.line_spacing == 1.0


def test_a_template_with_nothing_but_its_normal_style_is_enough() -> None:
    page = docx.Document()
    for style in list(page.styles):
        if style.name not in {"Normal", "Default Paragraph Font"}:
            style.delete()
    template = packed(page)
    assert lacking_styles(template) == ["Title", "Heading 1", "Heading 2", "Caption"]
    assert [one.text for one in written(template).paragraphs][:2] == ["Tittel", "Metode"]
