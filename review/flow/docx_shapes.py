"""The shapes of a Word drawing (DrawingML): boxes with text, and connectors between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from review.drawing.shapes import SIZE, Point, in_italics
from review.flow.layout import Layout, Panel
from review.flow.routing import Path, Placed
from review.flow.typesetting import INDENT, LEAST_LINES, LINE, PAD
from review.flow.wording import Wording
from review.typography import writable

GOLD, GREY, BLUE, WHITE, BLACK, RED = "FFC125", "DCDCDC", "BCD2EE", "FFFFFF", "000000", "B00020"
EMU = 12_700  # to the point
_TWIPS = 20  # to the point
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)  # where connectors are attached to a rectangle
_CANVAS = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("wpc", _CANVAS),
        ("wpg", _GROUP),
    )
)


def drawing(made: Layout, words: Wording, scale: float, description: str) -> Any:
    """Return the element of a drawing as wide and high as the layout without its footnotes.

    `scale` is that of all lengths; `description` is the alternative text.
    """
    from docx.oxml import parse_xml

    title = words("alt", "title")
    shapes = "".join(_shapes(made, words, scale))
    in_group = "".join(_shapes(made, words, scale, stacked=True))
    width = _emu(made.width, scale)
    bottoms = [box.bottom for box in made.boxes] + [one.y + one.height for one in made.panels]
    height = _emu(max(bottoms), scale)
    size = f'cx="{width}" cy="{height}"'
    about = (
        f'<wp:extent {size}/><wp:docPr id="1" name={quoteattr(title)} '
        f"title={quoteattr(title)} descr={quoteattr(description)}/><wp:cNvGraphicFramePr/>"
    )
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/>'
    canvas = f"<wpc:wpc><wpc:bg/><wpc:whole/>{shapes}</wpc:wpc>"
    group = (
        f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</a:xfrm></wpg:grpSpPr>{in_group}</wpg:wgp>"
    )
    return parse_xml(
        f"<mc:AlternateContent {_NAMES}>"
        f'<mc:Choice Requires="wpc">{_inline(about, _CANVAS, canvas)}</mc:Choice>'
        f'<mc:Fallback><mc:AlternateContent><mc:Choice Requires="wpg">'
        f"{_inline(about, _GROUP, group)}</mc:Choice></mc:AlternateContent></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def _inline(about: str, kind: str, content: str) -> str:
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">{about}'
        f'<a:graphic><a:graphicData uri="{kind}">{content}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _shapes(made: Layout, words: Wording, scale: float, *, stacked: bool = False) -> Iterator[str]:
    """Give the boxes, then the connectors, which name the boxes by their numbers.

    Upright words are turned, or `stacked` letter by letter where no words are turned in groups.
    """
    numbers = {placed.box.id: place for place, placed in enumerate(made.boxes, start=2)}
    for placed in made.boxes:
        yield _box(placed, numbers[placed.box.id], words, scale)
    last = len(numbers) + 2
    for place, panel in enumerate(made.panels, start=last):
        yield _panel(panel, place, scale, stacked=stacked and panel.upright)
    for place, path in enumerate(made.paths, start=last + len(made.panels)):
        yield _connector(path, place, numbers, scale)


def _box(placed: Placed, number: int, words: Wording, scale: float) -> str:
    edge = RED if placed.box.pending else BLACK
    paragraphs = "".join(
        _paragraph(text, scale, indent=line.indent, italics=line.italics)
        for line in placed.box.lines
        for text in line.texts(words)
    )
    look = _fill(GREY if placed.grey else WHITE) + _edge(edge, dashed=placed.box.pending)
    # Word's lines are longer than the layout's, which spares room: what is high begins at its top.
    high = len(placed.lines) > LEAST_LINES
    return _shape(placed, placed.box.id, number, look, paragraphs, scale, from_top=high)


def _panel(panel: Panel, number: int, scale: float, *, stacked: bool) -> str:
    fill = {"databases": GOLD, "previous": GREY, "other": GREY, "interim": WHITE}
    stamped = panel.id == "interim"
    look = _fill(fill.get(panel.id, BLUE)) + _edge(RED if stamped else BLACK, dashed=stamped)
    text, ink = " ".join(panel.lines), RED if stamped else BLACK
    if stacked:
        small = scale * min(1.0, panel.height / (len(text) * LINE))
        words = "".join(_paragraph(letter, small, bold=True) for letter in text)
        return _shape(panel, panel.id, number, look, words, scale, padded=False)
    words = _paragraph(text, scale, bold=True, ink=ink)
    return _shape(panel, panel.id, number, look, words, scale, upright=panel.upright)


def _shape(
    thing: Placed | Panel,
    name: str,
    number: int,
    look: str,
    paragraphs: str,
    scale: float,
    *,
    upright: bool = False,
    padded: bool = True,
    from_top: bool = False,
) -> str:
    pad = _emu(PAD, scale) if padded and not upright else 0
    turned = ' vert="vert270"' if upright else ""
    top, anchor = (pad, "t") if from_top else (0, "ctr")
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={quoteattr(name)}/><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{_place(thing.x, thing.y, thing.width, thing.height, scale)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{turned} wrap="square" lIns="{pad}" rIns="{pad}" tIns="{top}" bIns="0" '
        f'anchor="{anchor}"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _paragraph(
    text: str,
    scale: float,
    *,
    indent: int = 0,
    bold: bool = False,
    ink: str = BLACK,
    italics: str = "",
) -> str:
    size = round(SIZE * scale * 2)  # in half points
    line = round(LINE * scale * _TWIPS)
    left = round(INDENT * indent * scale * _TWIPS)
    centred = '<w:jc w:val="center"/>' if bold else ""
    look = f'{"<w:b/>" if bold else ""}{{}}<w:color w:val="{ink}"/><w:sz w:val="{size}"/></w:rPr>'
    runs = "".join(
        f'<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f"{look.format('<w:i/>' if slanted else '')}"
        f'<w:t xml:space="preserve">{escape(writable(part))}</w:t></w:r>'
        for part, slanted in in_italics(text, italics)
    )
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        f'<w:ind w:left="{left}"/>{centred}</w:pPr>{runs}</w:p>'
    )


def _connector(path: Path, number: int, boxes: dict[str, int], scale: float) -> str:
    first, last = path.points[0], path.points[-1]
    kind, turn = _way(path.points)
    left, top = min(first[0], last[0]), min(first[1], last[1])
    width, height = abs(last[0] - first[0]), abs(last[1] - first[1])
    if "rot" in turn:  # the frame is given as it is before it is turned about its middle
        left, top = left + (width - height) / 2, top + (height - width) / 2
        width, height = height, width
    leaves = _RIGHT if path.points[1][1] == first[1] else _BOTTOM
    arrives = _side(path.points[-2], last)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{path.start} to {path.end}"/><wps:cNvCnPr>'
        f'<a:stCxn id="{boxes[path.start]}" idx="{leaves}"/>'
        f'<a:endCxn id="{boxes[path.end]}" idx="{arrives}"/></wps:cNvCnPr>'
        f"<wps:spPr>{_place(left, top, width, height, scale, turn)}"
        f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
        f"{_edge(BLACK, head=True)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _way(points: Sequence[Point]) -> tuple[str, str]:
    """Return the kind of connector that goes through `points`, and how its frame is turned."""
    (x, y), *_between, (to_x, to_y) = points
    if len(points) == 2:  # noqa: PLR2004 - a straight line
        return "straightConnector1", ""
    if len(points) == 3:  # noqa: PLR2004 - one bend: down, then to the left or the right
        return "bentConnector2", ' rot="5400000"' + (' flipV="1"' if to_x > x else "")
    return "bentConnector3", ' flipV="1"' if to_y < y else ""


def _side(before: Point, end: Point) -> int:
    if before[0] == end[0]:
        return _TOP
    return _LEFT if before[0] < end[0] else _RIGHT


def _place(x: float, y: float, width: float, height: float, scale: float, turn: str = "") -> str:
    return (
        f'<a:xfrm{turn}><a:off x="{_emu(x, scale)}" y="{_emu(y, scale)}"/>'
        f'<a:ext cx="{_emu(width, scale)}" cy="{_emu(height, scale)}"/></a:xfrm>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _edge(colour: str, *, dashed: bool = False, head: bool = False) -> str:
    dashes = '<a:prstDash val="dash"/>' if dashed else ""
    end = '<a:tailEnd type="triangle"/>' if head else ""
    return f'<a:ln w="{round(0.8 * EMU)}">{_fill(colour)}{dashes}{end}</a:ln>'


def _emu(points: float, scale: float) -> int:
    return round(points * scale * EMU)
