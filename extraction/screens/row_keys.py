"""The rows of repeating groups by keys: added, copied, put into order, deleted."""

from __future__ import annotations

from typing import Final

from extraction.field import Field
from extraction.path import parsed
from extraction.row_editing import Changes, copied, moved
from extraction.screens.form_rows import ADD, next_row, paths_of_row
from extraction.screens.reading import SheetScreen
from extraction.screens.sheet import Sheet
from review.desk.action import Action
from review.desk.dialogs import confirm
from review.refusal import Refused

ROW_ACTIONS: Final = (
    Action("form.add", "a", "add row", "Add a row to this group.", shown=False),
    Action("form.copy", "y", "copy row", "Add a row named as this one is.", shown=False),
    Action("form.up", "left_square_bracket", "row up", "Put this row one up.", shown=False),
    Action("form.down", "right_square_bracket", "row down", "Put this row one down.", shown=False),
    Action("form.remove", "d", "delete row", "Delete the row under the cursor.", shown=False),
)


class RowKeys(SheetScreen):
    """What a form can do with the rows of its groups; `write` and `writable` come with it."""

    def writable(self) -> Sheet | None:
        """Return the sheet where it can be written to."""
        raise NotImplementedError

    def write(self, values: Changes) -> None:
        """Keep values at once; None takes one away."""
        raise NotImplementedError

    def action_add(self) -> None:
        """Add a row and open it; it is kept with its first answer."""
        row, sheet = self.current, self.writable()
        if row is None or sheet is None:
            return
        group = sheet.form.find(row.id.removesuffix(ADD).partition("[")[0])
        if group is None or group.kind != "group":
            self.refused(Refused("This field has no rows.", "Move to a group, such as results."))
            return
        number = self._new_row(sheet, group)
        self.draw(keep=f"{group.id}[{number}].{group.fields[0].id}")

    def action_copy(self) -> None:
        """Add a row that is named as the one under the cursor; its numbers are left to fill."""
        here = self._here()
        if here is None:
            return
        sheet, group, row = here
        changes = copied(group, sheet.values, row, next_row(sheet.values, group.id, ()))
        if not changes:
            self.refused(Refused("This row has no name yet.", "Fill its first fields."))
            return
        number = self._new_row(sheet, group)
        child = next((f for f in group.fields if f.key and f.id not in _children(changes)), None)
        self.go_on_at(f"{group.id}[{number}].{(child or group.fields[0]).id}")
        self.write(copied(group, sheet.values, row, number))

    def action_up(self) -> None:
        """Put the row one up."""
        self._move(-1)

    def action_down(self) -> None:
        """Put the row one down."""
        self._move(1)

    def _move(self, step: int) -> None:
        here = self._here()
        if here is None:
            return
        sheet, group, row = here
        changes, number = moved(group, sheet.values, row, step)
        if not changes:
            self.told(f"This is the {'first' if step < 0 else 'last'} row.")
            return
        was_open = [f"{group.id}[{one}]" in self.opened for one in (row, number)]
        for one, is_open in ((number, was_open[0]), (row, was_open[1])):
            path = f"{group.id}[{one}]"
            (self.opened.add if is_open else self.opened.discard)(path)
        self.go_on_at(f"{group.id}[{number}]")
        self.write(changes)

    def action_remove(self) -> None:
        """Delete the row under the cursor with all its answers, after asking."""
        here = self._here()
        if here is None:
            return
        sheet, group, number = here
        path = f"{group.id}[{number}]"
        gone = dict.fromkeys(paths_of_row(sheet.values, path))

        def answered(yes: bool | None) -> None:
            if yes:
                self.new.get(group.id, set()).discard(number)
                self.write(dict(gone))
                self.draw()

        label = sheet.form.label(path, "en")
        text = f"{len(gone)} answers go with it. u brings them back."
        self.app.push_screen(confirm(f"Delete {label}?", text, "delete"), answered)

    def _here(self) -> tuple[Sheet, Field, int] | None:
        """Return sheet, group and number of the row under the cursor; say where there is none."""
        row, sheet = self.current, self.writable()
        parts = parsed(row.id) if row is not None else None
        if sheet is None:
            return None
        group = sheet.form.find(parts.field) if parts is not None else None
        if parts is None or parts.row is None or group is None:
            self.refused(Refused("This is no row of a group.", "Move to a row, such as a result."))
            return None
        return sheet, group, parts.row

    def _new_row(self, sheet: Sheet, group: Field) -> int:
        number = next_row(sheet.values, group.id, self.new.get(group.id, ()))
        self.new.setdefault(group.id, set()).add(number)
        self.opened.add(f"{group.id}[{number}]")
        return number


def _children(changes: Changes) -> set[str]:
    return {path.rpartition(".")[2] for path in changes}
