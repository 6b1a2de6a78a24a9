"""Filling an entry: each answer is edited alone and kept at once."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from extraction import working
from extraction.entry import missing
from extraction.path import parsed
from extraction.plausible.concern import doubtful
from extraction.screens.editor import Answered, EditValue
from extraction.screens.form_rows import (
    ADD,
    next_row,
    paths_of_row,
)
from extraction.screens.reading import SheetScreen
from extraction.screens.sheet import Sheet, field_key
from extraction.status import Status
from extraction.value import Value, to_data
from review.counting import counted
from review.desk.action import Action
from review.desk.dialogs import confirm
from review.refusal import Refused

_TONES = {"!": "warn", "+": "good"}


class FormScreen(SheetScreen):
    """The entry, changed field by field while it is open."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("form.edit", "e", "edit", "Edit this answer, as Enter does.", shown=False),
        Action("form.not-reported", "n", "not reported", "Say that no report tells it."),
        Action("form.inapplicable", "i", "n/a", "Say that it does not apply.", shown=False),
        Action("form.clear", "x", "clear", "Take the answer away.", shown=False),
        Action("form.add", "a", "add row", "Add a row to this group.", shown=False),
        Action("form.remove", "d", "delete row", "Delete the row under the cursor.", shown=False),
        Action("form.missing", "m", "missing", "Go to the next required answer that is left."),
        Action("form.complete", "c", "complete", "Call the entry complete, or open it again."),
        Action("form.close", "escape,backspace", "back", "Go back to the list of studies."),
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer changes only where the entry is open, and re-opening only before it is agreed."""
        sheet = self.sheet
        if sheet is not None and action in {"not_reported", "missing"}:
            return not sheet.sealed
        if sheet is not None and action == "complete":
            return not sheet.agreed
        return super().check_action(action, parameters)

    def on_row_list_chosen(self) -> None:
        """Edit a field, or open and close a row."""
        self.action_edit()

    def action_edit(self) -> None:
        """Edit the answer; a row of a group is opened or closed, a group gets a row."""
        row = self.current
        if row is None:
            return
        if row.kind == "row":
            self.opened ^= {row.id}
            self.draw()
        elif row.kind == "group":
            self.action_add()
        elif row.kind == "field" and (sheet := self._writable()):
            editor = EditValue(
                sheet.form.label(row.id, "en"),
                row.field,
                sheet.values.get(row.id),
                reports=sheet.reports,
                known=sheet.known.get(field_key(row.id), ()),
                check=partial(sheet.concerns_with, row.id),
            )
            self.app.push_screen(editor, lambda answer: self._answered(row.id, answer))

    def _answered(self, path: str, answer: Answered | None) -> None:
        if answer is not None:
            self._write({path: answer.value})

    def _writable(self) -> Sheet | None:
        """Return the sheet; where it is sealed, say how to open it and return None."""
        sheet = self.sheet
        if sheet is None or not sheet.sealed:
            return sheet
        if sheet.agreed:
            self.refused(Refused("This entry is agreed.", "Who agreed it can take that back: u."))
        else:
            self.refused(Refused("Your entry is complete.", "Press c to open it again."))
        return None

    def _write(self, values: dict[str, Value | None]) -> None:
        """Keep values at once; None takes one away."""
        data = {path: to_data(value) if value else None for path, value in values.items()}
        if data:
            place = self.place
            self.run_write(
                lambda: working.write_values(self.review, place, data), lambda _: self.reload()
            )

    def action_not_reported(self) -> None:
        """Keep that the reports do not tell it."""
        self._without("not-reported")

    def action_inapplicable(self) -> None:
        """Keep that it does not apply."""
        self._without("not-applicable")

    def _without(self, status: Status) -> None:
        """Keep a status without a value; an answer that is there is not lost by one key."""
        row = self.current
        if row is None or row.kind != "field" or not (sheet := self._writable()):
            return
        if status not in row.field.statuses:
            self.refused(Refused(f"“{status}” is not allowed here."))
        elif (old := sheet.values.get(row.id)) and old.value is not None:
            self.refused(Refused("There is an answer already.", "x clears it first."))
        else:
            self._write({row.id: Value(None, status)})

    def action_clear(self) -> None:
        """Take the answer away."""
        row, sheet = self.current, self._writable()
        if row is not None and sheet is not None and row.id in sheet.values:
            self._write({row.id: None})

    def action_add(self) -> None:
        """Add a row and open it; it is kept with its first answer."""
        row, sheet = self.current, self._writable()
        if row is None or sheet is None:
            return
        group = row.id.removesuffix(ADD).partition("[")[0]
        found = sheet.form.find(group)
        if found is None or found.kind != "group":
            self.refused(Refused("This field has no rows.", "Move to a group, such as results."))
            return
        number = next_row(sheet.values, group, self.new.get(group, ()))
        self.new.setdefault(group, set()).add(number)
        self.opened.add(f"{group}[{number}]")
        self.draw(keep=f"{group}[{number}].{found.fields[0].id}")

    def action_remove(self) -> None:
        """Delete the row under the cursor with all its answers, after asking."""
        row, sheet = self.current, self._writable()
        parts = parsed(row.id) if row is not None else None
        if sheet is None or parts is None or parts.row is None:
            return
        number, path = parts.row, f"{parts.field}[{parts.row}]"
        gone = dict.fromkeys(paths_of_row(sheet.values, path))

        def answered(yes: bool | None) -> None:
            if yes:
                self.new.get(parts.field, set()).discard(number)
                self._write(dict(gone))
                self.draw()

        label = sheet.form.label(path, "en")
        text = f"{len(gone)} answers go with it. u brings them back."
        self.app.push_screen(confirm(f"Delete {label}?", text, "delete"), answered)

    def action_complete(self) -> None:
        """Call the entry complete, after saying what is doubtful in it, or open it again."""
        sheet = self.sheet
        if sheet is None:
            return
        doubts = (
            () if sheet.complete or missing(sheet.form, sheet.values) else doubtful(sheet.concerns)
        )
        if not doubts:
            self._finish(done=not sheet.complete)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._finish(done=True)

        told = "\n".join(f"{sheet.form.label(one.path, 'en')}: {one.line}" for one in doubts)
        title = f"Complete, with {counted(len(doubts), 'thing')} to look at again?"
        self.app.push_screen(confirm(title, told, "complete it all the same", "go back"), answered)

    def _finish(self, *, done: bool) -> None:
        place = self.place
        study = f"s-{place.study}"

        def finished(_filled: object) -> None:
            self.told("Your entry is complete and sealed." if done else "It is open again.")
            self.reload()

        self.run_write(
            lambda: working.finish(self.review, study, place.form, part=place.part, done=done),
            finished,
        )
