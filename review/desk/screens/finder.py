"""Finding a record: a line to type in, and below it the list of what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.desk.widgets.running import Running
from review.record import short_authors

if TYPE_CHECKING:
    from review.lookup import Found

COLUMNS = (Column("Year", 4, right=True), Column("Record"), Column("Source", 16))


_PATIENCE = 0.3  # seconds after which a search tells how far it is


class Typed(Input):
    """The line in which one types; the arrows move in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move(1)", "Down", show=False),
        Binding("up", "screen.move(-1)", "Up", show=False),
    ]


class FinderScreen(WorkScreen[str], ModalScreen[str]):
    """A dialog in which a record is found; a subclass says where it looks, and when."""

    DEFAULT_CSS = """
    FinderScreen {
        align: center middle;
        & > Vertical { width: 110; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: auto; max-height: 2; }
        & .hint { color: $text-muted; height: 1; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, placeholder: str, empty: str, hint: str) -> None:
        super().__init__()
        self._heading, self._placeholder, self._empty = title, placeholder, empty
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Show the title, the line, what is found, and the keys."""
        with Vertical():
            yield Static(self._heading, classes="title", markup=False)
            yield Typed(placeholder=self._placeholder)
            yield RowList(COLUMNS, empty=self._empty)
            yield Running("Looking", key="escape", patience=_PATIENCE)
            yield Static(self._hint, classes="hint", markup=False)

    def action_move(self, step: int) -> None:
        """Move in the list while the line keeps the keys."""
        self.query_one(RowList).action_move(step)


def found_cells(record: Found) -> Cells:
    """Return year, authors with title, and source of a record, as a list of found ones has them."""
    who = short_authors(record.authors)
    title = one_line(record.title) or "(no title)"
    return (
        str(record.year or ""),
        f"{who}: {title}" if who else title,
        Cell(record.source, "quiet"),
    )
