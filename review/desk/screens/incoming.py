"""A file on its way in: looked at, shown as it was understood, then kept or left where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.widgets.paper import Block, Paper
from review.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

_ENTER = "Enter: import   Escape: leave it"
_STOP = "Escape: stop; of this file nothing is kept then"


@dataclass
class Progressed(Message):
    """So much of a file has been read or stored."""

    what: str
    percent: int

    def can_replace(self, message: Message) -> bool:
        """Let only the newest be drawn."""
        return isinstance(message, Progressed)


class _StoppedError(Exception):
    """The person pressed Escape while a file was read or stored."""


class IncomingScreen(WorkScreen[str], ModalScreen[str]):
    """One file on its way in; its answer says what was kept, None where nothing was."""

    DEFAULT_CSS = """
    IncomingScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
        & ProgressBar { height: 1; margin: 1 1 0 1; }
        &.-still ProgressBar { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Import"),
        Binding("escape", "leave", "Leave it"),
    ]

    def __init__(self, path: Path, into: str) -> None:
        super().__init__()
        self.path, self._into = path, into
        self._stopped = Event()
        self._seen = False
        self._keeping = False

    # --- what a subclass says; the first two run in a thread -------------------------------------

    def look(self) -> Sequence[Block]:
        """Read the file and return how it was understood."""
        raise NotImplementedError

    def keep(self) -> str:
        """Keep what was looked at and say so."""
        raise NotImplementedError

    def ask_and_keep(self) -> None:
        """Keep it, after asking where there is a question."""
        self.start_keeping()

    # --- the screen ------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Show the file, a bar, and what was found."""
        with Vertical():
            yield Static(one_line(self.path.name), classes="title", markup=False)
            yield ProgressBar(total=100, show_eta=False)
            yield Paper()
            yield Static(_STOP, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Read the file."""
        self.run_write(self._stoppable(self.look), self._show)

    def on_progressed(self, message: Progressed) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(progress=message.percent)
        self.query_one(".title", Static).update(one_line(message.what))

    def action_leave(self) -> None:
        """Stop what runs, or leave the file where it is."""
        self._stopped.set()
        if self._seen and not self._keeping:
            self.dismiss(None)

    def action_keep(self) -> None:
        """Keep what was looked at."""
        if self._seen and not self._keeping:
            self.ask_and_keep()

    def start_keeping(self) -> None:
        """Keep it now."""
        self._keeping = True
        self.remove_class("-still")
        self.query_one(".hint", Static).update(_STOP)
        self.run_write(self._stoppable(self.keep), self._done)

    def refused(self, refusal: Refused) -> None:
        """Say why the file cannot come in, and go back."""
        super().refused(refusal)
        self.dismiss(None)

    def _show(self, blocks: Sequence[Block] | None) -> None:
        if blocks is None:
            self.dismiss(None)
            return
        self._seen = True
        self.add_class("-still")
        self.query_one(".title", Static).update(one_line(self._into))
        self.query_one(".hint", Static).update(_ENTER)
        self.query_one(Paper).set_content(blocks)

    def _done(self, said: str | None) -> None:
        self.dismiss(said)

    def _stoppable(self, fn: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            try:
                return fn()
            except _StoppedError:
                return None

        return run

    def telling(self, doing: str, name: str) -> Callable[[int, int], None]:
        """Return what `look` and `keep` call with (done, in all); it stops them after Escape."""
        last = -1

        def tell(done: int, total: int) -> None:
            nonlocal last
            if self._stopped.is_set() or not self.is_running:
                raise _StoppedError
            percent = 100 * done // max(total, 1)
            if percent != last:
                last = percent
                self.post_message(Progressed(f"{doing} {name}", percent))

        return tell
