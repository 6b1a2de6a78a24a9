"""The diagram as SVG: words as words, a group with a title for each box, title and description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from review.clean import one_line
from review.flow.alt_text import alt_text
from review.flow.counts import Flow
from review.flow.layout import NOTE_SIZE, Layout, Panel, laid_out
from review.flow.numbers import Numbers
from review.flow.routing import Path, Placed
from review.flow.typesetting import BASE, LINE, SIZE, Text
from review.flow.wording import wording
from review.typography import writable

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
GOLD, GREY, BLUE, WHITE, RED = "#ffc125", "#dcdcdc", "#bcd2ee", "#ffffff", "#b00020"
HEAD = 5.0  # the length of an arrow's head


def as_svg(flow: Flow | Numbers, language: str = "en", *, scale: float | None = None) -> str:
    """Return the diagram; its lengths are points, the ids of its groups are the ids of the boxes.

    `scale` gives its size in pixels, so many to the point, for programs that know no points.
    """
    made = laid_out(flow, language)
    unit, times = ("pt", 1.0) if scale is None else ("", scale)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" role="img" '
        f'aria-labelledby="flow-title flow-description" width="{_n(made.width * times)}{unit}" '
        f'height="{_n(made.height * times)}{unit}" '
        f'viewBox="0 0 {_n(made.width)} {_n(made.height)}" '
        f'font-family="{FONT}" font-size="{SIZE}">',
        f'<title id="flow-title">{escape(wording(language)("alt", "title"))}</title>',
        f'<desc id="flow-description">{escape(alt_text(flow, language))}</desc>',
        f'<rect width="{_n(made.width)}" height="{_n(made.height)}" fill="{WHITE}"/>',
        *_drawing(made, flow.look.links),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _drawing(made: Layout, links: str) -> Iterator[str]:
    for panel in made.panels:
        yield from _panel(panel)
    for path in made.paths:
        yield _path(path)
    for placed in made.boxes:
        yield from _box(placed, links)
    for note in made.notes:
        yield _text(note, f' font-size="{NOTE_SIZE}"')


def _panel(panel: Panel) -> Iterator[str]:
    fill = {"databases": GOLD, "previous": GREY, "other": GREY}.get(panel.id, BLUE)
    colours = f'fill="{fill}" stroke="black" stroke-width="0.7" rx="4"'
    ink = ""
    if panel.id == "interim":
        colours = f'fill="{WHITE}" stroke="{RED}" stroke-width="1.2" stroke-dasharray="5 3"'
        ink = f' fill="{RED}"'
    yield f'<g id="panel-{panel.id}">'
    yield f"<rect {_place(panel)} {colours}/>"
    centre, middle = panel.x + panel.width / 2, panel.y + panel.height / 2
    bold = f' text-anchor="middle" font-weight="bold"{ink}'
    if panel.upright:
        middle_x = centre + BASE / 2 - 1
        turn = f' transform="translate({_n(middle_x)} {_n(middle)}) rotate(-90)"'
        yield f"<text{bold}{turn}>{escape(panel.lines[0])}</text>"
    else:
        first = middle - len(panel.lines) * LINE / 2 + BASE
        for place, line in enumerate(panel.lines):
            yield _text(Text(line, centre, first + place * LINE), bold)
    yield "</g>"


def _box(placed: Placed, links: str) -> Iterator[str]:
    box = placed.box
    fill = GREY if placed.grey else WHITE
    edge = f'stroke="{RED}" stroke-dasharray="4 3"' if box.pending else 'stroke="black"'
    words = " ".join(line.text for line in placed.lines)
    yield f"<g id={quoteattr(box.id)}>"
    yield f"<title>{escape(words)}</title>"
    yield f'<rect {_place(placed)} fill="{fill}" {edge} stroke-width="0.8"/>'
    for line in placed.lines:
        open_key = one_line(writable(line.open_key))
        text = _text(line, f" data-open={quoteattr(open_key)}" if open_key else "")
        if links and open_key:
            text = f'<a href={quoteattr(f"{links}#{quote(open_key)}")} target="_blank">{text}</a>'
        yield text
    yield "</g>"


def _path(path: Path) -> str:
    """Return a line that ends in a head, drawn as a shape so that every program shows it."""
    *_, (before_x, before_y), (x, y) = path.points
    across, down = sign(x - before_x), sign(y - before_y)
    base_x, base_y = x - HEAD * across, y - HEAD * down
    wing_x, wing_y = HEAD / 2 * down, HEAD / 2 * across
    corners = ((x, y), (base_x + wing_x, base_y + wing_y), (base_x - wing_x, base_y - wing_y))
    line = " ".join(f"{_n(a)},{_n(b)}" for a, b in (*path.points[:-1], (base_x, base_y)))
    head = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
    return (
        f'<g><polyline points="{line}" fill="none" stroke="black" stroke-width="0.9"/>'
        f'<polygon points="{head}"/></g>'
    )


def sign(number: float) -> int:
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


def _place(thing: Panel | Placed) -> str:
    return (
        f'x="{_n(thing.x)}" y="{_n(thing.y)}" width="{_n(thing.width)}" height="{_n(thing.height)}"'
    )


def _text(line: Text, attributes: str = "") -> str:
    return f'<text x="{_n(line.x)}" y="{_n(line.y)}"{attributes}>{escape(line.text)}</text>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
