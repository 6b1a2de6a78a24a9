"""The synthesis workspace: choose a table, a plot or a sum, look behind it, write it to a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from extraction.outcomes import DIRECTIONS
from extraction.screens.behind import studies_in
from extraction.screens.certainty import CertaintyScreen
from extraction.screens.choices import ask_choice_of_synthesis
from extraction.screens.grid import Grid, Head
from extraction.screens.looking import CERTAINTY, PLOT, SUM, TABLE, Look, Seen, reader, rows_of
from extraction.screens.studies_behind import open_studies
from extraction.screens.writing_out import ask_and_write
from extraction.wording import words
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.widgets.diagram import Diagram
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Column, RowList
from review.refusal import Refused
from review.studies import Study

if TYPE_CHECKING:
    from review.commands.values import Shell

_SHORT = 40  # a longer cell is no part of a title
_LANGUAGES = {"en": "nb", "nb": "en"}
_ANY = "any"
_CLASS = {kind: f"showing-{kind}" for kind in (TABLE, PLOT, SUM)}
_KINDS = tuple(_CLASS.values())
_EMPTY = "Nothing is agreed yet: the rows come from workspace 7."


class SynthesisScreen(WorkspaceScreen):
    """What the program can make of what is agreed."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("synthesis.table", "t", "table", "Choose a table, a plot or a sum."),
        Action("synthesis.outcome", "o", "outcome", "Choose the outcome that is shown."),
        Action("synthesis.behind", "s", "studies", "List the studies that a sum counts."),
        Action("synthesis.write", "w", "write file", "Write what is shown to a file."),
        Action("synthesis.choose", "c", "choose", "Choose grouping, order, columns and rules."),
        Action("synthesis.language", "l", "language", "English or Norwegian."),
        Action("synthesis.notes", "n", "notes", "Show or hide the notes below the table."),
    )
    DEFAULT_CSS = """
    SynthesisScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #tables { height: 1fr; padding: 0 1; margin-top: 1; display: none; }
        #table { height: 1fr; margin-top: 1; display: none; }
        #plot { height: 1fr; margin: 1 1 0 1; display: none; }
        #sum { height: 1fr; margin-top: 1; display: none; }
        #grid { height: 1fr; }
        #notes { height: auto; max-height: 7; border-top: solid $panel; scrollbar-gutter: stable; }
        &.-wide #notes { max-height: 14; }
        &.choosing #tables { display: block; }
        &.showing-table #table { display: block; }
        &.showing-plot #plot { display: block; }
        &.showing-sum #sum { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._language = "en"
        self._seen: Seen | None = None

    @property
    def _shell(self) -> Shell:
        return cast("Shell", self.host.shell)

    def body(self) -> ComposeResult:
        """Show the list, or one table, plot or sum."""
        yield Static("", id="about", markup=False)
        yield RowList((Column("Name", 26), Column("What it shows")), id="tables")
        with Container(id="table"):
            yield Grid(id="grid")
            yield Paper(id="notes")
        yield Diagram(id="plot")
        yield Paper(id="sum")

    def on_mount(self) -> None:
        """Begin with the list."""
        rows = rows_of(self._shell)
        self.query_one("#tables", RowList).set_rows(
            list(rows), lambda ids: [(rows[one][0], Cell(rows[one][1], "quiet")) for one in ids]
        )
        self.action_table()

    def reload(self) -> None:
        """Build what is shown anew."""
        if self._look:
            read = reader(self._shell, self.review, replace(self._look, language=self._language))
            self.run_read(read, self._show, group="table")

    def on_resize(self) -> None:
        """Draw a plot in the new width."""
        if self._seen and self._seen.plot:
            self.call_after_refresh(self._draw)

    def _show(self, seen: Seen) -> None:
        if self._look is None or (seen.look.kind, seen.look.name) != (
            self._look.kind,
            self._look.name,
        ):
            return
        self._seen = seen
        if not self.has_class("choosing"):
            self.query_one("#about", Static).update(seen.title)
        if seen.table:
            self._show_table(seen)
        elif seen.plot:
            self._draw()
        else:
            blocks = [Block(text) for text in seen.sentences]
            self.query_one("#sum", Paper).set_content([*blocks, Block("")])
        self.refresh_bindings()

    def _show_table(self, seen: Seen) -> None:
        table, language = seen.table, seen.look.language
        if table is None:
            return
        heads = [Head(column.title, column.align == "right") for column in table.columns]
        rows = [[_text(cell, language) for cell in row] for row in table.rows]
        self.query_one(Grid).set_table(heads, rows)
        notes = [Block(note, "quiet") for note in table.notes]
        if not table.rows:
            notes.insert(0, Block(_EMPTY, "warn"))
        self.query_one("#notes", Paper).set_content(notes)

    def _draw(self) -> None:
        seen, diagram = self._seen, self.query_one(Diagram)
        if seen and seen.plot:
            width = diagram.scrollable_content_region.width
            diagram.show(seen.plot.sketch(max(width, 60), False))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show what was chosen."""
        kind, _colon, name = event.id.partition(":")
        if kind == CERTAINTY:
            self.app.push_screen(CertaintyScreen(self._language))
            return
        self._look, self._seen = Look(kind, name), None
        self.remove_class("choosing", *_KINDS)
        self.add_class(_CLASS[kind])
        places = {TABLE: "#grid", PLOT: "#plot", SUM: "#sum"}
        self.query_one(Grid).begin()
        self.query_one(places[kind]).focus()
        self.refresh_bindings()
        self.reload()

    def on_grid_chosen(self, event: Grid.Chosen) -> None:
        """Open the studies behind a cell."""
        seen = self._seen
        if seen is None or seen.table is None or event.row >= len(seen.table.rows):
            return
        texts = [_text(cell, seen.look.language) for cell in seen.table.rows[event.row]]
        column = seen.table.columns[event.column]
        parts = [one_line(text) for text in texts[:3] if text and len(text) < _SHORT]
        behind = self._shell.tables[seen.look.name].behind
        if behind is None:
            self._open(", ".join(parts) or seen.title, studies_in(texts, seen.studies))
            return

        def read(connection: Connection) -> list[Study]:
            return seen.named(behind(connection, seen.look.language, event.row, column.key))

        title = ", ".join([*parts, one_line(column.title)] if event.column else parts)
        self.run_read(read, lambda found: self._open(title, found), group="behind")

    def _open(self, title: str, found: list[Study]) -> None:
        if found:
            open_studies(self, title, found)
        else:
            self.refused(Refused("No study stands behind this cell.", "Choose another: arrows."))

    def on_diagram_chosen(self, event: Diagram.Chosen) -> None:
        """Open the studies behind a mark."""
        event.stop()
        if self._seen and self._seen.plot:
            found = self._seen.named(self._seen.plot.opened(event.open_key))
            self._open(one_line(event.text), found)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a table, a plot or a sum only where one is shown."""
        shown = self.is_mounted and not self.has_class("choosing") and self._look is not None
        if action in {"write", "language"}:
            return shown
        if action == "outcome":
            return shown and self._look is not None and self._look.takes_outcome
        if action in {"notes", "behind"}:
            return shown and self.has_class(_CLASS[TABLE if action == "notes" else SUM])
        return super().check_action(action, parameters)

    def action_table(self) -> None:
        """Show the list."""
        self.remove_class(*_KINDS)
        self.add_class("choosing")
        self.query_one("#about", Static).update("The synthesis, from what is agreed")
        self.query_one("#tables").focus()
        self.refresh_bindings()

    def action_outcome(self) -> None:
        """Ask which outcome is shown."""
        if self._seen is None:
            return
        options = [Option(one, one) for one in self._seen.outcomes]
        if self.has_class(_CLASS[SUM]):
            options.insert(0, Option(_ANY, "any outcome"))
        self.app.push_screen(ask_choice("Which outcome", options), self._take_outcome)

    def _take_outcome(self, outcome: str | None) -> None:
        if outcome is not None and self._look:
            self._look = replace(self._look, outcome="" if outcome == _ANY else outcome)
            self.reload()

    def action_behind(self) -> None:
        """Ask for a direction, and list its studies."""
        seen = self._seen
        if seen is None or seen.counted is None:
            return
        counted = seen.counted
        options = [
            Option(one, f"{words('en')('direction', one)}: {len(counted[one])}")
            for one in DIRECTIONS
        ]

        def chosen(direction: str | None) -> None:
            for one in DIRECTIONS:
                if one == direction:
                    title = f"{seen.title}, {words('en')('direction', one).lower()}"
                    self._open(title, seen.named(counted[one]))

        self.app.push_screen(ask_choice("Which direction", options), chosen)

    def action_choose(self) -> None:
        """Ask for a choice, and keep it."""
        ask_choice_of_synthesis(self, self._shell.folder)

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = _LANGUAGES[self._language]
        self.reload()

    def action_notes(self) -> None:
        """Show or hide the notes."""
        notes = self.query_one("#notes")
        notes.display = not notes.display

    def action_write(self) -> None:
        """Ask for format and name, and write what is shown there."""
        if self._seen:
            ask_and_write(self, self._seen, self._shell.folder)


def _text(cell: str | float | None, language: str) -> str:
    """Return a cell as the language writes it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return words(language).shortest(cell)
