"""Moving through the lists of a workspace: record by record, list by list, straight to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.widgets.rows import RowList
from screening.screens.gathering import set_of
from screening.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from screening.filters import Filter


class MovingScreen(ReadingScreen):
    """A list that one moves through."""

    @on(RowList.Highlighted, "#queue")
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.id != self.key:
            self.show(event.id)

    @on(RowList.Chosen, "#queue")
    def _chosen(self) -> None:
        self.paper.focus()

    def action_next(self) -> None:
        """Go to the next record of the list."""
        self.go(self.queue.cursor + 1)

    def action_previous(self) -> None:
        """Go to the record before."""
        self.go(self.queue.cursor - 1)

    # --- which list ------------------------------------------------------------------------------

    def action_switch(self) -> None:
        """Show the next of the lists."""
        self._choose((self._list + 1) % len(self.LISTS))

    def action_lists(self) -> None:
        """Choose one of the lists."""
        options = [Option(str(number), one.title) for number, one in enumerate(self.LISTS)]
        self.app.push_screen(
            ask_choice("Which list?", options),
            lambda chosen: None if chosen is None else self._choose(int(chosen)),
        )

    def _choose(self, number: int, key: str = "") -> None:
        self._list = number
        self.trail.clear()
        self.read_anew(key)

    def action_filter(self) -> None:
        """Ask what the records of the list must be like."""
        from screening.screens.narrowing import ask_filter

        ask_filter(self, self.wanted, self._narrow)

    def action_no_filter(self) -> None:
        """Show the whole list again."""
        if self.wanted is not None:
            self._narrow(None)

    def _narrow(self, wanted: Filter | None) -> None:
        self.wanted = wanted
        self.trail.clear()
        self.read_anew()

    # --- straight to a record --------------------------------------------------------------------

    def action_jump(self) -> None:
        """Ask for a record's id or accession and go there."""
        question = ask_text("Go to a record", "Its id (r-…) or accession", required=True)
        self.app.push_screen(question, self._jump)

    def _jump(self, typed: str | None) -> None:
        if typed:
            stage = self.STAGE
            self.run_read(lambda c: set_of(c, stage, typed), self._arrive, group="jump")

    def action_find_record(self) -> None:
        """Look for words in all records of the stage, and go to one of them."""
        from screening.screens.finding import FindRecordScreen

        self.app.push_screen(
            FindRecordScreen(self.STAGE), lambda key: self._arrive(key) if key else None
        )

    def _arrive(self, key: str) -> None:
        if key in self.ids:
            self.go(self.ids.index(key))
            return
        everything = next(n for n, one in enumerate(self.LISTS) if one.which == "all")
        self.wanted = None
        self._choose(everything, key)
