"""Entries that were filled under an older version of their form, each opened or confirmed."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.entry import CONSENSUS
from extraction.looking_again import Behind, confirm, left_behind, told
from extraction.screens.filling import FormScreen
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList


class LookingAgainScreen(WorkspaceScreen):
    """What each entry lacks under the version of now; it stays whole until its owner changes it."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("again.open", "e", "open", "Open the entry, as Enter does.", shown=False),
        Action("again.confirm", "c", "it stands", "Say that it stands under the newest version."),
        Action("again.close", "escape,backspace", "back", "Go back."),
    )
    DEFAULT_CSS = """
    LookingAgainScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #entries { height: 1fr; padding: 0 1; margin-top: 1; }
        #why { height: 8; border-top: solid $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._behind: dict[str, Behind] = {}

    def body(self) -> ComposeResult:
        """Show the entries, and below what each lacks."""
        yield Static("Entries to look at again: their form has a newer version", id="about")
        columns = (Column("Form", 18), Column("Study"), Column("Whose", 12), Column("", 9))
        yield RowList(columns, id="entries", empty="Every entry stands under its newest version.")
        yield Paper(id="why")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#entries").focus()

    def reload(self) -> None:
        """Read what is left behind now."""
        self.run_read(self._read, self._show, group="again")

    def _read(self, connection: Connection) -> list[Behind]:
        return left_behind(connection, self.review.person)

    def _show(self, behind: list[Behind]) -> None:
        self._behind = {
            f"{one.place.study} {one.place.form} {one.place.part} {one.found.entry.extractor}": one
            for one in behind
        }
        self.query_one("#entries", RowList).set_rows(
            list(self._behind), lambda ids: [self._cells(one) for one in ids]
        )
        self._explain()

    def _cells(self, row: str) -> Cells:
        one = self._behind[row]
        part = f", {one.place.part}" if one.place.part else ""
        whose = one.found.entry.extractor
        state = Cell("", "quiet") if one.found.fits else Cell("! to mend", "warn")
        form = f"{one.place.form} {one.found.entry.version}"
        return (form, one_line(one.study + part), "agreed" if whose == CONSENSUS else whose, state)

    @property
    def _current(self) -> Behind | None:
        return self._behind.get(self.query_one("#entries", RowList).current or "")

    def _explain(self) -> None:
        one = self._current
        lines = list(told(one)) if one is not None else []
        fits = one is not None and one.found.fits
        more = ["Nothing of it has to change: c says that it stands."] if fits else []
        self.query_one("#why", Paper).set_content([Block(line) for line in (*lines, *more)])

    def on_row_list_highlighted(self) -> None:
        """Say what another entry lacks."""
        self._explain()

    def on_row_list_chosen(self) -> None:
        """Open an entry."""
        self.action_open()

    def action_open(self) -> None:
        """Open the entry under the cursor."""
        if self._current is not None:
            self.app.push_screen(FormScreen(self._current.place))

    def action_confirm(self) -> None:
        """Say that the entry stands under the newest version."""
        one = self._current
        if one is None:
            return
        place = one.place

        def confirmed(said: str) -> None:
            self.told(said)
            self.reload()

        self.run_write(
            lambda: confirm(self.review, f"s-{place.study}", place.form, place.part), confirmed
        )

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
