"""One entry on the screen: every field with its value, edited one by one and kept at once."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from extraction import working
from extraction.path import parsed
from extraction.queries import Place
from extraction.screens.editor import Answered, EditValue
from extraction.screens.evidence import evidence
from extraction.screens.form_rows import (
    ADD,
    FormRow,
    form_rows,
    next_row,
    paths_of_row,
)
from extraction.screens.places import form_title
from extraction.screens.sheet import Sheet, read_sheet
from extraction.value import Value, to_data
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import confirm
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.refusal import Refused

_TONES = {"!": "warn", "+": "good"}


class FormScreen(WorkspaceScreen):
    """The person's own entry of one form, or the consensus to read."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("form.edit", "e", "edit", "Edit the answer under the cursor (also Enter)."),
        Action("form.not-reported", "n", "not reported", "Say that no report tells it."),
        Action("form.inapplicable", "i", "n/a", "Say that it does not apply.", shown=False),
        Action("form.clear", "x", "clear", "Take the answer away.", shown=False),
        Action("form.add", "a", "add row", "Add a row to the group under the cursor."),
        Action("form.remove", "d", "delete row", "Delete the row under the cursor.", shown=False),
        Action("form.missing", "m", "missing", "Go to the next required answer that is left."),
        Action("form.complete", "c", "complete", "Call the entry complete, or open it again."),
        Action("form.close", "escape,backspace", "back", "Go back to the list of studies."),
    )
    DEFAULT_CSS = """
    FormScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #form { layout: vertical; height: 1fr; margin-top: 1; }
        #fields { height: 1fr; padding: 0 1; }
        #evidence { height: 6; border-top: solid $panel; }
        &.-wide #form { layout: horizontal; }
        &.-wide #fields { width: 1fr; height: 100%; }
        &.-wide #evidence { width: 44; height: 100%; border-top: none;
                            border-left: solid $panel; }
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._sheet: Sheet | None = None
        self._rows: dict[str, FormRow] = {}
        self._opened: set[str] = set()
        self._new: dict[str, set[int]] = {}

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
        return read_sheet(connection, self._place, self.review.person)

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        arm = f", arm {sheet.place.arm}" if sheet.place.arm else ""
        about = f"{sheet.study.name}: {form_title(sheet.form)}{arm}"
        self.query_one("#about", Static).update(one_line(about))
        self.query_one("#state", Static).update(one_line(sheet.state))
        self._draw()

    def _draw(self, keep: str | None = None) -> None:
        if self._sheet is None:
            return
        form, values = self._sheet.form, self._sheet.values
        lines = form_rows(form, values, opened=self._opened, new=self._new)
        self._rows = {line.id: line for line in lines}
        fields = self.query_one("#fields", RowList)
        fields.set_rows(
            list(self._rows), lambda ids: [_cells(self._rows[i]) for i in ids], keep=keep
        )
        self._explain()

    def _explain(self) -> None:
        row = self._current
        if row is not None and self._sheet is not None:
            self.query_one("#evidence", Paper).set_content(evidence(row, self._sheet))

    @property
    def _current(self) -> FormRow | None:
        return self._rows.get(self.query_one("#fields", RowList).current or "")

    def on_row_list_highlighted(self) -> None:
        """Tell all about the field under the cursor."""
        self._explain()

    def on_row_list_chosen(self) -> None:
        """Edit a field, or open and close a row."""
        self.action_edit()

    def action_edit(self) -> None:
        """Edit the answer; a row of a group is opened or closed, a group gets a row."""
        row = self._current
        if row is None:
            return
        if row.kind == "row":
            self._opened ^= {row.id}
            self._draw()
        elif row.kind == "group":
            self.action_add()
        elif row.kind == "field" and (sheet := self._writable()):
            title = sheet.form.label(row.id, "en")
            parts = parsed(row.id)
            key = f"{parts.field}.{parts.child}" if parts and parts.child else row.id
            editor = EditValue(
                title,
                row.field,
                sheet.values.get(row.id),
                reports=sheet.reports,
                known=sheet.known.get(key, ()),
            )
            self.app.push_screen(editor, lambda answer: self._answered(row.id, answer))

    def _answered(self, path: str, answer: Answered | None) -> None:
        if answer is not None:
            self._write({path: answer.value})

    def _writable(self) -> Sheet | None:
        """Return the sheet; where it is sealed, say how to open it and return None."""
        sheet = self._sheet
        if sheet is None or not sheet.sealed:
            return sheet
        if sheet.agreed:
            self.refused(Refused("This entry is agreed.", "u takes your consensus back."))
        else:
            self.refused(Refused("Your entry is complete.", "Press c to open it again."))
        return None

    def _write(self, values: dict[str, Value | None]) -> None:
        """Keep values at once; None takes one away."""
        data = {path: to_data(value) if value else None for path, value in values.items()}
        if data:
            place = self._place
            self.run_write(
                lambda: working.write_values(self.review, place, data), lambda _: self.reload()
            )

    def _status(self, value: Value) -> None:
        row = self._current
        if row is not None and row.kind == "field" and self._writable():
            if value.status not in row.field.statuses:
                self.refused(Refused(f"“{value.status}” is not allowed here."))
                return
            self._write({row.id: value})

    def action_not_reported(self) -> None:
        """Keep that the reports do not tell it."""
        self._status(Value(None, "not-reported"))

    def action_inapplicable(self) -> None:
        """Keep that it does not apply."""
        self._status(Value(None, "not-applicable"))

    def action_clear(self) -> None:
        """Take the answer away."""
        row, sheet = self._current, self._writable()
        if row is not None and sheet is not None and row.id in sheet.values:
            self._write({row.id: None})

    def action_add(self) -> None:
        """Add a row and open it; it is kept with its first answer."""
        row, sheet = self._current, self._writable()
        if row is None or sheet is None:
            return
        group = row.id.removesuffix(ADD).partition("[")[0]
        found = sheet.form.find(group)
        if found is None or found.kind != "group":
            self.refused(Refused("This field has no rows.", "Move to a group, such as results."))
            return
        number = next_row(sheet.values, group, self._new.get(group, ()))
        self._new.setdefault(group, set()).add(number)
        self._opened.add(f"{group}[{number}]")
        self._draw(keep=f"{group}[{number}].{found.fields[0].id}")

    def action_remove(self) -> None:
        """Delete the row under the cursor with all its answers, after asking."""
        row, sheet = self._current, self._writable()
        parts = parsed(row.id) if row is not None else None
        if sheet is None or parts is None or parts.row is None:
            return
        number, path = parts.row, f"{parts.field}[{parts.row}]"
        gone = dict.fromkeys(paths_of_row(sheet.values, path))

        def answered(yes: bool | None) -> None:
            if yes:
                self._new.get(parts.field, set()).discard(number)
                self._write(dict(gone))
                self._draw()

        label = sheet.form.label(path, "en")
        text = f"{len(gone)} answers go with it. u brings them back."
        self.app.push_screen(confirm(f"Delete {label}?", text, "delete"), answered)

    def action_missing(self) -> None:
        """Go to the next required answer that is left, opening its row."""
        fields = self.query_one("#fields", RowList)
        ids = list(self._rows)
        after = [*ids[fields.cursor + 1 :], *ids[: fields.cursor + 1]]
        for path in after:
            row = self._rows[path]
            if row.sign == "!" and row.kind == "row" and path not in self._opened:
                self._opened.add(path)
                self._draw(keep=path)
                self.action_missing()
                return
            if row.sign == "!" and row.kind == "field":
                fields.go_to(path)
                return
        self.told("Every required field has an answer.")

    def action_complete(self) -> None:
        """Call the entry complete, or open it again."""
        sheet = self._sheet
        if sheet is None:
            return
        place, done = self._place, not sheet.complete
        self.run_write(
            lambda: working.finish(
                self.review, f"s-{place.study}", place.form, arm=place.arm, done=done
            ),
            lambda _: self._finished(done=done),
        )

    def _finished(self, *, done: bool) -> None:
        self.told("Your entry is complete and sealed." if done else "Your entry is open again.")
        self.reload()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _cells(row: FormRow) -> Cells:
    tone = _TONES.get(row.sign, "plain")
    answer = Cell(row.text, "quiet") if row.kind in {"group", "calculated"} else row.text
    label = Cell(row.label, "bold") if row.kind == "group" else row.label
    return (Cell(row.sign, tone), label, answer, Cell(row.status, "quiet"))  # type: ignore[arg-type]
