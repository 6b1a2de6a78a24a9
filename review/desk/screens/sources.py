"""The sources: what each search gave, what of it was rejected or found twice, and new imports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind
    from review.queries import Imported
    from review.source_counts import SourceCount

_COLUMNS = (
    Column("source"),
    Column("kind", 12),
    Column("records", 7, right=True),
    Column("rejected", 8, right=True),
    Column("within", 6, right=True),
    Column("shared", 6, right=True),
    Column("unique", 6, right=True),
)
_REJECTED_SHOWN = 3
_EMPTY = "No source yet. Press i to import the export of your first search."


class SourcesScreen(WorkspaceScreen):
    """The table of sources above what the one under the cursor gave."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("sources.import", "i", "import", "Import an export file of a source."),
        Action("sources.rejected", "r", "rejected", "Show all that was rejected, and why."),
    )
    DEFAULT_CSS = """
    SourcesScreen {
        & #sources { height: 1fr; margin: 0 1; }
        & #about { height: 10; border-top: solid $panel-lighten-2; }
        &.-wide #body { layout: horizontal; }
        &.-wide #about { width: 50; height: 1fr; border-top: none;
                         border-left: solid $panel-lighten-2; }
    }
    """
    AUTO_FOCUS = "#sources"

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, tuple[SourceCount, int]] = {}

    def body(self) -> ComposeResult:
        """Show the table and what one source gave."""
        with Container(id="body"):
            yield RowList(_COLUMNS, id="sources", empty="Counting ...")
            yield Paper(id="about")

    def reload(self) -> None:
        """Count anew."""
        self.run_read(_counted, self._show, group="sources")

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show what the source under the cursor gave."""
        event.stop()
        self._tell(event.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """List the records of a source."""
        from review.desk.screens.behind import BehindScreen

        event.stop()
        title = f"Records that {event.id} gave"
        self.app.push_screen(BehindScreen(title, partial(_behind, event.id)))

    def action_import(self) -> None:
        """Ask for a file and what it came from, then look at it and store it."""
        from review.desk.screens.import_form import ask_import

        ask_import(self, self.query_one(RowList).current or "", self._counts)

    def action_rejected(self) -> None:
        """Show all that the source under the cursor lost, with line and reason."""
        from review.desk.screens.page import PageScreen

        source = self.query_one(RowList).current
        if source is not None:
            self.app.push_screen(PageScreen(partial(_rejected_page, source)))

    def _show(self, counts: dict[str, tuple[SourceCount, int]]) -> None:
        self._counts = counts
        rows = self.query_one(RowList)
        rows.set_empty(_EMPTY)
        rows.set_rows(list(counts), self._window)
        if rows.current is not None:
            self._tell(rows.current)
        else:
            self.query_one(Paper).set_content([])

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [source_cells(*self._counts[source]) for source in ids]

    def _tell(self, source: str) -> None:
        from review.queries import imports_of

        count = self._counts[source][0]
        self.run_read(
            lambda connection: imports_of(connection, source),
            lambda files: self.query_one(Paper).set_content(source_blocks(count, files), keep=True),
            group="about",
        )


def source_cells(count: SourceCount, rejected: int) -> Cells:
    """Return one row of the table."""
    return (
        count.name,
        Cell(count.kind, "quiet"),
        f"{count.records:,}",
        Cell(f"! {rejected:,}", "warn") if rejected else "0",
        f"{count.within:,}",
        f"{count.shared:,}",
        f"{count.unique:,}",
    )


def source_blocks(count: SourceCount, files: Sequence[Imported]) -> list[Block]:
    """Return what one source gave, file by file, as text."""
    found = sum(file.found for file in files)
    facts = [count.platform, f"searched {count.searched}" if count.searched else ""]
    blocks = [Block(" · ".join(filter(None, [count.name, *facts])), "title")]
    if count.hits is not None and count.hits != found:
        blocks.append(
            Block(f"! {count.hits:,} hits reported, {found:,} records in the files.", "warn")
        )
    elif count.hits is not None:
        blocks.append(Block(f"{count.hits:,} hits reported, all of them in the files.", "quiet"))
    for file in files:
        blocks.append(
            Block(
                f"{file.file}: {', '.join(filter(None, (file.format, file.dialect)))}: "
                f"{file.found:,} found, {file.imported:,} imported, {len(file.rejected):,} rejected"
            )
        )
        blocks += _rejected(file, _REJECTED_SHOWN)
    return blocks


def _rejected(file: Imported, most: int) -> list[Block]:
    lines = [
        f"  line {bad.line}: {bad.why}: {one_line(bad.text)[:200]}" for bad in file.rejected[:most]
    ]
    more = len(file.rejected) - most
    lines += [f"  and {more:,} more: press r."] if more > 0 else []
    return [Block(line, "warn", hang=4) for line in lines]


def _rejected_page(source: str, connection: Connection) -> list[Block]:
    from review.queries import imports_of

    blocks = [Block(f"Rejected from {source}", "title")]
    for file in imports_of(connection, source):
        blocks += [Block(""), Block(file.file, "heading")]
        for bad in file.rejected:
            blocks += [Block(f"Line {bad.line}: {bad.why}", "warn"), Block(bad.text.strip())]
        if not file.rejected:
            blocks.append(Block("Nothing: every record of this file was imported.", "quiet"))
    return blocks


def _counted(connection: Connection) -> dict[str, tuple[SourceCount, int]]:
    from review.queries import rejected_by_source
    from review.source_counts import source_counts

    rejected = rejected_by_source(connection)
    return {count.name: (count, rejected.get(count.name, 0)) for count in source_counts(connection)}


def _behind(source: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind, record_cells
    from review.queries import all_records

    return Behind(all_records(connection, source), record_cells)
