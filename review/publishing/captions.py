"""Captions of tables and figures, their numbers fields that Word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.publishing.numbering import Numbered
from review.table.cells import plain

if TYPE_CHECKING:
    from docx.document import Document as Page

_NEXT, _SAME = "\\* ARABIC", "\\c"  # what a field counts on to, and what stood last


def add_caption(
    page: Page, numbered: Numbered, *, above: bool = False, part: str = "", first: bool = True
) -> None:
    """Add `Table 2. Title`; it stays with what follows where it stands `above` it.

    `part` says which part of a figure it is of; all but the `first` repeat the number.
    """
    paragraph = page.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = above
    paragraph.add_run(f"{numbered.word} {numbered.prefix}")
    sequence = f"{numbered.word}{numbered.prefix}"
    element = _field(f"SEQ {sequence} {_NEXT if first else _SAME}", str(numbered.number))
    paragraph._p.append(element)  # noqa: SLF001 - python-docx knows no fields
    paragraph.add_run(f". {plain(numbered.part.title)}{f' {part}' if part else ''}")


def _field(code: str, result: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {code} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = result
    run.append(text)
    field.append(run)
    return field
