"""The parts of an answer by one key each: status, other source, note, nothing, and the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from extraction.screens.evidence import evidence
from extraction.screens.form_rows import FormRow
from extraction.screens.row_keys import RowKeys
from extraction.screens.sheet import Sheet
from extraction.status import QUOTE_SUFFICES, WITHOUT_VALUE, Status
from extraction.value import Value
from review.desk.action import Action, bindings, hint, keys_of
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.widgets.paper import Block, Paper
from review.refusal import Refused

PART_ACTIONS: Final = (
    Action("form.not-reported", "n", "not reported", "Say that no report tells it."),
    Action("form.inapplicable", "i", "n/a", "Say that it does not apply.", shown=False),
    Action(
        "form.status", "s", "status", "Say how well the answer stands in its source.", shown=False
    ),
    Action("form.other", "o", "other source", "Name a source outside the review.", shown=False),
    Action("form.note", "t", "note", "Write a note to this answer.", shown=False),
    Action("form.clear", "x", "clear", "Take the answer away.", shown=False),
    Action("form.about", "v", "about", "All about this field: help, answer, place.", shown=False),
)


class AboutField(ModalScreen[None]):
    """A field's help and its whole answer, over the form."""

    DEFAULT_CSS = """
    AboutField {
        align: center middle;
        & > Vertical { width: 72; max-width: 100%; height: auto; max-height: 95%;
                       background: $surface; border: round $primary; padding: 0 1; }
        & Paper { height: auto; max-height: 100%; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("about.close", "escape,v,q,enter", "close", "Go back to the form."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Show the text."""
        with Vertical():
            yield Paper()
            yield Static(hint(self.ACTIONS, keys_of(self.app)), classes="hint", markup=False)

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss()

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one(Paper).set_content(self._blocks)


class PartKeys(RowKeys):
    """What single keys do to the answer under the cursor."""

    def action_not_reported(self) -> None:
        """Keep that the reports do not tell it."""
        self._without("not-reported")

    def action_inapplicable(self) -> None:
        """Keep that it does not apply."""
        self._without("not-applicable")

    def _without(self, status: Status) -> None:
        """Keep a status without a value; an answer that is there is not lost by one key."""
        here = self._field()
        if here is None:
            return
        row, _sheet, old = here
        if status not in row.field.statuses:
            self.refused(Refused(f"“{status}” is not allowed here."))
        elif old is not None and old.value is not None:
            self.refused(Refused("There is an answer already.", "x clears it first."))
        else:
            self.write({row.id: replace(old or Value(), value=None, status=status)})

    def action_status(self) -> None:
        """Choose how well the answer stands in its source."""
        here = self._field()
        if here is None:
            return
        row, _sheet, old = here
        bare = old is None or old.value is None
        evident = old is not None and bool(old.quote or old.note)
        fitting = [
            status
            for status in row.field.statuses
            if (status in WITHOUT_VALUE) == bare or (bare and evident and status in QUOTE_SUFFICES)
        ]
        options = [Option(status, status.replace("-", " ")) for status in fitting]

        def chosen(status: str | None) -> None:
            if status is not None:
                self.write({row.id: replace(old or Value(), status=cast("Status", status))})

        label = "There is no answer yet: these need none." if bare else ""
        self.app.push_screen(ask_choice("How well does it stand there?", options, label), chosen)

    def action_other(self) -> None:
        """Name a source outside the review."""
        self._part(
            "Another source",
            "A manual or a website outside the review.",
            lambda value: value.other,
            lambda value, text: replace(value, other=text),
        )

    def action_note(self) -> None:
        """Write a note."""
        self._part(
            "Note",
            "",
            lambda value: value.note,
            lambda value, text: replace(value, note=text),
        )

    def _part(
        self,
        title: str,
        label: str,
        get: Callable[[Value], str],
        put: Callable[[Value, str], Value],
    ) -> None:
        here = self._field()
        if here is None:
            return
        row, _sheet, old = here
        if old is None:
            self.refused(
                Refused("There is no answer yet.", "Enter gives one, n says not reported.")
            )
            return
        value = old

        def typed(text: str | None) -> None:
            if text is not None:
                self.write({row.id: put(value, text)})

        self.app.push_screen(ask_text(title, label, get(value)), typed)

    def action_clear(self) -> None:
        """Take the answer away."""
        here = self._field()
        if here is not None and here[2] is not None:
            self.write({here[0].id: None})

    def action_about(self) -> None:
        """Show the help of the field and all about its answer, in full."""
        row, sheet = self.current, self.sheet
        if row is not None and sheet is not None:
            self.app.push_screen(AboutField(evidence(row, sheet)))

    def _field(self) -> tuple[FormRow, Sheet, Value | None] | None:
        """Return the line, sheet and answer under the cursor, where a field can be changed."""
        row = self.current
        if row is None or row.kind != "field" or not (sheet := self.writable()):
            return None
        return row, sheet, sheet.values.get(row.id)
