"""Two texts in columns beside each other, field by field, with the words that differ marked.

A row carries its sign between the columns: = the same, ≈ the same but for words cut short,
≠ different, · only one side has it. Differing words are bold and underlined as well as coloured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.clean import drawable, one_line
from review.desk.moving import SCROLLING, moves
from review.desk.widgets.wrapping import Line, fit, wrap

State = Literal["same", "alike", "differs", "alone", "head"]
SIGNS: dict[str, str] = {"same": "=", "alike": "≈", "differs": "≠", "alone": "·", "head": " "}
_BETWEEN = 3
_BRIEF = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One text; `spans` are the parts of it that the other side does not have."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of both sides."""

    name: str
    first: Side
    second: Side
    state: State


@dataclass(frozen=True, slots=True)
class _Drawn:
    row: int
    name: str
    sign: str
    first: Line | None
    second: Line | None


class PairView(ScrollView, can_focus=True, inherit_bindings=False):
    """The fields of two texts; scrolls with the arrow keys, Page Up and Page Down."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"pair--{state}" for state in SIGNS),
        "pair--name",
        "pair--mark",
    }
    DEFAULT_CSS = """
    PairView {
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & > .pair--name { color: $text-muted; }
        & > .pair--same, & > .pair--alike { color: $text-muted; }
        & > .pair--head { text-style: bold; }
        & > .pair--mark { color: $text-warning; text-style: bold underline; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves("text", **SCROLLING)

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        label: int = 11,
        brief: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._rows: tuple[Beside, ...] = ()
        self._lines: list[_Drawn] = []
        self._column = 0
        self._brief = brief

    def set_pair(self, rows: Sequence[Beside]) -> None:
        """Show these fields from their top."""
        self._rows = tuple(_clean(row) for row in rows)
        self._lay_out()
        self.scroll_to(0, 0, animate=False, force=True, immediate=True)

    def action_whole(self) -> None:
        """Show fields that are the same in full, or only as they begin."""
        self._brief = not self._brief
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap anew when the width has changed."""
        if self._column_width() != self._column:
            self._lay_out()

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of both sides."""
        number, width = y + self.scroll_offset.y, self.size.width
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self.rich_style)
        drawn = self._lines[number]
        row = self._rows[drawn.row]
        look = self.get_component_rich_style(f"pair--{row.state}")
        name = self.get_component_rich_style("pair--name")
        segments = [
            Segment(fit(drawn.name, self._label - 1) + " ", name),
            *self._side(drawn.first, row.first, look),
            Segment(f" {drawn.sign} ", self.rich_style),
            *self._side(drawn.second, row.second, look),
        ]
        return Strip(segments).extend_cell_length(width, self.rich_style).crop(0, width)

    def _column_width(self) -> int:
        room = self.scrollable_content_region.width - self._label - _BETWEEN
        return max(room // 2, 2)

    def _lay_out(self) -> None:
        self._column = self._column_width()
        self._lines = []
        for number, row in enumerate(self._rows):
            first, second = (self._wrapped(row, side) for side in (row.first, row.second))
            for place, (one, other) in enumerate(zip_longest(first, second)):
                name, sign = (row.name, SIGNS[row.state]) if place == 0 else ("", " ")
                self._lines.append(_Drawn(number, name, sign, one, other))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()

    def _wrapped(self, row: Beside, side: Side) -> list[Line]:
        """Return the lines of a side; in brief, what is the same on both has no more than two."""
        lines = wrap(side.text, self._column)
        if not self._brief or row.state not in {"same", "alike"} or len(lines) <= _BRIEF:
            return lines
        last = lines[_BRIEF - 1]
        cut = fit(f"{last.text}{' ' * self._column}", self._column - 1).rstrip(" …")
        return [*lines[: _BRIEF - 1], Line(f"{cut}…", last.start)]

    def _side(self, line: Line | None, side: Side, look: Style) -> list[Segment]:
        if line is None:
            return [Segment(" " * self._column, self.rich_style)]
        mark = look + self.get_component_rich_style("pair--mark", partial=True)
        segments, end = [], 0
        for start, stop in side.spans:
            begin = min(max(start - line.start, end), len(line.text))
            last = min(max(stop - line.start, begin), len(line.text))
            if begin < last:
                segments += [
                    Segment(line.text[end:begin], look),
                    Segment(line.text[begin:last], mark),
                ]
                end = last
        segments.append(Segment(line.text[end:], look))
        drawn = Strip(segments)
        return list(drawn.extend_cell_length(self._column, self.rich_style))


def _clean(row: Beside) -> Beside:
    """Return a row that is safe to draw; text that cleaning changes keeps no marks."""

    def side(one: Side) -> Side:
        text = drawable(one.text).expandtabs(1)
        return one if text == one.text else Side(text)

    return Beside(one_line(row.name), side(row.first), side(row.second), row.state)
