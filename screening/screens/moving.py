"""Moving through the lists of a workspace: record by record, list by list, straight to one."""

from __future__ import annotations

from textual import on

from review.desk.dialogs import ask_text
from review.desk.widgets.rows import RowList
from screening.screens.gathering import set_of
from screening.screens.reading import ReadingScreen


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

    def action_switch(self) -> None:
        """Show the next of the lists."""
        self._choose((self._filter + 1) % len(self.FILTERS))

    def _choose(self, number: int, key: str = "") -> None:
        self._filter = number
        self.trail.clear()
        self.read_anew(key)

    def action_jump(self) -> None:
        """Ask for a record's id or accession and go there."""
        question = ask_text("Go to a record", "Its id (r-…) or accession", required=True)
        self.app.push_screen(question, self._jump)

    def _jump(self, typed: str | None) -> None:
        if typed:
            stage = self.STAGE
            self.run_read(lambda c: set_of(c, stage, typed), self._arrive, group="jump")

    def _arrive(self, key: str) -> None:
        if key in self.ids:
            self.go(self.ids.index(key))
            return
        everything = next(n for n, f in enumerate(self.FILTERS) if f.which == "all")
        self._choose(everything, key)
