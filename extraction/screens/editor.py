"""Editing one value: the answer, how well it is reported, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select, SelectionList, Static, TextArea

from extraction.checking import read, read_back
from extraction.field import Field
from extraction.plausible.concern import Concern
from extraction.screens.editors import ChoiceEditor, ChoicesEditor, TextEditor, editor_for
from extraction.value import Value, from_data
from review.clean import drawable, one_line
from review.desk.action import Action, bindings, hint, key_named, keys_of
from review.desk.dialogs import confirm
from review.desk.once import Question
from review.desk.widgets.typing import TypedLine
from review.refusal import Refused

# What there is to look at again about an answer, were it kept.
Check = Callable[[Value | None], Sequence[Concern]]
# Keeps what is typed so far, or with None forgets it; False where it cannot.
Keep = Callable[[Mapping[str, Any] | None], bool]
_BACK_AGAIN = "What you typed before is here again; Escape throws it away."
_NOT_KEPT = "What you type is kept only when you save: the disk takes no drafts."


@dataclass(frozen=True, slots=True)
class Answered:
    """What the editor was left with; a `value` of None is an answer taken away.

    `onward` asks for the next field at once.
    """

    value: Value | None
    why: str = ""
    onward: bool = False


class EditValue(Question[Answered | None]):
    """One value with its evidence; None where the person stepped back.

    With `ask_why` a reason is asked for, and the answer is refused without one.
    """

    DEFAULT_CSS = """
    EditValue {
        align: center middle;
        #edit { width: 90; max-width: 98%; height: auto; max-height: 100%; padding: 0 2;
                background: $surface; border: round $primary; }
        &.beside { align: center top; background: transparent; }
        &.-wide.beside { align: left middle; }
        &.-wide.beside #edit { width: 60; }
        .title { text-style: bold; height: auto; }
        .help { color: $text-muted; height: auto; max-height: 3; }
        VerticalScroll { height: auto; max-height: 20; margin-top: 1; }
        Horizontal { height: auto; }
        .label { width: 9; color: $text-muted; }
        #quote { height: 3; }
        Select { width: 1fr; }
        #concerns { color: $text-warning; height: auto; max-height: 4; }
        #wrong { color: $text-error; text-style: bold; height: auto; max-height: 3; }
        .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("editor.entered", "enter", "save", "Save from a line.", where="line"),
        Action("editor.save", "ctrl+o", "save", "Save.", where="prose", first=True),
        Action("editor.onward", "ctrl+n", "save, next", "Next field.", where="prose", first=True),
        Action("editor.cancel", "escape", "cancel", "Step back.", where="prose"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(
        self,
        title: str,
        field: Field,
        value: Value | None,
        *,
        reports: Mapping[str, str] | None = None,
        known: Sequence[str] = (),
        language: str = "en",
        ask_why: bool = False,
        check: Check | None = None,
        draft: Mapping[str, Any] | None = None,
        keep: Keep | None = None,
    ) -> None:
        super().__init__()
        self._check, self._keep, self._drafted = check, keep, draft is not None
        self._title, self._field = title, field
        self._value = value = from_data(draft) if draft is not None else value
        self._reports, self._ask_why = dict(reports or {}), ask_why
        self._language = language
        self._editor = editor_for(field, value, known, language)
        self._before: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Show the answer, then status, place and words."""
        value = self._value or Value()
        with Vertical(id="edit"):
            yield Static(one_line(self._title), classes="title", markup=False)
            if told := self._field.help_text(self._language):
                yield Static(drawable(told), classes="help", markup=False)
            with VerticalScroll(can_focus=False):
                yield from self._part("Answer", self._editor)
                statuses = [(status.replace("-", " "), status) for status in self._field.statuses]
                chosen = value.status if value.status in self._field.statuses else statuses[0][1]
                yield from self._part(
                    "Status",
                    Select(statuses, value=chosen, allow_blank=False, compact=True, id="status"),
                )
                yield from self._part("Page", TypedLine(value.page, compact=True, id="page"))
                quote = TextArea(value.quote, compact=True, id="quote", show_line_numbers=False)
                yield from self._part("Quote", quote)
                yield from self._part("Note", TypedLine(value.note, compact=True, id="note"))
                if len(self._reports) > 1:
                    yield from self._part("Report", self._report(value.report))
                outside = "a manual or website outside the review"
                other = TypedLine(value.other, compact=True, id="other", placeholder=outside)
                yield from self._part("Other", other)
                if self._ask_why:
                    yield from self._part("Why", TypedLine(compact=True, id="why"))
            yield Static("", id="concerns", markup=False)
            yield Static("", id="wrong", markup=False)
            entered, *others = self.ACTIONS
            keys = keys_of(self.app)
            line = f"{hint(others, keys)}   Tab: part"
            # In a text of several lines Enter begins a new one.
            if not isinstance(self._editor, TextEditor):
                line = f"{key_named(entered, keys)}, {line}"
            yield Static(line, classes="hint", markup=False)

    @property
    def has_line(self) -> bool:
        """Say whether the answer is typed, and not chosen."""
        return not isinstance(self._editor, ChoiceEditor | ChoicesEditor)

    def on_mount(self) -> None:
        """Begin in the answer."""
        self._before = {} if self._drafted else self._raw()
        if self._drafted:
            self._say(_BACK_AGAIN)
        for child in self._editor.children:
            if child.can_focus:
                # At once, not after the keys that wait: they would belong to nothing.
                self.set_focus(child)
                break

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(OptionList.OptionHighlighted)
    @on(SelectionList.SelectedChanged)
    def _look_over(self) -> None:
        """Keep what is typed so far, and say what there is to look at again in it."""
        raw = self._raw()
        if self._keep and raw != self._before and not self._keep(raw or {"value": ""}):
            self._say(_NOT_KEPT)
        try:
            value = read(self._field, raw)
        except Refused:
            # Half a number is no number yet; saving says what is wrong.
            self.query_one("#concerns", Static).update("")
            return
        found = self._check(value) if self._check else ()
        lines = [drawable(one.line) for one in found]
        if back := read_back(self._field, raw.get("value"), value):
            lines.insert(0, back)
        self.query_one("#concerns", Static).update("\n".join(lines))

    def action_entered(self) -> None:
        """Save from any line."""
        self.action_save()

    def on_value_editor_picked(self) -> None:
        """Save when an option is picked."""
        self.action_save()

    def on_key(self, event: Key) -> None:
        """Take what was typed before the editor had the keys; pick or tick an option by number."""
        editor = self._editor
        if self.took_ahead(event):
            event.stop()
        elif event.key.isdigit() and isinstance(editor, ChoiceEditor | ChoicesEditor):
            event.stop()
            editor.pick(int(event.key))

    def action_onward(self) -> None:
        """Save, and go on with the next field."""
        self._once_typed(partial(self._save, onward=True))

    def action_save(self) -> None:
        """Save what was typed."""
        self._once_typed(self._save)

    def _once_typed(self, then: Callable[[], None]) -> None:
        """Call `then` once all that was typed before has arrived in its line."""
        (self.focused or self).call_later(then)

    def _save(self, *, onward: bool = False) -> None:
        """Check what was typed; leave with it, or say what is wrong."""
        try:
            value = read(self._field, self._raw())
        except Refused as refusal:
            self._say(str(refusal))
            return
        why = one_line(self.query_one("#why", Input).value) if self._ask_why else ""
        if self._ask_why and (value is None or not why):
            self._say("Another value needs an answer and a reason: write why.")
            return
        self._forget()
        self.dismiss(Answered(value, why, onward))

    def action_cancel(self) -> None:
        """Leave; ask first where something was changed."""
        if self._raw() == self._before:
            self._forget()
            self.dismiss(None)
            return

        def answered(away: bool | None) -> None:
            if away:
                self._forget()
                self.dismiss(None)

        self.app.push_screen(confirm("Throw away what you typed?", yes="throw away"), answered)

    def _forget(self) -> None:
        if self._keep:
            self._keep(None)

    def _part(self, name: str, widget: Widget) -> ComposeResult:
        with Horizontal():
            yield Static(name, classes="label", markup=False)
            yield widget

    def _report(self, chosen: str) -> Select[str]:
        options = [(one_line(text), report) for report, text in self._reports.items()]
        if chosen in self._reports:
            return Select(options, value=chosen, compact=True, id="report", prompt="which report")
        return Select(options, compact=True, id="report", prompt="which report")

    def _raw(self) -> dict[str, Any]:
        """Return everything typed, as `extraction.checking.read` takes it."""
        value = self._value or Value()
        lines = {one: self.query_one(f"#{one}", Input).value for one in ("page", "note", "other")}
        raw: dict[str, Any] = {
            "value": self._editor.raw,
            "status": self.query_one("#status", Select).value,
            "quote": self.query_one("#quote", TextArea).text,
            "unit": value.unit,
            "report": value.report,
            **lines,
        }
        for one in self.query("#report").results(Select):
            raw["report"] = "" if one.is_blank() else str(one.value)
        blank = raw["value"] in (None, "", []) and raw["status"] == "reported"
        if blank and not any(raw[key] for key in ("page", "quote", "note", "other")):
            return {}
        return {key: part for key, part in raw.items() if part not in ("", None)}

    def _say(self, text: str) -> None:
        self.query_one("#wrong", Static).update(drawable(text))
