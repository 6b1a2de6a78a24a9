"""The flow diagram with a cursor that goes from count to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.desk.moving import moves, opens

if TYPE_CHECKING:
    from review.drawing.sketch import Sketch, Spot


class Diagram(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines drawn elsewhere; posts `Chosen` with the open key and text of a count."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"diagram--cursor", "diagram--cursor-blurred"}
    DEFAULT_CSS = """
    Diagram {
        scrollbar-gutter: stable;
        & > .diagram--cursor { background: $block-cursor-background;
                               color: $block-cursor-foreground; text-style: bold; }
        & > .diagram--cursor-blurred { background: $block-cursor-blurred-background; }
        &:nocolor > .diagram--cursor { background: $background; color: $foreground;
                                       text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *moves(
            "list",
            up="move(-1)",
            down="move(1)",
            left="side(-1)",
            right="side(1)",
            page_up="page_up",
            page_down="page_down",
            first="move(-1000)",
            last="move(1000)",
        ),
        *opens("choose", "List what is behind the count.", shown=True),
    ]

    @dataclass
    class Chosen(Message):
        """A count was opened."""

        open_key: str
        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: tuple[str, ...] = ()
        self._spots: tuple[Spot, ...] = ()
        self._cursor = 0

    @property
    def current(self) -> Spot | None:
        """The spot under the cursor."""
        return self._spots[self._cursor] if self._spots else None

    def show(self, drawn: Sketch) -> None:
        """Show another state of the diagram; the cursor stays on its count where that is left."""
        before = self.current.open_key if self.current else ""
        self._lines = (*drawn.lines, *([drawn.weights] if drawn.weights else []))
        self._spots = drawn.spots
        keys = [spot.open_key for spot in self._spots]
        self._cursor = keys.index(before) if before in keys else 0
        self.virtual_size = Size(max(map(cell_len, self._lines), default=0), len(self._lines))
        self.refresh()

    def action_move(self, step: int) -> None:
        """Go `step` counts on in reading order."""
        self._go(self._cursor + step)

    def action_side(self, step: int) -> None:
        """Go to the nearest count in the next column on that side."""
        here = self.current
        if here is None:
            return
        beside = [
            (abs(spot.y - here.y), number)
            for number, spot in enumerate(self._spots)
            if (spot.x > here.x + 2 if step > 0 else spot.x < here.x - 2)
        ]
        if beside:
            self._go(min(beside)[1])

    def action_choose(self) -> None:
        """Open the count under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.open_key, self.current.text))

    def on_click(self, event: Click) -> None:
        """Go to the clicked count, or open it."""
        x, y = event.x + self.scroll_offset.x, event.y + self.scroll_offset.y
        for number, spot in enumerate(self._spots):
            if Region(spot.x, spot.y, spot.width, spot.height).contains(x, y):
                if number == self._cursor:
                    self.action_choose()
                self._go(number)
                return

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line, with the cursor where it lies in it."""
        number = y + self.scroll_offset.y
        text = self._lines[number] if number < len(self._lines) else ""
        base = self.rich_style
        segments = self._weighted(text, number, base)
        spot = self.current
        if spot is not None and spot.y <= number < spot.y + spot.height:
            look = "diagram--cursor" if self.has_focus else "diagram--cursor-blurred"
            strip = Strip(segments).extend_cell_length(spot.x + spot.width, base)
            before, under, after = strip.divide(
                [spot.x, spot.x + spot.width, max(strip.cell_length, spot.x + spot.width)]
            )
            style = self.get_component_rich_style(look)
            segments = [*before, *(Segment(part.text, style) for part in under), *after]
        left, width = self.scroll_offset.x, self.size.width
        strip = Strip(segments).extend_cell_length(left + width, base)
        return strip.crop(left, left + width)

    def _weighted(self, text: str, number: int, base: Style) -> list[Segment]:
        """Return a line in pieces: heavy marks bold, light ones dim."""
        strip = Strip([Segment(text, base)])
        here = [one for one in self._spots if one.y <= number < one.y + one.height and one.weight]
        for spot in here:
            end = min(spot.x + spot.width, strip.cell_length)
            if spot.x < end:
                before, mark, after = strip.divide([spot.x, end, strip.cell_length])
                style = Style(bold=spot.weight == "bold", dim=spot.weight == "dim")
                drawn = (Segment(part.text, base + style) for part in mark)
                strip = Strip([*before, *drawn, *after])
        return list(strip)

    def _go(self, number: int) -> None:
        if not self._spots:
            return
        self._cursor = max(0, min(number, len(self._spots) - 1))
        spot = self._spots[self._cursor]
        around = Region(spot.x, max(spot.y - 2, 0), spot.width, spot.height + 4)
        self.scroll_to_region(around, animate=False, force=True, immediate=True)
        self.refresh()
