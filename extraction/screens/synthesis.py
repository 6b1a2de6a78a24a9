"""The synthesis workspace: choose a table, read it, look behind a row, and write it to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from extraction.screens.behind import BehindScreen, studies_in
from extraction.screens.grid import Grid, Head
from extraction.wording import words
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Column, RowList
from review.refusal import Refused
from review.studies import Study, all_studies
from review.table.rendering import render
from review.table.table import Table

if TYPE_CHECKING:
    from review.commands.shell import Shell

_FORMATS = (
    Option("docx", "Word (.docx)"),
    Option("xlsx", "Excel (.xlsx)"),
    Option("csv", "CSV (.csv)"),
    Option("md", "Markdown (.md)"),
    Option("html", "Web page (.html)"),
)
_SHORT = 40  # a longer cell is no part of a title
_LANGUAGES = {"en": "nb", "nb": "en"}


@dataclass(frozen=True, slots=True)
class _Seen:
    table: Table
    studies: Sequence[Study]
    language: str


class SynthesisScreen(WorkspaceScreen):
    """The tables that the program can make of what is agreed."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("synthesis.table", "t", "table", "Choose a table (also Enter in the list)."),
        Action("synthesis.write", "w", "write file", "Write the table to a file."),
        Action("synthesis.language", "l", "language", "English or Norwegian."),
        Action("synthesis.notes", "n", "notes", "Show or hide the notes below the table."),
    )
    DEFAULT_CSS = """
    SynthesisScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #tables { height: 1fr; padding: 0 1; margin-top: 1; display: none; }
        #table { height: 1fr; margin-top: 1; }
        #grid { height: 1fr; }
        #notes { height: auto; max-height: 7; border-top: solid $panel; overflow-x: hidden;
                 scrollbar-gutter: stable; }
        &.-wide #notes { max-height: 14; }
        &.choosing #tables { display: block; }
        &.choosing #table { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ""
        self._language = "en"
        self._seen: _Seen | None = None

    @property
    def _shell(self) -> Shell:
        return cast("Shell", self.host.shell)

    def body(self) -> ComposeResult:
        """Show the list of tables, or one of them with its notes."""
        yield Static("Tables of the synthesis", id="about", markup=False)
        yield RowList((Column("Table", 20), Column("What it shows")), id="tables")
        with Container(id="table"):
            yield Grid(id="grid")
            yield Paper(id="notes")

    def on_mount(self) -> None:
        """Begin with the list."""
        tables = self._shell.tables
        self.query_one("#tables", RowList).set_rows(
            list(tables), lambda ids: [(one, Cell(tables[one].about, "quiet")) for one in ids]
        )
        self.action_table()

    def reload(self) -> None:
        """Build the table anew."""
        if self._chosen:
            self.run_read(self._read, self._show, group="table")

    def _read(self, connection: Connection) -> _Seen:
        source, language = self._shell.tables[self._chosen], self._language
        table = source.build(connection, self.review, language)
        return _Seen(table, all_studies(connection), language)

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        table = seen.table
        if not self.has_class("choosing"):
            self.query_one("#about", Static).update(one_line(table.title))
        heads = [Head(column.title, column.align == "right") for column in table.columns]
        rows = [[_text(cell, seen.language) for cell in row] for row in table.rows]
        self.query_one(Grid).set_table(heads, rows)
        notes = [Block(note, "quiet") for note in table.notes]
        if not table.rows:
            empty = "Nothing is agreed yet: the rows come from workspace 7."
            notes.insert(0, Block(empty, "warn"))
        self.query_one("#notes", Paper).set_content(notes)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show the table that was chosen."""
        self._chosen = event.id
        self.remove_class("choosing")
        self.query_one(Grid).begin()
        self.query_one(Grid).focus()
        self.refresh_bindings()
        self.reload()

    def on_grid_chosen(self, event: Grid.Chosen) -> None:
        """Open the studies behind a row."""
        seen = self._seen
        if seen is None or event.row >= len(seen.table.rows):
            return
        texts = [_text(cell, seen.language) for cell in seen.table.rows[event.row]]
        found = studies_in(texts, seen.studies)
        if not found:
            why = "No study is named in this row."
            self.refused(Refused(why, "Choose a table with a row for each study: t."))
            return
        title = ", ".join(one_line(text) for text in texts[:3] if text and len(text) < _SHORT)
        self.app.push_screen(BehindScreen(title or seen.table.title, found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a table only where one is shown."""
        if action in {"write", "notes", "language"}:
            return self.is_mounted and not self.has_class("choosing")
        return super().check_action(action, parameters)

    def action_table(self) -> None:
        """Show the list of tables."""
        self.add_class("choosing")
        self.query_one("#about", Static).update("Tables of the synthesis, from agreed entries")
        self.query_one("#tables").focus()
        self.refresh_bindings()

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = _LANGUAGES[self._language]
        self.reload()

    def action_notes(self) -> None:
        """Show or hide the notes."""
        notes = self.query_one("#notes")
        notes.display = not notes.display

    def action_write(self) -> None:
        """Ask for format and name, and write the table there."""
        self.app.push_screen(ask_choice("Write the table as", _FORMATS), self._ask_name)

    def _ask_name(self, form: str | None) -> None:
        seen = self._seen
        if form is None or seen is None:
            return

        def named(typed: str | None) -> None:
            if typed:
                self._write_to(seen, form, self._shell.path(typed))

        label = f"In {self._shell.folder.resolve()}, or a path of your own."
        name = f"{seen.table.name}.{form}"
        self.app.push_screen(ask_text("Name of the file", label, name, required=True), named)

    def _write_to(self, seen: _Seen, form: str, path: Path) -> None:
        def write(yes: bool | None = True) -> None:
            if yes:
                self.run_write(lambda: _write(seen, form, path), self.told)

        if path.exists():
            self.app.push_screen(confirm(f"{path.name} is there already.", yes="replace it"), write)
        else:
            write()


def _write(seen: _Seen, form: str, path: Path) -> str:
    """Write a table to a file and say where; Refused where the file cannot be written."""
    data = render(seen.table, form, language=seen.language)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.", "Name another.") from None
    return f"Written: {path}"


def _text(cell: str | float | None, language: str) -> str:
    """Return a cell as the language writes it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return words(language).shortest(cell)
