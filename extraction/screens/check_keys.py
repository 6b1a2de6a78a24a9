"""What single keys say of a value that another extracted: right, corrected, put off, left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extraction import verifying
from extraction.drafts import Drafts
from extraction.path import row_of_path
from extraction.queries import Place
from extraction.screens.editor import Answered, EditValue
from extraction.screens.to_check import ToCheck
from extraction.value import Value
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.widgets.rows import RowList
from review.refusal import Refused

OFF: Final = "put-off"  # the key of the drafts where the paths are that were put off

CHECK_ACTIONS: Final = (
    Action("check.right", "y", "right", "The value is right: go on to the next."),
    Action("check.correct", "e", "correct", "Put another value in its place, with the reason."),
    Action("check.later", "l", "later", "Put it off; it comes again when the rest is checked."),
    Action("check.next", "n", "next", "Go to the next value that is not checked.", shown=False),
    Action("check.add", "a", "add", "Give a value that was left out, with the reason."),
    Action("check.leave-out", "d", "delete row", "The row does not belong there.", shown=False),
    Action("check.rest", "r", "all right", "All values that are left are right.", shown=False),
)


class CheckKeys(WorkspaceScreen):
    """The keys of a checking; the screen that has them draws what was said."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._check: ToCheck | None = None
        self._off: set[str] = set()
        self._onward = False  # go on to the next value once what was said is shown

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.review.store.copy_id, self.review.person, self._place)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#values", RowList)

    @property
    def _current(self) -> str:
        return self._rows.current or ""

    def action_next(self, *, here: bool = False) -> None:
        """Go to the next value that is not checked; those put off come last."""
        if self._check is None:
            return
        ids, left = list(self._rows.ids), set(self._check.now.left)
        start = self._rows.cursor + (0 if here else 1)
        turned = [path for path in (*ids[start:], *ids[:start]) if path in left]
        fresh = [path for path in turned if path not in self._off]
        if turned:
            self._rows.go_to((fresh or turned)[0])

    def action_right(self) -> None:
        """Say that the value under the cursor is right."""
        path, check = self._current, self._check
        if check is None or not path:
            return
        if path not in check.now.first.values:
            self.refused(Refused("You added this value yourself.", "e changes it."))
            return
        self._write([path])

    def action_rest(self) -> None:
        """Ask, then say that all values that are left are right."""
        left = self._check.now.left if self._check else ()
        if not left:
            self.told("Every value is checked. c finishes.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(left)

        title = f"{counted(len(left), 'value')} left: all right?"
        text = "Say so only where you have held each against the report."
        self.app.push_screen(confirm(title, text, "all are right", "go on one by one"), answered)

    def _write(self, paths: Sequence[str]) -> None:
        place = self._place
        self.run_write(lambda: verifying.confirm(self.review, place, paths), self._said)

    def _said(self, _none: None) -> None:
        self._onward = True
        self.reload()

    def action_later(self) -> None:
        """Put the value under the cursor off."""
        if self._check is None or self._current not in self._check.now.left:
            self.told("This value is checked.")
            return
        self._off.add(self._current)
        if not self._drafts.keep(OFF, sorted(self._off)):
            self.told("What is put off is forgotten when you leave: the disk takes no drafts.")
        self._rows.refresh_rows()
        self.action_next()

    def action_correct(self) -> None:
        """Ask for the value that is right, and the reason."""
        if self._check is not None and self._current:
            self._edit(self._current, self._check.value(self._current))

    def action_leave_out(self) -> None:
        """Ask why the row under the cursor does not belong there, and leave it out."""
        row, place = row_of_path(self._current), self._place
        if self._check is None or not row:
            self.refused(Refused("This is no row of a group.", "e corrects a single value."))
            return

        def answered(why: str | None) -> None:
            if why:
                self.run_write(
                    lambda: verifying.leave_out(self.review, place, row, why), self._said
                )

        label = f"{self._check.now.form.label(row, 'en')} does not belong there. Why?"
        self.app.push_screen(ask_text("Leave the row out", label, required=True), answered)

    def action_add(self) -> None:
        """Ask which field was left out, then for its value and the reason."""
        free = self._check.free() if self._check else {}
        options = [Option(path, label) for path, label in free.items()]

        def chosen(path: str | None) -> None:
            if path is not None:
                self._edit(path, None)

        if options:
            self.app.push_screen(ask_choice("What was left out?", options), chosen)
        else:
            self.told("Every field has an answer.")

    def _edit(self, path: str, value: Value | None) -> None:
        check, place = self._check, self._place
        field = check.now.form.at(path) if check else None
        if check is None or field is None:
            self.refused(Refused("The form has no such field any more."))
            return

        def answered(answer: Answered | None) -> None:
            right = answer.value if answer is not None else None
            if answer is not None and right is not None:
                why = answer.why
                self.run_write(
                    lambda: verifying.correct(self.review, place, path, right, why), self._said
                )

        label = check.now.form.label(path, "en")
        self.app.push_screen(
            EditValue(label, field, value, reports=check.reports, ask_why=True), answered
        )
