"""Questions over a screen: a line of text, a choice, a yes or no.

`screen = ask_text(...)`, then `self.app.push_screen(screen, callback)`, or in an async worker
`await self.app.push_screen_wait(screen)`. Escape answers None (False for `confirm`). What answers
and what steps back are commands like any other: told at the foot, and remapped by their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Key
from textual.widgets import OptionList, SelectionList, Static
from textual.widgets.option_list import Option as Row
from textual.widgets.selection_list import Selection

from review.clean import drawable, one_line
from review.desk.action import Action, bindings, hint, keys_of
from review.desk.moving import OPEN, TICK
from review.desk.once import Question
from review.desk.widgets.choices import Choices
from review.desk.widgets.ticks import TickList
from review.desk.widgets.typing import TypedLine

YES = Action("question.yes", "y", "yes", "Do it.")
NO = Action("question.no", "n,escape,q", "no", "Leave it.")
YES_OR_NO = (YES, NO)

_FRAME = """
    AskText, AskChoice, AskSeveral, Confirm { align: center middle; }
    .ask { width: 72; max-width: 95%; height: auto; max-height: 90%; padding: 1 2;
           background: $surface; border: round $primary; }
    .ask .title { text-style: bold; height: auto; }
    .ask .label { height: auto; }
    .ask .hint { color: $text-muted; height: auto; margin-top: 1; }
    .ask Input { margin-top: 1; }
    .ask OptionList { height: auto; max-height: 50vh; margin-top: 1; }
    .ask VerticalScroll { height: auto; max-height: 14; }
"""


def _number(event: Key) -> int:
    """Return the digit that was pressed, 0 for anything else."""
    return int(event.key) if event.key in set("123456789") else 0


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: what it is called in code, and what is read."""

    id: str
    text: str


def _numbered(number: int, option: Option) -> str:
    """Return an option as a line with the digit that chooses it, for the first nine."""
    return f"{number if number in range(1, 10) else ' '}  {one_line(option.text)}"


