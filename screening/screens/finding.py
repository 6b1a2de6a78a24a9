"""Looking for words in all records of a stage; the answer is the set that one goes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from review.desk.screens.finder import FinderScreen, found_cells
from review.desk.widgets.rows import Cells, RowList
from review.desk.widgets.running import Running
from review.protocol import Stage

if TYPE_CHECKING:
    from sqlalchemy import Connection


class FindRecordScreen(FinderScreen):
    """A line to type in, and the sets whose shown records have these words; answers with one."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(
            "Find a record by words of its title or abstract",
            "words, or how they begin",
            "Type words, then Enter.",
            "look, then go there",
        )
        self._stage: Stage = stage
        self._looked_for = ""
        self._stop: Callable[[], None] = lambda: None  # ends the search that goes on

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
            self._stop()
            running = self.query_one(Running)
            self._stop, sifted = running.stop, running.begin()
            self.run_read(
                lambda c: _with_words(c, person, stage, typed, sifted), self._show, group="find"
            )

    def on_unmount(self) -> None:
        """Look no further."""
        self._stop()

    def _show(self, found: list[str]) -> None:
        self.query_one(Running).done()
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
    from review.records.lookup import shown_of

    shown = shown_of(connection, sets)
    return [found_cells(shown[one]) if one in shown else () for one in sets]


def _with_words(
    connection: Connection,
    person: str,
    stage: Stage,
    words: str,
    sifted: Callable[[int, int], None],
) -> list[str]:
    from screening.cards import listed
    from screening.filters import Filter

    return listed(connection, person, stage, "all", Filter(text=words), sifted)
