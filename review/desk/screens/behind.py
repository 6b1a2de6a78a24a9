"""The rows behind a number: records, reports or studies in a list; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.screens.record import RecordScreen
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.desk.widgets.top import TopLine
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = (Column("id", 12), Column("year", 4, right=True), Column("title"), Column("source", 14))


@dataclass(frozen=True, slots=True)
class Behind:
    """Ids in order, and how the cells of a few of them are had."""

    ids: Sequence[str]
    cells: Callable[[Connection, Sequence[str]], Sequence[Cells]]
    columns: Sequence[Column] = COLUMNS
    opens: bool = True  # whether each id is one of a record
    number: int | None = None  # what the rows add up to, where that is not how many there are
    screen: Callable[[str], Screen[None] | None] | None = None  # what an id opens, else its record


class BehindScreen(WorkScreen[None]):
    """A list over a workspace."""

    DEFAULT_CSS = """
    BehindScreen {
        & > .title { height: 1; padding: 0 1; text-style: bold; }
        & > RowList { height: 1fr; margin: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("behind.leave", "escape,backspace", "back", "Go back to the number."),
    )

    def __init__(self, title: str, read: Callable[[Connection], Behind]) -> None:
        super().__init__()
        self._title, self._read, self._opens = title, read, True
        self._screen: Callable[[str], Screen[None] | None] | None = None

    def compose(self) -> ComposeResult:
        """Show the title with its number, and the rows."""
        yield TopLine()
        yield Static(one_line(self._title), classes="title", markup=False)
        yield RowList(COLUMNS, empty="Reading ...")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read the ids, anew after a record was open; the rows are read as they come into sight."""
        self.run_read(self._read, self._show, group="rows")

    def _show(self, behind: Behind) -> None:
        review, self._opens, self._screen = self.review, behind.opens, behind.screen

        def window(ids: Sequence[str]) -> Sequence[Cells]:
            try:
                with review.read() as connection:
                    return behind.cells(connection, ids)
            except Refused as refusal:
                return [(*[""] * (len(behind.columns) - 1), refusal.why) for _ in ids]

        rows = self.query_one(RowList)
        rows.set_columns(behind.columns)
        rows.set_empty("Nothing is behind this number.")
        rows.set_rows(behind.ids, window)
        number = len(behind.ids) if behind.number is None else behind.number
        title = f"{self._title}: {number:,}"
        self.query_one(".title", Static).update(one_line(title))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the record, or what else a row leads to."""
        event.stop()
        if self._screen is not None:
            screen = self._screen(event.id)
            if screen is not None:
                self.app.push_screen(screen)
        elif self._opens:
            self.app.push_screen(RecordScreen(event.id))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def record_cells(connection: Connection, ids: Sequence[str]) -> Sequence[Cells]:
    """Return the cells of records."""
    from review.records.lookup import by_ids

    found = by_ids(connection, ids)
    return [_cells(found.get(record)) for record in ids]


def _cells(found: object) -> Cells:
    from review.records.lookup import Found

    if not isinstance(found, Found):
        return ("", "", Cell("changed since; go back and open the number again", "quiet"), "")
    title = found.title or Cell("(no title)", "quiet")
    return (found.shown, str(found.year or ""), title, Cell(found.source, "quiet"))
