"""A user's Word template, opened as a document whose styles, heads and feet are used."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from review.publishing.styles import missing
from review.refusal import Refused

if TYPE_CHECKING:
    from docx.document import Document as Page

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_LARGEST = 50_000_000  # bytes that a template may come to when it is unpacked


def opened(template: bytes) -> Page:
    """Return an empty document, or one made from `template`.

    What is written in a template stays, but for empty paragraphs. Raises Refused for what is no
    Word file, or holds macros.
    """
    from docx import Document

    if not template:
        return Document()
    page: Page = Document(io.BytesIO(_as_document(template)))
    for paragraph in list(page.paragraphs):
        has_break = paragraph._p.xpath(".//w:sectPr | .//w:drawing | .//w:br")  # noqa: SLF001
        if not paragraph.text.strip() and not has_break:
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001
    return page


def lacking_styles(template: bytes) -> list[str]:
    """Return the styles that documents are written with and that the template does not have."""
    return missing(opened(template)) if template else []


def _as_document(template: bytes) -> bytes:
    """Return the package with the type of a document in place of that of a template."""
    wrong = Refused("The template is no Word file.", "Give a .dotx or .docx without macros.")
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as source:
            parts = source.infolist()
            names = {part.filename for part in parts}
            if sum(part.file_size for part in parts) > _LARGEST or _TYPES not in names:
                raise wrong
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise wrong
            if _DOCUMENT not in (types := source.read(_TYPES).replace(_TEMPLATE, _DOCUMENT)):
                raise wrong
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
                for part in parts:
                    data = types if part.filename == _TYPES else source.read(part)
                    target.writestr(part.filename, data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise wrong from None
    return packed.getvalue()
