"""A table on the screen: wrapped cells under a fixed head, with a cursor that goes both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.clean import drawable
from review.desk.moving import moves, opens
from review.desk.widgets.wrapping import fit, wrap

_GAP = 2
_WIDEST = 34
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Head:
    """A column's title; numbers stand on the right."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    cells: tuple[str, ...]


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of wrapped cells; posts `Chosen` with the numbers of row and column on Enter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--cursor", "grid--cell"}
    DEFAULT_CSS = """
    Grid {
        padding: 0 1;
        & > .grid--head { color: $text-muted; text-style: underline; }
        & > .grid--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        & > .grid--cell { background: $block-cursor-background;
                          color: $block-cursor-foreground; text-style: bold; }
        &:nocolor > .grid--cursor { text-style: bold; }
        &:nocolor > .grid--cell { background: $background; color: $foreground;
                                  text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *moves(
            "list",
            up="move(-1)",
            down="move(1)",
            left="slide(-1)",
            right="slide(1)",
            page_up="page(-1)",
            page_down="page(1)",
            first="go(0)",
            last="go(-1)",
        ),
        *opens("choose", "Open the cell."),
    ]

    @dataclass
    class Chosen(Message):
        """The cell in `row` and `column` was opened."""

        row: int
        column: int

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: tuple[Head, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._lines: list[_Line] = []
        self._title: list[tuple[str, ...]] = []
        self._rows = 0
        self._empty = empty
        self.cursor = self.column = 0

    def begin(self) -> None:
        """Go to the first row and column."""
        self.cursor = self.column = 0
        self._to(0, 0)

    def set_table(self, heads: Sequence[Head], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the cursor stays where it was if it can."""
        cleaned = [tuple(drawable(cell).expandtabs(1) for cell in row) for row in rows]
        self._heads, self._rows = tuple(heads), len(cleaned)
        self._widths = tuple(
            _width(head, [row[place] for row in cleaned]) for place, head in enumerate(heads)
        )
        titles = [head.title for head in heads]
        self._title = [line.cells for line in self._wrapped(-1, titles)]
        self._lines = [line for n, row in enumerate(cleaned) for line in self._wrapped(n, row)]
        self.cursor = max(0, min(self.cursor, self._rows - 1))
        self.column = max(0, min(self.column, len(self._heads) - 1))
        width = sum(self._widths) + _GAP * max(0, len(self._widths) - 1)
        self.virtual_size = Size(width, len(self._lines) + len(self._title))
        self._show_cursor()
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move by rows; in a row taller than the screen, by a few lines."""
        first, last = self._span(self.cursor)
        height = self._height
        top = self.scroll_offset.y
        if step > 0 and last > top + height:
            self._to(self.scroll_offset.x, min(top + 3, last - height))
        elif step < 0 and first < top:
            self._to(self.scroll_offset.x, max(top - 3, first))
        else:
            self.action_go(max(0, self.cursor + step))

    def action_page(self, step: int) -> None:
        """Move by as many rows as fit."""
        goal = self._span(self.cursor)[0] + step * self._height
        rows = [line.row for line in self._lines]
        if rows:
            self.action_go(rows[max(0, min(goal, len(rows) - 1))])

    def action_go(self, row: int) -> None:
        """Move to a row; -1 is the last."""
        if self._rows:
            self.cursor = self._rows - 1 if row < 0 else min(row, self._rows - 1)
            self._show_cursor()
            self.refresh()

    def action_slide(self, step: int) -> None:
        """Move sideways by a column, and as far as it takes to show it whole."""
        self.column = max(0, min(self.column + step, len(self._heads) - 1))
        left, right = self._edges(self.column)
        room = self.scrollable_content_region.width - self._edges(0)[1]
        x = self.scroll_offset.x
        if self.column and left < x:
            x = left
        elif self.column and right > x + room:
            x = min(left, right - room)
        self._to(x if self.column else 0, self.scroll_offset.y)
        self.refresh()

    def _edges(self, column: int) -> tuple[int, int]:
        """Return where a column begins and ends among those that move; the first has its own."""
        if not column:
            return 0, (self._widths[0] + _GAP if self._widths else 0)
        left = sum(width + _GAP for width in self._widths[1:column])
        return left, left + self._widths[column]

    def action_choose(self) -> None:
        """Open the cell under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor, self.column))

    def on_click(self, event: Click) -> None:
        """Move to the clicked cell; a second click opens it."""
        number = event.y - len(self._title) + self.scroll_offset.y
        if event.y >= len(self._title) and 0 <= number < len(self._lines):
            row, column = self._lines[number].row, self._column_at(event.x - self.gutter.left)
            if (row, column) == (self.cursor, self.column):
                self.action_choose()
            else:
                self.column = column
                self.action_go(row)

    def _column_at(self, x: int) -> int:
        first = self._edges(0)[1]
        if x < first:
            return 0
        moved = x - first + self.scroll_offset.x
        columns = range(1, len(self._heads))
        return next((one for one in columns if moved < self._edges(one)[1] + _GAP), len(columns))

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the head or of the visible rows."""
        width = self.size.width
        if not self._heads:
            return Strip([Segment(fit(self._empty if y == 0 else "", width), self.rich_style)])
        if y < len(self._title):
            style = self.get_component_rich_style("grid--head")
            return self._strip(self._title[y], style)
        number = y - len(self._title) + self.scroll_offset.y
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[number]
        if line.row != self.cursor:
            return self._strip(line.cells, self.rich_style)
        style = self.get_component_rich_style("grid--cursor")
        return self._strip(line.cells, style, self.get_component_rich_style("grid--cell"))

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height - len(self._title))

    def _span(self, row: int) -> tuple[int, int]:
        """Return the first line of a row and the one behind its last."""
        places = [place for place, line in enumerate(self._lines) if line.row == row]
        return (places[0], places[-1] + 1) if places else (0, 0)

    def _show_cursor(self) -> None:
        first, last = self._span(self.cursor)
        top = self.scroll_offset.y
        if first < top or last - first > self._height:
            top = first
        elif last > top + self._height:
            top = last - self._height
        self._to(self.scroll_offset.x, top)

    def _to(self, x: int, y: int) -> None:
        if (x, y) != tuple(self.scroll_offset):
            self.scroll_to(x, y, animate=False, force=True, immediate=True)
            self.refresh()

    def _wrapped(self, row: int, cells: Sequence[str]) -> list[_Line]:
        columns = [
            [line.text for line in wrap(cell, width)]
            for cell, width in zip(cells, self._widths, strict=True)
        ]
        tallest = max((len(column) for column in columns), default=0)
        return [
            _Line(row, tuple(column[n] if n < len(column) else "" for column in columns))
            for n in range(tallest)
        ]

    def _strip(self, cells: Sequence[str], style: Style, here: Style | None = None) -> Strip:
        """Draw one line: the first column stays, the others move; the cursor's has style `here`."""
        drawn: list[list[Segment]] = []
        rows = zip(self._heads, self._widths, cells, strict=True)
        for place, (head, width, cell) in enumerate(rows):
            blank = " " * max(0, width - cell_len(cell))
            own = here if here is not None and place == self.column else style
            text = blank + cell if head.right else cell + blank
            drawn.append([Segment(text, own), Segment(" " * _GAP, style)])
        left, room = self.scroll_offset.x, self.size.width
        first = Strip(drawn[0])
        others = Strip([segment for parts in drawn[1:] for segment in parts])
        shown = others.crop_extend(left, left + max(0, room - first.cell_length), style)
        return Strip.join([first, shown]).crop(0, room)


def _width(head: Head, cells: Sequence[str]) -> int:
    """Return the width of a column: as wide as its widest line, within bounds.

    The title of a column of numbers is wrapped rather than making the column wide.
    """
    title = head.title.split() if head.right else [head.title]
    lines = (line for text in (*title, *cells) for line in text.split("\n"))
    return max(_LEAST, min(_WIDEST, max(cell_len(line) for line in lines)))
