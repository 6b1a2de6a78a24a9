"""The styles of a document: those of the user's template, and plain ones for what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Page

VERBATIM = "Review verbatim"
# Styles of the cells of tables by their size: the largest is taken in which no word is broken.
CELLS = {8.5: "Review table", 7.5: "Review table small", 6.5: "Review table smallest"}
_VERBATIM_POINTS = 8.0


@dataclass(frozen=True, slots=True)
class _Plain:
    """What stands in for a style: its size, and its level in the outline, 9 for none.

    `called` are names that programs in other languages give to it.
    """

    points: float
    level: int
    called: tuple[str, ...]


# The styles that documents are written with, by the names that Word files give them.
USED: Mapping[str, _Plain] = {
    "Title": _Plain(20.0, 9, ("Tittel",)),
    "Heading 1": _Plain(14.0, 0, ("Overskrift 1",)),
    "Heading 2": _Plain(12.0, 1, ("Overskrift 2",)),
    "Caption": _Plain(10.0, 9, ("Bildetekst",)),
}


def missing(page: Page) -> list[str]:
    """Return the styles that are used here and that the document has under no name."""
    known = _paragraph_styles(page)
    return [name for name, plain in USED.items() if not known & {name, *plain.called}]


def complete(page: Page) -> None:
    """Add the styles that a document lacks, and those of tables and verbatim lines."""
    from docx.shared import Pt

    for name, plain in USED.items():
        known = _paragraph_styles(page)
        if name in known:
            continue
        own = next((called for called in plain.called if called in known), None)
        made = _added(page, name, own or "Normal")
        if own is None:
            made.font.size, made.font.bold = Pt(plain.points), True
            made.paragraph_format.keep_with_next = plain.level < 9  # noqa: PLR2004 - a heading
            made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(6)
            _set_level(made, plain.level)
    for points, name in ((_VERBATIM_POINTS, VERBATIM), *CELLS.items()):
        if name not in _paragraph_styles(page):
            _added(page, name, "Normal")
        style = page.styles[name]
        style.font.size = Pt(points)
        form = style.paragraph_format
        form.space_after = form.space_before = Pt(1)
        form.line_spacing, form.first_line_indent = 1.0, 0
    page.styles[VERBATIM].font.name = "Courier New"


def _paragraph_styles(page: Page) -> set[str]:
    from docx.enum.style import WD_STYLE_TYPE

    return {one.name for one in page.styles if one.type == WD_STYLE_TYPE.PARAGRAPH}


def _added(page: Page, name: str, base: str) -> Any:
    """Add a paragraph style; one of another type that has its name is called otherwise."""
    from docx.enum.style import WD_STYLE_TYPE

    for other in page.styles:
        if other.name == name:
            other.name = f"{name} (other)"
    made = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = page.styles[base] if base in _paragraph_styles(page) else None
    return made


def _set_level(style: Any, level: int) -> None:
    """Put a heading into the outline, from which tables of contents are made."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if level < 9:  # noqa: PLR2004 - body text
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level))
        style.element.get_or_add_pPr().append(outline)
