"""The sources: what each search gave, what of it was rejected or found twice, and new imports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.screens.source_words import (
    EDIT,
    LOG,
    Gave,
    read_gave,
    rejected_page,
    source_blocks,
    source_cells,
)
from review.desk.shared import IMPORT
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Cells, Column, RowList

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind

_COLUMNS = (
    Column("source"),
    Column("kind", 9),
    Column("hits", 7, right=True),
    Column("records", 7, right=True),
    Column("rejected", 8, right=True),
    Column("within", 6, right=True),
    Column("shared", 6, right=True),
    Column("unique", 6, right=True),
)


class SourcesScreen(WorkspaceScreen):
    """The table of sources above what the one under the cursor gave."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        IMPORT,
        Action("sources.rejected", "r", "rejected", "Show all that was rejected, and why."),
        Action("sources.lacking", "w", "no abstract", "List the records without an abstract."),
        EDIT,
        LOG,
    )
    DEFAULT_CSS = """
    SourcesScreen {
        & #sources { height: 1fr; margin: 0 1; }
        & #about { height: 11; border-top: solid $panel-lighten-2; }
        &.-wide #body { layout: horizontal; }
        &.-wide #about { width: 42; height: 1fr; border-top: none;
                         border-left: solid $panel-lighten-2; }
    }
    """
    AUTO_FOCUS = "#sources"

    def __init__(self) -> None:
        super().__init__()
        self._gave: dict[str, Gave] = {}
        self._coming: str | None = None  # the source to go to when it is counted

    def body(self) -> ComposeResult:
        """Show the table and what one source gave."""
        with Container(id="body"):
            yield RowList(_COLUMNS, id="sources", empty="Counting ...")
            yield Paper(id="about")

    def reload(self) -> None:
        """Count anew."""
        self.run_read(read_gave, self._show, group="sources")

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show what the source under the cursor gave."""
        event.stop()
        self._tell(event.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """List every number of a source, to be opened."""
        from review.desk.screens.source import SourceScreen

        event.stop()
        self.app.push_screen(SourceScreen(event.id))

    def action_import(self) -> None:
        """Ask for a file and what it came from, then look at it and store it."""
        from review.desk.screens.import_form import ask_import

        known = {name: gave.count for name, gave in self._gave.items()}
        ask_import(self, self.query_one(RowList).current or "", known, self._go_to)

    def _go_to(self, source: str) -> None:
        self._coming = source
        self.reload()

    def action_rejected(self) -> None:
        """Show all that the source under the cursor lost, with line and reason."""
        from review.desk.screens.page import PageScreen

        source = self.query_one(RowList).current
        if source is not None:
            self.app.push_screen(PageScreen(partial(rejected_page, source)))

    def action_lacking(self) -> None:
        """List the records of the source under the cursor that have no abstract."""
        from review.desk.screens.behind import BehindScreen

        source = self.query_one(RowList).current
        if source is not None:
            title = f"Records of {source} without an abstract"
            self.app.push_screen(BehindScreen(title, partial(_without_abstract, source)))

    def action_edit(self) -> None:
        """Ask what is to be corrected of the source under the cursor."""
        from review.desk.screens.source_form import ask_description

        source = self.query_one(RowList).current
        if source is not None:
            ask_description(self, self._gave[source].count)

    def action_log(self) -> None:
        """Ask what became of hits of the source under the cursor that are in none of its files."""
        from review.desk.screens.elsewhere_form import ask_elsewhere

        source = self.query_one(RowList).current
        if source is not None:
            ask_elsewhere(self, self._gave[source].count)

    def _show(self, gave: dict[str, Gave]) -> None:
        self._gave = gave
        rows = self.query_one(RowList)
        key = self.key_of("import")
        rows.set_empty(f"No source yet. Press {key} to import the export of your first search.")
        rows.set_rows(list(gave), self._window, keep=self._coming)
        self._coming = None
        if rows.current is not None:
            self._tell(rows.current)
        else:
            self.query_one(Paper).set_content([])

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [source_cells(self._gave[source]) for source in ids]

    def _tell(self, source: str) -> None:
        from review.queries import imports_of

        show = partial(source_blocks, self._gave[source], keys=self.host.keys)
        self.run_read(
            lambda connection: imports_of(connection, source),
            lambda files: self.query_one(Paper).set_content(show(files), keep=True),
            group="about",
        )


def _without_abstract(source: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind, record_cells
    from review.sources.coverage import records_without

    return Behind(records_without(connection, source, "abstract"), record_cells)
