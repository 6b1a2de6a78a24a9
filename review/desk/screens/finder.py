"""Finding a record: a line to type in, and below it the list of what is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action, hint, key_named
from review.desk.base import WorkScreen
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.desk.widgets.running import Running
from review.desk.widgets.typing import TypedLine
from review.record import short_authors

if TYPE_CHECKING:
    from review.records.lookup import Found

COLUMNS = (Column("Year", 4, right=True), Column("Record"), Column("Source", 16))


_PATIENCE = 0.3  # seconds after which a search tells how far it is


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
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("finder.done", "enter", "take it", "Take this record.", where="line"),
        Action("finder.up", "up", "up", "Move up in the list.", where="line"),
        Action("finder.down", "down", "down", "Move down in the list.", where="line"),
        Action("finder.cancel", "escape", "cancel", "Step back.", where="line"),
    )

    def __init__(self, title: str, placeholder: str, empty: str, does: str) -> None:
        """Show `title`; `does` is what Enter does, in a few words."""
        super().__init__()
        self._heading, self._placeholder, self._empty = title, placeholder, empty
        self._does = does

    def compose(self) -> ComposeResult:
        """Show the title, the line, what is found, and the keys."""
        with Vertical():
            yield Static(self._heading, classes="title", markup=False)
            yield TypedLine(placeholder=self._placeholder)
            yield RowList(COLUMNS, empty=self._empty)
            yield Running("Looking", key="escape", patience=_PATIENCE)
            done, up, down, cancel = self.ACTIONS
            keys = self.host.keys
            choose = f"{key_named(up, keys)}, {hint((replace(down, label='choose'),), keys)}"
            ends = (hint((replace(done, label=self._does),), keys), choose, hint((cancel,), keys))
            yield Static("   ".join(ends), classes="hint", markup=False)

    def action_up(self) -> None:
        """Move up in the list while the line keeps the keys."""
        self.query_one(RowList).action_move(-1)

    def action_down(self) -> None:
        """Move down in the list while the line keeps the keys."""
        self.query_one(RowList).action_move(1)

    async def action_done(self) -> None:
        """Take what is typed, or the record under the cursor."""
        await self.query_one(TypedLine).action_submit()

    def action_cancel(self) -> None:
        """Step back."""
        self.dismiss(None)


def found_cells(record: Found) -> Cells:
    """Return year, authors with title, and source of a record, as a list of found ones has them."""
    who = short_authors(record.authors)
    title = one_line(record.title) or "(no title)"
    return (
        str(record.year or ""),
        f"{who}: {title}" if who else title,
        Cell(record.source, "quiet"),
    )
