"""The diagram as one HTML page: the SVG with tooltips, its description, and nothing that runs."""

from __future__ import annotations

from html import escape

from review.flow.alt_text import alt_text
from review.flow.as_svg import as_svg
from review.flow.counts import Flow
from review.flow.numbers import Numbers
from review.flow.wording import wording

_STYLE = """\
body { font-family: Helvetica, Arial, sans-serif; margin: 2rem; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
g[id]:hover > rect { stroke-width: 1.6; }
figcaption { max-width: 60rem; margin-top: 1rem; line-height: 1.4; }"""


def as_html(flow: Flow | Numbers, language: str = "en") -> str:
    """Return a page whole in itself; a box shows its words as a tooltip."""
    title = escape(wording(language)("alt", "title"))
    _declaration, _newline, drawing = as_svg(flow, language).partition("\n")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<figure>",
        drawing.rstrip("\n"),
        f"<figcaption>{escape(alt_text(flow, language))}</figcaption>",
        "</figure>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
