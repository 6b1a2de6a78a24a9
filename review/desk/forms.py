"""A question of several lines, each with its name; Enter goes on, and on the last line is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.suggester import Suggester, SuggestFromList
from textual.widgets import Input, Static

from review.clean import drawable, one_line
from review.desk.action import Action, bindings, hint, keys_of
from review.desk.once import Question
from review.desk.widgets.typing import TypedLine

Values = Mapping[str, str]
_ROW = 66  # letters that surely fit into a row of the form, words kept whole
Check = Callable[[Values], tuple[str, str] | None]  # the line that is wrong, and why


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of a form."""

    id: str
    label: str
    value: str = ""
    hint: str = ""  # what an empty line shows
    options: tuple[str, ...] = ()
    path: bool = False  # completed from the folders of this machine
    told: str = ""  # what it is for, shown below the lines while one is in it; by default the hint


def _told(line: Ask) -> str:
    text = line.told or line.hint
    return drawable(f"{line.label}: {text}") if text else ""


class PathSuggester(Suggester):
    """Completes paths, seen from the folder where the program was started."""

    def __init__(self, folder: Path) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folder = folder

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` with the first name that goes on with it."""
        return _completed(self._folder, value)


def _completed(folder: Path, value: str) -> str | None:
    head, slash, begun = value.rpartition("/")
    try:
        names = sorted(
            child.name + ("/" if child.is_dir() else "")
            for child in (folder / Path(head + slash).expanduser()).iterdir()
            if child.name.startswith(begun) and (begun or not child.name.startswith("."))
        )
    except (OSError, RuntimeError):  # no such folder, or no such ~user
        return None
    return head + slash + names[0] if value and names else None


class FormScreen(Question[dict[str, str] | None]):
    """The form; its answer is every line by its id, stripped, None for Escape."""

    DEFAULT_CSS = """
    FormScreen {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%;
                       background: $surface; border: round $primary; padding: 0 1; }
        & .title { text-style: bold; }
        & .about, & .hint { color: $text-muted; height: auto; }
        & .told { color: $text-primary; height: auto; }
        & .wrong { color: $text-error; height: auto; }
        & Horizontal { height: 1; }
        & .label { width: 15; }
        & Input { width: 1fr; }
        & .about, & .lines { margin-bottom: 1; height: auto; }
    }
    """
    # Enter comes first, so that what is typed after it at once goes into the next line.
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "form.next", "enter", "next", "Next line; on the last, done.", where="line", first=True
        ),
        Action(
            "form.done", "f2,ctrl+s", "done", "Answer with the lines.", where="line", first=True
        ),
        Action("form.up", "up", "up", "The line before.", shown=False, where="line"),
        Action("form.down", "down", "down", "The line after.", shown=False, where="line"),
        Action("form.cancel", "escape", "cancel", "Step back.", where="line"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(
        self, title: str, lines: Sequence[Ask], check: Check, *, about: str = "", folder: Path
    ) -> None:
        super().__init__()
        self._title, self._about, self._lines = title, about, lines
        self._check, self._folder = check, folder

    def compose(self) -> ComposeResult:
        """Show title, lines and keys."""
        with Vertical():
            yield Static(one_line(self._title), classes="title", markup=False)
            if self._about:
                yield Static(drawable(self._about), classes="about", markup=False)
            with Vertical(classes="lines"):
                for line in self._lines:
                    with Horizontal():
                        yield Static(line.label, classes="label", markup=False)
                        yield TypedLine(
                            line.value,
                            placeholder=line.hint,
                            compact=True,
                            select_on_focus=False,
                            suggester=self._suggester(line),
                            id=f"line-{line.id}",
                        )
            yield Static("", classes="told", markup=False)
            yield Static("", classes="wrong", markup=False)
            yield Static(self._hint(), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Keep as many rows for what lines are for as the longest text takes."""
        longest = max((len(_told(line)) for line in self._lines), default=0)
        self.query_one(".told", Static).styles.min_height = -(-longest // _ROW)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell what the line is for that one has come to."""
        for line in self._lines:
            if event.widget.id == f"line-{line.id}":
                self.query_one(".told", Static).update(_told(line))

    def _hint(self) -> str:
        """Return the keys at the foot; what is completed is completed by Right."""
        shown = [action for action in self.ACTIONS if action.shown]
        keys = hint(shown, keys_of(self.app))
        completed = any(line.path or line.options for line in self._lines)
        return f"{keys}   Right: complete" if completed else keys

    def action_up(self) -> None:
        """Go to the line before."""
        self.focus_previous()

    def action_down(self) -> None:
        """Go to the line after."""
        self.focus_next()

    def action_cancel(self) -> None:
        """Step back."""
        self.dismiss(None)

    async def action_next(self) -> None:
        """Go to the next line, or answer on the last once all that was typed there has arrived."""
        last = self.query_one(f"#line-{self._lines[-1].id}", Input)
        if self.focused is last:
            await last.action_submit()
        else:
            self.focus_next()

    async def action_done(self) -> None:
        """Answer with the lines as they are, wherever the cursor is."""
        await self.query_one(f"#line-{self._lines[-1].id}", Input).action_submit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check and answer."""
        event.stop()
        values = {
            line.id: self.query_one(f"#line-{line.id}", Input).value.strip() for line in self._lines
        }
        wrong = self._check(values)
        if wrong is None:
            self.dismiss(values)
            return
        name, why = wrong
        self.query_one(".wrong", Static).update(drawable(why))
        self.query_one(f"#line-{name}", Input).focus()

    def _suggester(self, line: Ask) -> Suggester | None:
        if line.path:
            return PathSuggester(self._folder)
        return SuggestFromList(line.options, case_sensitive=False) if line.options else None
