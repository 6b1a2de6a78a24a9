"""A picture as a PDF page with its fonts embedded."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from review.clean import drawable
from review.drawing.pdf_fonts import fonts_for, slanted_for
from review.drawing.shapes import (
    Circle,
    Group,
    Lines,
    Picture,
    Rectangle,
    Shape,
    Style,
    Text,
    in_italics,
)
from review.refusal import Refused
from review.typography import writable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

_LETTERS = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})  # what these fonts do not have


def as_pdf(picture: Picture) -> bytes:
    """Return a document of one page, as large as the picture; the same picture, the same bytes.

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
    texts = list(_texts(picture.shapes))
    files = fonts_for("".join(_written(text.text) for text in texts))
    slanted = slanted_for("".join(text.italics for text in texts), files[0])
    faces = Faces(*(Path(file).stem for file in (*files, slanted)))
    for name, file in zip(faces, (*files, slanted), strict=True):
        pdfmetrics.registerFont(TTFont(name, file))
    packed = io.BytesIO()
    size = (picture.width, picture.height)
    page = Canvas(
        packed,
        pagesize=size,
        invariant=1,
        bottomup=0,
        lang=picture.language,
        # The usual one is not embedded, and publishers refuse such files.
        initialFontName=faces.plain,
    )
    page.setAuthor("")
    page.setCreator("Review")
    page.setTitle(picture.title)
    page.setSubject(picture.description)
    for shape in picture.shapes:
        _draw(page, shape, faces)
    page.showPage()
    page.save()
    return packed.getvalue()


class Faces(NamedTuple):
    """The names of the faces that words are written in."""

    plain: str
    bold: str
    slanted: str


def _texts(shapes: Iterable[Shape]) -> Iterator[Text]:
    """Give every text among the shapes."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from _texts(shape.shapes)
        elif isinstance(shape, Text):
            yield shape


def _written(text: str) -> str:
    return writable(drawable(text)).translate(_LETTERS)


def _draw(page: Canvas, shape: Shape, faces: Faces) -> None:
    match shape:
        case Group(shapes):
            for one in shapes:
                _draw(page, one, faces)
        case Text():
            _text(page, shape, faces)
        case Rectangle(x, y, width, height, style, radius):
            inks = _styled(page, style)
            if radius:
                page.roundRect(x, y, width, height, radius, **inks)
            else:
                page.rect(x, y, width, height, **inks)
            page.restoreState()
        case Circle(x, y, radius, style):
            inks = _styled(page, style)
            page.circle(x, y, radius, **inks)
            page.restoreState()
        case Lines(points, style, closed):
            _lines(page, points, _styled(page, style), closed=closed)
            page.restoreState()


def _styled(page: Canvas, style: Style) -> dict[str, int]:
    """Set the inks of a shape until the state is restored; return which of them it has."""
    page.saveState()
    page.setLineWidth(style.width)
    if style.fill:
        page.setFillColor(style.fill)
    if style.edge:
        page.setStrokeColor(style.edge)
    if style.dashes:
        page.setDash(list(style.dashes))
    return {"stroke": int(bool(style.edge)), "fill": int(bool(style.fill))}


def _lines(
    page: Canvas, points: tuple[tuple[float, float], ...], inks: dict[str, int], *, closed: bool
) -> None:
    way = page.beginPath()
    way.moveTo(*points[0])
    for point in points[1:]:
        way.lineTo(*point)
    if closed:
        way.close()
    page.drawPath(way, **inks)


def _text(page: Canvas, text: Text, faces: Faces) -> None:
    page.saveState()
    page.setFillColor(text.colour)
    page.setFont(faces.bold if text.bold else faces.plain, text.size)
    page.translate(text.x, text.y)
    if text.turned:
        page.rotate(-90)
    draw = {
        "start": page.drawString,
        "middle": page.drawCentredString,
        "end": page.drawRightString,
    }[text.anchor]
    if text.italics:
        line = page.beginText(0, 0)
        for part, slanted in in_italics(text.text, text.italics):
            line.setFont(faces.slanted if slanted else faces.plain, text.size)
            line.textOut(_written(part))
        page.drawText(line)
    else:
        draw(0, 0, _written(text.text))
    page.restoreState()
