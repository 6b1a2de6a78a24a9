"""PDFs with text, written for tests."""

from __future__ import annotations

from pathlib import Path

_LINE = 14


def written_pdf(path: Path, *pages: str) -> Path:
    """Write a PDF with the lines of a text a page."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - _LINE * number, line)
        canvas.showPage()
    canvas.save()
    return path
