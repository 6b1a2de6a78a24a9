"""The lists of the duplicates workspace: merged sets, links, and numbers down to their records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from review.clean import one_line
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.screens.behind import Behind, BehindScreen, record_cells
from review.desk.screens.duplicate_set import DuplicateSetScreen
from review.desk.screens.duplicates_words import (
    count_rows,
    link_cells,
    matrix_cells,
    matrix_columns,
    matrix_numbers,
    set_cells,
)
from review.desk.screens.one_study import OneStudyScreen
from review.desk.widgets.rows import Column, RowList
from review.desk.widgets.views import Views
from review.duplicates.counts import Counts, behind, counts
from review.duplicates.queries import Merged, merged_sets
from review.duplicates.related import Related, related

if TYPE_CHECKING:
    from sqlalchemy import Connection

VIEWS = (
    ("queue", "Queue"),
    ("sets", "Merged sets"),
    ("links", "Linked"),
    ("counts", "Counts"),
    ("overlap", "Overlap"),
)
_SETS = (Column("Records", 7, right=True), Column("Report"), Column("Joined by", 22))
_LINKS = (Column("Link", 20), Column("Reports"), Column("One study", 9))
_COUNTS = (Column("Duplicates"), Column("number", 9, right=True))


class DuplicateLists(WorkspaceScreen):
    """What was merged, linked and counted; each row opens what is behind it."""

    DEFAULT_CSS = """
    DuplicateLists {
        #sets, #links, #counts, #overlap { padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sets: dict[str, Merged] = {}
        self._counts: Counts | None = None

    def lists(self) -> Iterator[Widget]:
        """Yield the lists, each the view of its id."""
        yield RowList(_SETS, id="sets", empty="Nothing is merged. r looks for duplicates.")
        yield RowList(_LINKS, id="links", empty="No reports are linked.")
        yield RowList(_COUNTS, id="counts", empty="Counting ...")
        yield RowList((Column("Source"),), id="overlap", empty="No source yet: key 2.")

    @property
    def view(self) -> str:
        """The view that is shown."""
        return self.query_one(Views).here

    def go(self, view: str) -> None:
        """Show a view."""
        raise NotImplementedError

    def reload_list(self) -> None:
        """Read the list that is in view."""
        if self.view == "sets":
            self.run_read(merged_sets, self._show_sets, group="sets")
        if self.view == "links":
            self.run_read(related, self._show_links, group="links")
        if self.view in {"counts", "overlap"}:
            self.run_read(counts, self._show_counts, group="counts")

    def _show_sets(self, sets: list[Merged]) -> None:
        self._sets = {one.set_id: one for one in sets}
        self.query_one(Views).set_titles({"sets": f"Merged sets {len(sets)}"})
        rows = self.query_one("#sets", RowList)
        rows.set_rows(list(self._sets), lambda ids: [set_cells(self._sets[one]) for one in ids])

    def _show_links(self, links: list[Related]) -> None:
        pairs = {pair.key: pair for pair in links}
        self.query_one(Views).set_titles({"links": f"Linked {len(links)}"})
        rows = self.query_one("#links", RowList)
        rows.set_rows(list(pairs), lambda keys: [link_cells(pairs[key]) for key in keys])

    def _show_counts(self, seen: Counts) -> None:
        self._counts, rows = seen, count_rows(seen)
        numbers = self.query_one("#counts", RowList)
        numbers.set_rows(list(rows), lambda ids: [(rows[i][0], f"{rows[i][1]:,}") for i in ids])
        matrix = self.query_one("#overlap", RowList)
        matrix.set_columns(matrix_columns(seen))
        names = [source.name for source in seen.sources]
        matrix.set_rows(names, lambda ids: [matrix_cells(seen, name) for name in ids])

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a merged set, or two linked reports side by side."""
        if event.rows.id == "counts":
            self._open_number(event.id)
        elif event.rows.id == "overlap":
            self._ask_number(event.id)
        elif event.rows.id == "links":
            self.app.push_screen(OneStudyScreen(event.id))
        else:
            self.app.push_screen(DuplicateSetScreen(event.id))

    def _open_number(self, name: str) -> None:
        """List the records behind a number; the queue is in the first view."""
        if name == "queued":
            self.go("queue")
        elif self._counts is not None:
            title = count_rows(self._counts)[name][0].strip()
            self.app.push_screen(BehindScreen(title, partial(_behind, name)))

    def _ask_number(self, source: str) -> None:
        """Ask which number of a source's row is meant, and list its records."""
        if self._counts is None:
            return
        numbers = matrix_numbers(self._counts, source)
        options = [Option(name, f"{number:,} {text}") for name, (text, number) in numbers.items()]

        def chosen(name: str | None) -> None:
            if name:
                title = f"{source}: {numbers[name][0]}"
                self.app.push_screen(BehindScreen(title, partial(_behind, name)))

        self.app.push_screen(ask_choice(one_line(source), options), chosen)


def _behind(name: str, connection: Connection) -> Behind:
    return Behind(behind(connection, name), record_cells)
