"""A question for a longer text, an abstract for instance."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from review.clean import drawable, one_line
from review.desk.action import Action, bindings, hint, keys_of
from review.desk.dialogs import confirm
from review.desk.once import Question


class ProseScreen(Question[str | None]):
    """A text of several lines; None where the person stepped back."""

    DEFAULT_CSS = """
    ProseScreen {
        align: center middle;
        & > Vertical { width: 90; max-width: 100%; height: 85%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; }
        & TextArea { height: 1fr; }
        & .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "prose.done", "f2,ctrl+s", "done", "Answer with the text.", where="prose", first=True
        ),
        Action("prose.cancel", "escape", "cancel", "Step back.", where="prose", first=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text, self._before = title, text, ""

    def compose(self) -> ComposeResult:
        """Show title, text and keys."""
        with Vertical():
            yield Static(one_line(self._title), classes="title", markup=False)
            yield TextArea(drawable(self._text), compact=True, show_line_numbers=False)
            yield Static(hint(self.ACTIONS, keys_of(self.app)), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self._before = self.query_one(TextArea).text
        self.query_one(TextArea).focus()

    def action_cancel(self) -> None:
        """Step back; what was written is thrown away only when that is meant."""
        if self.query_one(TextArea).text == self._before:
            self.dismiss(None)
            return
        question = confirm("Throw away what you wrote?", "", "throw it away", "go on writing")
        self.app.push_screen(question, self._thrown_away)

    def _thrown_away(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)

    def action_done(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one(TextArea).text.strip())