class AskText(Question[str | None]):
    """A line of text; None where the person stepped back."""

    DEFAULT_CSS = _FRAME
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("line.done", "enter", "done", "Answer with what is typed.", where="line"),
        Action("line.cancel", "escape", "cancel", "Step back.", where="line"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, label: str, value: str, *, required: bool) -> None:
        super().__init__()
        self._words, self._value, self._required = (title, label), value, required

    def compose(self) -> ComposeResult:
        """Show title, text, the line and the keys."""
        title, label = self._words
        with Vertical(classes="ask"):
            yield Static(one_line(title), classes="title", markup=False)
            if label:
                yield Static(drawable(label), classes="label", markup=False)
            yield TypedLine(self._value, select_on_focus=False)
            yield Static(hint(self.ACTIONS, keys_of(self.app)), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Give the line the keys at once, not after those that wait."""
        self.set_focus(self.query_one(TypedLine))

    def on_key(self, event: Key) -> None:
        """Take what was typed before the line had the keys."""
        if self.took_ahead(event):
            event.stop()

    @property
    def has_line(self) -> bool:
        """Say that there is a line to be typed into."""
        return True

    def action_done(self) -> None:
        """Answer with what was typed; where something is required, an empty line does not."""
        typed = self.query_one(TypedLine).value.strip()
        if typed or not self._required:
            self.dismiss(typed)

    def action_cancel(self) -> None:
        """Step back."""
        self.dismiss(None)


class AskChoice(Question[str | None]):
    """One of several options, by arrows and Enter or by its number."""

    DEFAULT_CSS = _FRAME
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("choice.cancel", "escape", "cancel", "Step back.", where="moving"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, title: str, label: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._words, self._options = (title, label), options

    def compose(self) -> ComposeResult:
        """Show the options with their numbers."""
        title, label = self._words
        with Vertical(classes="ask"):
            yield Static(one_line(title), classes="title", markup=False)
            if label:
                yield Static(drawable(label), classes="label", markup=False)
            yield Choices(
                *(
                    Row(Content(_numbered(number, option)))
                    for number, option in enumerate(self._options, 1)
                )
            )
            keys = hint((replace(OPEN, label="choose"), *self.ACTIONS), keys_of(self.app))
            yield Static(f"Number or {keys}", classes="hint", markup=False)

    def action_cancel(self) -> None:
        """Step back."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the option under the cursor."""
        event.stop()
        self.dismiss(self._options[event.option_index].id)

    def on_key(self, event: Key) -> None:
        """Take a digit as an answer."""
        if (number := _number(event)) and number <= len(self._options):
            event.stop()  # else the digit would go on to the desk and change the workspace
            self.dismiss(self._options[number - 1].id)


class AskSeveral(Question[tuple[str, ...] | None]):
    """Any number of options, ticked with Space or their number and confirmed with Enter."""

    DEFAULT_CSS = _FRAME
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("ticks.done", "enter", "done", "It is ticked.", where="moving", first=True),
        Action("ticks.cancel", "escape", "cancel", "Step back.", where="moving"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(
        self, title: str, label: str, options: Sequence[Option], ticked: Sequence[str]
    ) -> None:
        super().__init__()
        self._words, self._options, self._ticked = (title, label), options, ticked

    def compose(self) -> ComposeResult:
        """Show the options with their numbers and ticks."""
        title, label = self._words
        with Vertical(classes="ask"):
            yield Static(one_line(title), classes="title", markup=False)
            if label:
                yield Static(drawable(label), classes="label", markup=False)
            yield TickList(
                *(
                    Selection(
                        Content(_numbered(number, option)),
                        option.id,
                        option.id in self._ticked,
                    )
                    for number, option in enumerate(self._options, 1)
                )
            )
            keys = hint((TICK, *self.ACTIONS), keys_of(self.app))
            yield Static(f"Number or {keys}", classes="hint", markup=False)

    def on_key(self, event: Key) -> None:
        """Tick an option by its number."""
        if (number := _number(event)) and number <= len(self._options):
            event.stop()
            self.query_one(SelectionList).toggle(self._options[number - 1].id)

    def action_cancel(self) -> None:
        """Step back."""
        self.dismiss(None)

    def action_done(self) -> None:
        """Answer once the keys pressed before have arrived, which come up from the list."""
        self._onward(self.query_one(TickList))

    def _onward(self, reached: DOMNode | None) -> None:
        if reached is None or reached is self:
            self.call_later(self._answer)
        else:
            reached.call_later(self._onward, reached.parent)

    def _answer(self) -> None:
        """Answer with what is ticked, in the order of the options."""
        chosen = set(self.query_one(SelectionList).selected)
        self.dismiss(tuple(option.id for option in self._options if option.id in chosen))


class Confirm(Question[bool]):
    """Yes or no; anything but yes is no."""

    DEFAULT_CSS = _FRAME
    ACTIONS: ClassVar[tuple[Action, ...]] = YES_OR_NO
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(YES_OR_NO)]

    def __init__(self, title: str, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._title, self._text, self._answers = title, text, (yes, no)

    def compose(self) -> ComposeResult:
        """Show what would happen and the two keys."""
        yes, no = self._answers
        with Vertical(classes="ask"):
            yield Static(one_line(self._title), classes="title", markup=False)
            with VerticalScroll():
                yield Static(drawable(self._text), classes="label", markup=False)
            answers = (replace(YES, label=yes), replace(NO, label=no))
            yield Static(hint(answers, keys_of(self.app)), classes="hint", markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)


def ask_text(title: str, label: str = "", value: str = "", *, required: bool = False) -> AskText:
    """Return a question for a line of text; its answer is stripped, None for Escape."""
    return AskText(title, label, value, required=required)


def ask_choice(title: str, options: Sequence[Option], label: str = "") -> AskChoice:
    """Return a question whose answer is the id of one option, None for Escape."""
    return AskChoice(title, label, options)


def ask_several(
    title: str, options: Sequence[Option], ticked: Sequence[str] = (), label: str = ""
) -> AskSeveral:
    """Return a question whose answer is a tuple of ids in the options' order, None for Escape."""
    return AskSeveral(title, label, options, ticked)


def confirm(title: str, text: str = "", yes: str = "yes", no: str = "no") -> Confirm:
    """Return a question whose answer is True only for the key `y`."""
    return Confirm(title, text, yes, no)
