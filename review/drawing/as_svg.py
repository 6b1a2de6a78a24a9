"""A picture as SVG: words as words, titles for groups, and a title and description for the whole.

Text is data: no markup, and nothing that no file can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from review.clean import drawable
from review.drawing.shapes import (
    SIZE,
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
from review.typography import writable

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_PAPER = "#ffffff"


def as_svg(picture: Picture, *, scale: float | None = None) -> str:
    """Return the drawing; its lengths are points.

    `scale` gives its size in pixels, so many to the point, for programs that know no points.
    """
    unit, times = ("pt", 1.0) if scale is None else ("", scale)
    name = picture.id
    width, height = _n(picture.width), _n(picture.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{picture.language}" role="img" '
        f'aria-labelledby="{name}-title {name}-description" '
        f'width="{_n(picture.width * times)}{unit}" height="{_n(picture.height * times)}{unit}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" font-size="{SIZE}">',
        f'<title id="{name}-title">{_words(picture.title)}</title>',
        f'<desc id="{name}-description">{_words(picture.description)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
    ]
    for shape in picture.shapes:
        lines.extend(_drawn(shape))
    lines.append("</svg>")
    return "\n".join(lines) + "\n"


def _drawn(shape: Shape) -> Iterator[str]:
    match shape:
        case Group():
            yield from _group(shape)
        case Text():
            yield _text(shape)
        case Rectangle(x, y, width, height, style, radius):
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            rounded = f' rx="{_n(radius)}"' if radius else ""
            yield f"<rect {place} {_style(style)}{rounded}/>"
        case Circle(x, y, radius, style):
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {_style(style)}/>'
        case Lines(points, style, closed):
            tag = "polygon" if closed else "polyline"
            way = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            yield f'<{tag} points="{way}" {_style(style)}'.rstrip() + "/>"


def _group(group: Group) -> Iterator[str]:
    if not group.id and not group.title:
        yield f"<g>{''.join(line for shape in group.shapes for line in _drawn(shape))}</g>"
        return
    yield f"<g id={quoteattr(group.id)}>" if group.id else "<g>"
    if group.title:
        yield f"<title>{_words(group.title)}</title>"
    for shape in group.shapes:
        yield from _drawn(shape)
    yield "</g>"


def _text(text: Text) -> str:
    parts = [] if text.turned else [f'x="{_n(text.x)}" y="{_n(text.y)}"']
    parts += [f'text-anchor="{text.anchor}"'] if text.anchor != "start" else []
    parts += ['font-weight="bold"'] if text.bold else []
    parts += [f'fill="{text.colour}"'] if text.colour != "black" else []
    parts += [f'font-size="{text.size}"'] if text.size != SIZE else []
    parts += [f"data-open={quoteattr(text.open_key)}"] if text.open_key else []
    if text.turned:
        parts.append(f'transform="translate({_n(text.x)} {_n(text.y)}) rotate(-90)"')
    words = "".join(
        f'<tspan font-style="italic">{_words(part)}</tspan>' if slanted else _words(part)
        for part, slanted in in_italics(text.text, text.italics)
    )
    drawn = f"<text {' '.join(parts)}>{words}</text>"
    if not text.link:
        return drawn
    return f'<a href={quoteattr(text.link)} target="_blank">{drawn}</a>'


def _style(style: Style) -> str:
    parts = [] if style.fill == "black" else [f'fill="{style.fill or "none"}"']
    if style.edge:
        parts.append(f'stroke="{style.edge}" stroke-width="{_n(style.width)}"')
    if style.dashes:
        parts.append(f'stroke-dasharray="{" ".join(map(_n, style.dashes))}"')
    return " ".join(parts)


def _words(text: str) -> str:
    return escape(writable(drawable(text)))


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
