"""The diagram as a PDF page with its font embedded, drawn from the same layout as the SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from review.flow.alt_text import alt_text
from review.flow.as_svg import BLUE, GOLD, GREY, HEAD, RED, WHITE, sign
from review.flow.counts import Flow
from review.flow.layout import NOTE_SIZE, Panel, laid_out
from review.flow.numbers import Numbers
from review.flow.routing import Path, Placed
from review.flow.typesetting import BASE, LINE, SIZE, Text
from review.flow.wording import wording
from review.refusal import Refused

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

FONT, BOLD = "Vera", "VeraBd"  # come with reportlab; as wide as the layout has room for
_DASHES = (4, 3)
_LETTERS = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})  # what these fonts do not have


def as_pdf(flow: Flow | Numbers, language: str = "en") -> bytes:
    """Return a document of one page, as large as the diagram; the same flow, the same bytes.

    Raises Refused where the package that writes it is not installed.
    """
    try:
        from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
        from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        raise Refused(
            "PDF is written by the package reportlab, which is not here.",
            "Install it with `pip install reportlab`, or ask for svg.",
        ) from None
    for name in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    made = laid_out(flow, language)
    packed = io.BytesIO()
    size = (made.width, made.height)
    page = Canvas(packed, pagesize=size, invariant=1, bottomup=0, lang=language)
    page.setTitle(wording(language)("alt", "title"))
    page.setSubject(alt_text(flow, language))
    for panel in made.panels:
        _panel(page, panel)
    for path in made.paths:
        _path(page, path)
    for placed in made.boxes:
        _box(page, placed)
    for note in made.notes:
        _text(page, note, NOTE_SIZE)
    page.showPage()
    page.save()
    return packed.getvalue()


def _panel(page: Canvas, panel: Panel) -> None:
    interim = panel.id == "interim"
    fill = {"databases": GOLD, "previous": GREY, "other": GREY, "interim": WHITE}
    _rectangle(page, panel, fill.get(panel.id, BLUE), open_=interim)
    page.setFillColor(RED if interim else "black")
    centre, middle = panel.x + panel.width / 2, panel.y + panel.height / 2
    page.setFont(BOLD, SIZE)
    page.saveState()
    if panel.upright:
        page.translate(centre, middle)
        page.rotate(-90)
        centre = middle = 0
    first = middle - len(panel.lines) * LINE / 2 + BASE
    for place, line in enumerate(panel.lines):
        page.drawCentredString(centre, first + place * LINE, line.translate(_LETTERS))
    page.restoreState()
    page.setFillColor("black")


def _box(page: Canvas, placed: Placed) -> None:
    _rectangle(page, placed, GREY if placed.grey else WHITE, open_=placed.box.pending)
    page.setFillColor("black")
    for line in placed.lines:
        _text(page, line, SIZE)


def _rectangle(page: Canvas, place: Panel | Placed, fill: str, *, open_: bool) -> None:
    page.saveState()
    page.setLineWidth(0.8)
    page.setFillColor(fill)
    if open_:
        page.setStrokeColor(RED)
        page.setDash(*_DASHES)
    page.rect(place.x, place.y, place.width, place.height, fill=1)
    page.restoreState()


def _path(page: Canvas, path: Path) -> None:
    *_, (before_x, before_y), (x, y) = path.points
    across, down = sign(x - before_x), sign(y - before_y)
    base = (x - HEAD * across, y - HEAD * down)
    line, head = page.beginPath(), page.beginPath()
    line.moveTo(*path.points[0])
    for point in (*path.points[1:-1], base):
        line.lineTo(*point)
    head.moveTo(x, y)
    head.lineTo(base[0] + HEAD / 2 * down, base[1] + HEAD / 2 * across)
    head.lineTo(base[0] - HEAD / 2 * down, base[1] - HEAD / 2 * across)
    head.close()
    page.drawPath(line)
    page.drawPath(head, fill=1)


def _text(page: Canvas, line: Text, size: float) -> None:
    page.setFont(FONT, size)
    page.drawString(line.x, line.y, line.text.translate(_LETTERS))
