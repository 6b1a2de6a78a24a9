"""The diagram as a picture: a group with a title for each box, headings, bars, arrows, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from review.clean import one_line
from review.drawing.shapes import Group, Picture, Rectangle, Shape, Style, Text, arrow
from review.flow.alt_text import alt_text
from review.flow.counts import Flow
from review.flow.layout import NOTE_SIZE, Layout, Panel, laid_out
from review.flow.numbers import Numbers
from review.flow.routing import Placed
from review.flow.typesetting import BASE, LINE
from review.flow.wording import wording
from review.typography import writable

GOLD, GREY, BLUE, WHITE, RED = "#ffc125", "#dcdcdc", "#bcd2ee", "#ffffff", "#b00020"
HEAD = 5.0  # the length of an arrow's head
_FILLS = {"databases": GOLD, "previous": GREY, "other": GREY}
_STAMP = Style(fill=WHITE, edge=RED, width=1.2, dashes=(5, 3))


def picture(flow: Flow | Numbers, language: str = "en") -> Picture:
    """Return the diagram; the ids of its groups are the ids of the boxes."""
    made = laid_out(flow, language)
    return Picture(
        id="flow",
        language=language,
        title=wording(language)("alt", "title"),
        description=alt_text(flow, language),
        width=made.width,
        height=made.height,
        shapes=tuple(_shapes(made, flow.look.links)),
    )


def _shapes(made: Layout, links: str) -> Iterator[Shape]:
    for panel in made.panels:
        yield Group(tuple(_panel(panel)), f"panel-{panel.id}")
    for path in made.paths:
        yield arrow(path.points, HEAD, 0.9)
    for placed in made.boxes:
        words = " ".join(line.text for line in placed.lines)
        yield Group(tuple(_box(placed, links)), placed.box.id, words)
    for note in made.notes:
        yield replace(note, size=NOTE_SIZE)


def _panel(panel: Panel) -> Iterator[Shape]:
    stamp = panel.id == "interim"
    style = _STAMP if stamp else Style(fill=_FILLS.get(panel.id, BLUE), width=0.7)
    yield Rectangle(panel.x, panel.y, panel.width, panel.height, style, 0 if stamp else 4)
    centre, middle = panel.x + panel.width / 2, panel.y + panel.height / 2
    if panel.upright:
        x = centre + BASE / 2 - 1
        yield Text(panel.lines[0], x, middle, bold=True, anchor="middle", turned=True)
        return
    ink = RED if stamp else "black"
    first = middle - len(panel.lines) * LINE / 2 + BASE
    for place, line in enumerate(panel.lines):
        yield Text(line, centre, first + place * LINE, bold=True, anchor="middle", colour=ink)


def _box(placed: Placed, links: str) -> Iterator[Shape]:
    fill = GREY if placed.grey else WHITE
    style = Style(fill=fill, edge=RED, dashes=(4, 3)) if placed.box.pending else Style(fill=fill)
    yield Rectangle(placed.x, placed.y, placed.width, placed.height, style)
    for line in placed.lines:
        open_key = one_line(writable(line.open_key))
        link = f"{links}#{quote(open_key)}" if links and open_key else ""
        yield replace(line, open_key=open_key, link=link)
