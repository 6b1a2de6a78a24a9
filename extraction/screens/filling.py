"""Filling an entry: each answer is edited alone and kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from extraction import working
from extraction.bias import judging
from extraction.entry import missing
from extraction.plausible.concern import doubtful
from extraction.quoting import Quote, answer_from
from extraction.row_editing import Changes
from extraction.screens.editor import Answered, EditValue
from extraction.screens.form_rows import FormRow, next_field
from extraction.screens.parts import PART_ACTIONS, PartKeys
from extraction.screens.reading import READING_ACTIONS
from extraction.screens.row_keys import ROW_ACTIONS
from extraction.screens.sheet import Sheet
from extraction.screens.source_pane import SourcePane
from extraction.value import Value, to_data
from review.counting import counted
from review.desk.action import Action
from review.desk.dialogs import confirm
from review.desk.widgets.rows import RowList
from review.refusal import Refused

_CHANGING = frozenset(
    {"not_reported", "missing", "unanswered", "inapplicable", "status", "other", "note", "clear"}
    | {"add", "copy", "up", "down", "remove"}
)


class FormScreen(PartKeys):
    """The entry, changed field by field while it is open."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("form.edit", "e", "edit", "Edit this answer, as Enter does.", shown=False),
        *PART_ACTIONS,
        *ROW_ACTIONS,
        *READING_ACTIONS[:-1],
        Action(
            "form.accept", "b", "take", "Take what the tool proposes where I judged not.", False
        ),
        Action("form.complete", "c", "complete", "Call the entry complete, or open it again."),
        READING_ACTIONS[-1],
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer changes only where the entry is open, and re-opening only before it is agreed."""
        sheet = self.sheet
        if sheet is not None and action in _CHANGING:
            return not sheet.sealed
        if sheet is not None and action == "accept":
            return sheet.tool is not None and not sheet.sealed
        if sheet is not None and action == "complete":
            return not sheet.agreed
        return super().check_action(action, parameters)

    def shown_first(self, sheet: Sheet) -> None:
        """Say where something was typed and not kept, as when the program was ended."""
        typed = [path for path in self.drafts.all() if sheet.form.at(path) is not None]
        if typed and not sheet.sealed:
            label = sheet.form.label(typed[0], "en")
            self.told(f"What you were typing at “{label}” is here: Enter there goes on.")

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
        elif row.kind == "field" and (sheet := self.writable()):
            self._edit(row, sheet, sheet.values.get(row.id))

    def _edit(self, row: FormRow, sheet: Sheet, value: Value | None) -> None:
        """Open the editor on `value`, or on what was typed there before and not kept."""
        path, drafts = row.id, self.drafts
        draft = drafts.all().get(path)
        editor = EditValue(
            sheet.form.label(path, "en"),
            row.field,
            value,
            reports=sheet.reports,
            known=sheet.suggestions(path),
            check=partial(sheet.concerns_with, path),
            draft=draft if isinstance(draft, dict) else None,
            keep=partial(drafts.keep, path),
        )
        editor.set_class(self.reading, "beside")
        self.app.push_screen(editor, partial(self._answered, path))

    def _answered(self, path: str, answer: Answered | None) -> None:
        if answer is None:
            self.draw()
            return
        onward = next_field(list(self.lines.values()), path) if answer.onward else None
        self.write({path: answer.value})
        # The next field opens at once, not after the write: what is typed meanwhile belongs there.
        if onward is not None and (sheet := self.sheet) is not None:
            self.query_one("#fields", RowList).go_to(onward.id)
            self._edit(onward, sheet, sheet.values.get(onward.id))

    def writable(self) -> Sheet | None:
        """Return the sheet; where it is sealed, say how to open it and return None."""
        sheet = self.sheet
        if sheet is None or not sheet.sealed:
            return sheet
        if sheet.agreed:
            self.refused(Refused("This entry is agreed.", "Who agreed it can take that back: u."))
        else:
            self.refused(Refused("Your entry is complete.", "Press c to open it again."))
        return None

    def write(self, values: Changes) -> None:
        """Keep values at once; None takes one away."""
        data: Mapping[str, dict[str, Any] | None] = {
            path: to_data(value) if value else None for path, value in values.items()
        }
        if not data:
            return
        place = self.place
        self.run_write(
            lambda: working.write_values(self.review, place, data), lambda _: self.reload()
        )

    def on_source_pane_quoted(self, quoted: SourcePane.Quoted) -> None:
        """Put a passage, its page and its report beside the answer, or take it as the answer."""
        row, sheet = self.current, self.writable()
        if sheet is None:
            return
        if row is None or row.kind != "field":
            self.refused(Refused("No field is under the cursor.", "Escape, and move to one."))
            return
        quote = Quote(quoted.text, quoted.page, quoted.report)
        value = sheet.values.get(row.id)
        if quoted.answer:
            try:
                self.write({row.id: answer_from(row.field, value, quote)})
            except Refused as refusal:
                self.refused(refusal)
                return
        elif value is None:
            self._edit(row, sheet, quote.beside(None))
        else:
            self.write({row.id: quote.beside(value)})
            self.told(f"Quoted from page {quote.page}.")
        self.query_one("#fields").focus()

    def action_accept(self) -> None:
        """Take the judgements that the tool proposes, where the person has none of their own."""
        place, study = self.place, f"s-{self.place.study}"

        def taken(own: judging.Judging) -> None:
            self.told(f"{counted(own.written, 'answer')} taken from what the tool proposes.")
            self.reload()

        self.run_write(
            lambda: judging.judge(self.review, study, place.form, part=place.part, accept=True),
            taken,
        )

    def action_complete(self) -> None:
        """Call the entry complete, after saying what is doubtful in it, or open it again."""
        sheet = self.sheet
        if sheet is None:
            return
        whole = not sheet.complete and not missing(sheet.form, sheet.values)
        doubts = doubtful(sheet.concerns) if whole else ()
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

        def finished(filled: working.Filled) -> None:
            told = "Your entry is complete and sealed." if done else "It is open again."
            if filled.both:
                told = "Both entries are complete: Escape, then Enter on the study compares them."
            self.told(told)
            self.reload()

        self.run_write(
            lambda: working.finish(self.review, study, place.form, part=place.part, done=done),
            finished,
        )
