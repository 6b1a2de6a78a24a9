"""A list of rows for any number of records: only what is visible is fetched and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.clean import one_line
from review.desk.moving import moves
from review.desk.widgets.wrapping import fit

Tone = Literal["plain", "bold", "quiet", "good", "warn", "bad"]
_GAP = 2
_STRIPS = 500  # drawn rows held in memory


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a tone; colour is second, so the text itself says what it means."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in cells, 0 for what is left (shared by all such), `right` for numbers."""

    title: str
    width: int = 0
    right: bool = False


Cells = Sequence[Cell | str]
Window = Callable[[Sequence[str]], Sequence[Cells]]  # ids -> the cells of each, in that order


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows by id with a cursor; posts `Highlighted` as it moves and `Chosen` on Enter or click."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"rows--{tone}" for tone in ("plain", "bold", "quiet", "good", "warn", "bad")),
        "rows--cursor",
        "rows--cursor-blurred",
        "rows--head",
    }
    DEFAULT_CSS = """
    RowList {
        & > .rows--head { color: $text-muted; text-style: underline; }
        & > .rows--bold { text-style: bold; }
        & > .rows--quiet { color: $text-muted; }
        & > .rows--good { color: $text-success; }
        & > .rows--warn { color: $text-warning; }
        & > .rows--bad { color: $text-error; }
        & > .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground;
                            text-style: bold; }
        & > .rows--cursor-blurred { background: $block-cursor-blurred-background; }
        &:nocolor > .rows--cursor { background: $background; color: $foreground;
                                    text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves(
        "list",
        up="move(-1)",
        down="move(1)",
        page_up="page(-1)",
        page_down="page(1)",
        first="move_to(0)",
        last="move_to(-1)",
        open="choose",
    )

    @dataclass
    class Highlighted(Message):
        """The cursor has come to row `id`."""

        rows: RowList
        id: str

        @property
        def control(self) -> RowList:
            """The list that posted this."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """Row `id` was opened with Enter or a click."""

        rows: RowList
        id: str

        @property
        def control(self) -> RowList:
            """The list that posted this."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column] = (Column(""),),
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        empty: str = "Nothing here.",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._ids: Sequence[str] = ()
        self._window: Window = lambda ids: [() for _ in ids]
        self._cells: dict[str, Cells] = {}
        self._strips: dict[tuple[str, str, int], Strip] = {}  # row, look, width
        self._plain: Style | None = None  # asking Textual for it walks up all ancestors
        self.cursor = 0

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all rows, in order."""
        return self._ids

    @property
    def current(self) -> str | None:
        """The id under the cursor, None in an empty list."""
        return self._ids[self.cursor] if self._ids else None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Change the columns, for instance for a wider terminal."""
        self._columns = tuple(columns)
        self._cells.clear()
        self._strips.clear()
        self.refresh()

    def set_empty(self, text: str) -> None:
        """Change what an empty list says."""
        self._empty = text
        self.refresh()

    def set_rows(self, ids: Sequence[str], window: Window, *, keep: str | None = None) -> None:
        """Show these rows; the cursor stays on its id (or goes to `keep`), else near its place.

        `window` is asked for the cells of the visible rows only, while drawing: it must be quick.
        """
        wanted = keep or self.current
        self._ids, self._window = ids, window
        self._cells.clear()
        self._strips.clear()
        self.virtual_size = Size(0, len(ids) + self._head)
        if wanted is not None and wanted in ids:
            self.cursor = ids.index(wanted)
        self.cursor = max(0, min(self.cursor, len(ids) - 1))
        self.show_cursor()
        self.refresh()

    def refresh_rows(self, ids: Sequence[str] = ()) -> None:
        """Ask for the cells of these rows (by default all) again when they are drawn next."""
        for row in ids or tuple(self._cells):
            self._cells.pop(row, None)
        gone = set(ids) or {row for row, _look, _width in self._strips}
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] not in gone}
        self.refresh()

    def go_to(self, row: str) -> bool:
        """Move the cursor to the row `row`; False where it is not in the list."""
        if row not in self._ids:
            return False
        self.action_move_to(self._ids.index(row))
        return True

    def action_move(self, step: int) -> None:
        """Move the cursor by `step` rows."""
        self.action_move_to(max(0, self.cursor + step))

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.action_move(step * max(1, self.size.height - 1 - self._head))

    def action_move_to(self, index: int) -> None:
        """Move the cursor to row `index`; -1 is the last."""
        if not self._ids:
            return
        last = len(self._ids) - 1
        self.cursor = last if index < 0 else min(index, last)
        self.show_cursor()
        self.refresh()
        self.post_message(self.Highlighted(self, self._ids[self.cursor]))

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: Click) -> None:
        """Move to the clicked row; a click on the row under the cursor opens it."""
        row = event.y + self.scroll_offset.y - self._head
        if event.y < self._head or not 0 <= row < len(self._ids):
            return
        if row == self.cursor:
            self.action_choose()
        else:
            self.action_move_to(row)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll until the cursor is visible below the head."""
        height = max(1, self.scrollable_content_region.height - self._head)
        top = self.scroll_offset.y
        if self.cursor < top or not self.cursor:
            top = self.cursor
        elif self.cursor >= top + height:
            top = self.cursor - height + 1
        if top != self.scroll_offset.y:
            self.scroll_to(0, top, animate=False, force=True, immediate=True)

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self._strips.clear()
        self._plain = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the head, a row or nothing."""
        width = self.scrollable_content_region.width  # what the scroll bar leaves
        if y < self._head:
            return self._strip([column.title for column in self._columns], width, "rows--head")
        number = y + self.scroll_offset.y - self._head
        if not self._ids and number == 0:
            style = self.get_component_rich_style("rows--quiet")
            return Strip([Segment(fit(one_line(self._empty), width), style)])
        if not 0 <= number < len(self._ids):
            return Strip.blank(width, self._plain_style())
        row = self._ids[number]
        look = ""
        if number == self.cursor:
            look = "rows--cursor" if self.has_focus else "rows--cursor-blurred"
        key = (row, look, width)
        if key not in self._strips:
            if row not in self._cells:
                self._fetch(number)
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            self._strips[key] = self._strip(self._cells.get(row, ()), width, look)
        return self._strips[key]

    def _plain_style(self) -> Style:
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    @property
    def _head(self) -> int:
        return 1 if any(column.title for column in self._columns) else 0

    def _fetch(self, number: int) -> None:
        """Ask for the cells of the visible rows, from row `number` on."""
        end = self.scroll_offset.y + max(1, self.size.height)
        rows = self._ids[number : max(end, number + 1)]
        wanted = [row for row in rows if row not in self._cells]
        self._cells.update(zip(wanted, self._window(wanted), strict=True))

    def _widths(self, width: int) -> list[int]:
        """Return the width of each column; what is left goes to those without one."""
        gaps = _GAP * (len(self._columns) - 1)
        free = [column for column in self._columns if not column.width]
        left = max(0, width - gaps - sum(column.width for column in self._columns))
        share, extra = divmod(left, len(free)) if free else (0, 0)
        widths = []
        for column in self._columns:
            if column.width:
                widths.append(column.width)
                continue
            widths.append(share + (1 if extra else 0))
            extra = max(0, extra - 1)
        return widths

    def _strip(self, cells: Cells, width: int, look: str) -> Strip:
        base = self.get_component_rich_style(look) if look else self._plain_style()
        segments: list[Segment] = []
        padded = [*cells, *[""] * (len(self._columns) - len(cells))]
        for column, size, cell in zip(self._columns, self._widths(width), padded, strict=False):
            text, tone = (cell, "plain") if isinstance(cell, str) else (cell.text, cell.tone)
            plain = " " * (len(text) - len(text.lstrip(" "))) + one_line(text)  # indents are kept
            drawn = fit(plain, size)
            if column.right:
                drawn = " " * (len(drawn) - len(drawn.rstrip(" "))) + drawn.rstrip(" ")
            style = base
            if not look and tone != "plain":
                style = self.get_component_rich_style(f"rows--{tone}")
            if segments:
                segments.append(Segment(" " * _GAP, base))
            segments.append(Segment(drawn, style))
        return Strip(segments).extend_cell_length(width, base).crop(0, width)
