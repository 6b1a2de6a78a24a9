"""The diagram as one HTML page: the SVG with tooltips, its description, and nothing that runs."""

from __future__ import annotations

from html import escape

from review.drawing.as_svg import as_svg
from review.flow.counts import Flow
from review.flow.numbers import Numbers
from review.flow.picture import picture

_STYLE = """\
body { font-family: Helvetica, Arial, sans-serif; margin: 2rem; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
g[id]:hover > rect { stroke-width: 1.6; }
figcaption { max-width: 60rem; margin-top: 1rem; line-height: 1.4; }"""


def as_html(flow: Flow | Numbers, language: str = "en") -> str:
    """Return a page whole in itself; a box shows its words as a tooltip."""
    drawn = picture(flow, language)
    _declaration, _newline, drawing = as_svg(drawn).partition("\n")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(drawn.title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<figure>",
        drawing.rstrip("\n"),
        f"<figcaption>{escape(drawn.description)}</figcaption>",
        "</figure>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
