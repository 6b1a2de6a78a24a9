"""Looking for words in all records of a stage; the answer is the set that one goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from review.desk.base import WorkScreen
from review.desk.widgets.rows import Cells, Column, RowList
from review.protocol import Stage
from review.record import short_authors

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = (Column("Year", 4, right=True), Column("Record"), Column("Source", 16))


class Typed(Input):
    """The line in which one types; the arrows move in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move(1)", "Down", show=False),
        Binding("up", "screen.move(-1)", "Up", show=False),
    ]


class FindRecordScreen(WorkScreen[str], ModalScreen[str]):
    """A line to type in, and what is found."""

    DEFAULT_CSS = """
    FindRecordScreen {
        align: center middle;
        & > Vertical { width: 110; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; }
        & .hint { color: $text-muted; height: 1; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._looked_for = ""

    def compose(self) -> ComposeResult:
        """Show the line, what is found, and the keys."""
        with Vertical():
            yield Static("Find a record by words of its title or abstract", classes="title")
            yield Typed(placeholder="words, or how they begin")
            yield RowList(COLUMNS, empty="Type words, then Enter.")
            yield Static(
                "Enter: look, then go there   Up, Down: choose   Escape: cancel",
                classes="hint",
                markup=False,
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for what was typed; where that has been done, go to the record under the cursor."""
        event.stop()
        typed = event.value.strip()
        if typed and typed == self._looked_for:
            self.query_one(RowList).action_choose()
        elif typed:
            self._looked_for = typed
            self.query_one(RowList).set_empty("Looking …")
            person, stage = self.review.person, self._stage
            self.run_read(lambda c: _with_words(c, person, stage, typed), self._show, group="find")

    def action_move(self, step: int) -> None:
        """Move in the list while the line keeps the keys."""
        self.query_one(RowList).action_move(step)

    def _show(self, found: list[str]) -> None:
        rows = self.query_one(RowList)
        rows.set_empty("No record has these words in title or abstract.")
        rows.set_rows(found, self._window)
        title = f"{len(found):,} found" if found else "Nothing found"
        self.query_one(".title", Static).update(title)

    def _window(self, sets: Sequence[str]) -> Sequence[Cells]:
        with self.review.read() as connection:
            return set_cells(connection, sets)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Answer with the set."""
        event.stop()
        self.dismiss(event.id)


def set_cells(connection: Connection, sets: Sequence[str]) -> Sequence[Cells]:
    """Return year, authors with title, and source of what is shown of each of `sets`."""
    from review.lookup import shown_of

    shown = shown_of(connection, sets)
    return [
        (
            str(shown[one].year or ""),
            f"{short_authors(shown[one].authors) or 'no author'}: {shown[one].title}",
            shown[one].source,
        )
        if one in shown
        else ()
        for one in sets
    ]


def _with_words(connection: Connection, person: str, stage: Stage, words: str) -> list[str]:
    from screening.cards import listed
    from screening.filters import Filter

    return listed(connection, person, stage, "all", Filter(text=words))
