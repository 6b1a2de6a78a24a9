"""One entry on the screen: every field with its answer, and all about the one under the cursor."""

from __future__ import annotations

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from extraction.part import told
from extraction.plausible.concern import doubtful
from extraction.queries import Place
from extraction.screens.evidence import evidence
from extraction.screens.form_rows import FormRow, form_rows, next_left
from extraction.screens.places import form_title
from extraction.screens.sheet import Sheet, read_sheet
from review.clean import one_line
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList, Tone

_TONES: dict[str, Tone] = {"!": "warn", "?": "warn", "+": "good"}


class SheetScreen(WorkspaceScreen):
    """The person's own entry of one form, or the consensus, to move about in."""

    DEFAULT_CSS = """
    SheetScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #form { layout: vertical; height: 1fr; margin-top: 1; }
        #fields { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
        #evidence { height: 6; border-top: solid $panel; overflow-x: hidden;
                    scrollbar-gutter: stable; }
        &.-wide #form { layout: horizontal; }
        &.-wide #fields { width: 1fr; height: 100%; }
        &.-wide #evidence { width: 44; height: 100%; border-top: none;
                            border-left: solid $panel; }
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.sheet: Sheet | None = None
        self.lines: dict[str, FormRow] = {}
        self.opened: set[str] = set()
        self.new: dict[str, set[int]] = {}

    def body(self) -> ComposeResult:
        """Show the fields, and beside or below them all about the one under the cursor."""
        yield Static("", id="about", markup=False)
        yield Static("", id="state", markup=False)
        columns = (Column("", 1), Column("Field", 28), Column("Answer"), Column("Status", 13))
        with Container(id="form"):
            yield RowList(columns, id="fields", empty="Reading the form.")
            yield Paper(id="evidence")

    def on_mount(self) -> None:
        """Give the fields the keys."""
        self.query_one("#fields").focus()

    def reload(self) -> None:
        """Show the entry as it is now."""
        self.run_read(self._read, self._show, group="form")

    def _read(self, connection: Connection) -> Sheet:
        return read_sheet(connection, self.place, self.review.person)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        part = told(sheet.form.scope, sheet.place.part)
        about = f"{sheet.study.name}: {form_title(sheet.form)}{part}"
        self.query_one("#about", Static).update(one_line(about))
        self.query_one("#state", Static).update(one_line(sheet.state))
        self.refresh_bindings()
        self.draw()

    def draw(self, keep: str | None = None) -> None:
        """Draw the lines; the cursor stays, or goes to `keep`."""
        if self.sheet is None:
            return
        form, values = self.sheet.form, self.sheet.values
        sealed = self.sheet.sealed
        doubted = {one.path for one in doubtful(self.sheet.concerns)}
        lines = form_rows(
            form, values, opened=self.opened, new=self.new, sealed=sealed, doubted=doubted
        )
        self.lines = {line.id: line for line in lines}
        fields = self.query_one("#fields", RowList)
        fields.set_rows(
            list(self.lines), lambda ids: [_cells(self.lines[i]) for i in ids], keep=keep
        )
        self._explain()

    def _explain(self) -> None:
        row = self.current
        if row is not None and self.sheet is not None:
            self.query_one("#evidence", Paper).set_content(evidence(row, self.sheet))

    @property
    def current(self) -> FormRow | None:
        """The line under the cursor."""
        return self.lines.get(self.query_one("#fields", RowList).current or "")

    def on_row_list_highlighted(self) -> None:
        """Tell all about the field under the cursor."""
        self._explain()

    def action_missing(self) -> None:
        """Go to the next required answer that is left, opening its row."""
        fields = self.query_one("#fields", RowList)
        row = next_left(list(self.lines.values()), fields.current or "")
        if row is None:
            self.told("Every required field has an answer.")
        elif row.kind == "row":
            self.opened.add(row.id)
            self.draw(keep=row.id)
            self.action_missing()
        else:
            fields.go_to(row.id)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _cells(row: FormRow) -> Cells:
    tone = _TONES.get(row.sign, "plain")
    answer = Cell(row.text, "quiet") if row.kind in {"group", "calculated"} else row.text
    label = Cell(row.label, "bold") if row.kind == "group" else row.label
    return (Cell(row.sign, tone), label, answer, Cell(row.status, "quiet"))
