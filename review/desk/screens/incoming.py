"""Files on their way in: a bar while they are read or stored, and between that what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from review.clean import one_line
from review.desk.action import Action, hint
from review.desk.screens.stopping import Progressed, StoppableScreen
from review.desk.widgets.paper import Block, Paper
from review.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

_STOP = "stop; of this file nothing is kept then"


class IncomingDialog(StoppableScreen[str], ModalScreen[str]):
    """A dialog with a title, a bar while work runs, what was found, and a line on what to press.

    Its answer says what was kept, None where nothing was.
    """

    DEFAULT_CSS = """
    IncomingDialog {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 95%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
        & ProgressBar { height: 1; margin: 1 1 0 1; }
        &.-still ProgressBar { display: none; }
    }
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown_name = name

    def compose(self) -> ComposeResult:
        """Show the file, a bar, and what was found."""
        with Vertical():
            yield Static(one_line(self._shown_name), classes="title", markup=False)
            yield ProgressBar(total=100, show_eta=False)
            yield Paper()
            yield Static(self._to_stop(), classes="hint", markup=False)

    def _to_stop(self) -> str:
        leave = next(one for one in self.ACTIONS if one.method == "leave")
        return hint((replace(leave, label=_STOP),), self.host.keys)

    def on_progressed(self, message: Progressed) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(progress=message.percent)
        self._entitle(message.what)

    def work_begins(self) -> None:
        """Show the bar; what runs from now on can be stopped."""
        self.stopped.clear()
        self.remove_class("-still")
        self.query_one(".hint", Static).update(self._to_stop())

    def work_rests(self, title: str, hint: str) -> None:
        """Take the bar away, and say what this is and what can be pressed."""
        self.add_class("-still")
        self._entitle(title)
        self.query_one(".hint", Static).update(hint)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show what was found."""
        self.query_one(Paper).set_content(blocks)

    def _entitle(self, text: str) -> None:
        self.query_one(".title", Static).update(one_line(text))


class IncomingScreen(IncomingDialog):
    """One file that is read, looked at, and kept or left where it is."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("incoming.keep", "enter", "import", "Keep what was read."),
        Action("incoming.leave", "escape", "leave it", "Stop, or leave the file where it is."),
    )

    def __init__(self, path: Path, into: str) -> None:
        super().__init__(path.name)
        self.path, self._into = path, into
        self._seen = False
        self._keeping = False

    # --- what a subclass says; both run in a thread ----------------------------------------------

    def look(self) -> Sequence[Block]:
        """Read the file and return how it was understood."""
        raise NotImplementedError

    def keep(self) -> str:
        """Keep what was looked at and say so."""
        raise NotImplementedError

    # --- the screen ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Read the file."""
        self.run_write(self.stoppable(self.look), self._looked_at)

    def action_leave(self) -> None:
        """Stop what runs, or leave the file where it is."""
        self.stopped.set()
        if self._seen and not self._keeping:
            self.dismiss(None)

    def action_keep(self) -> None:
        """Keep what was looked at."""
        if self._seen and not self._keeping:
            self._keeping = True
            self.work_begins()
            self.run_write(self.stoppable(self.keep), self._done)

    def refused(self, refusal: Refused) -> None:
        """Say why the file cannot come in, and go back."""
        super().refused(refusal)
        self.dismiss(None)

    def _looked_at(self, blocks: Sequence[Block] | None) -> None:
        if blocks is None:
            self.dismiss(None)
            return
        self._seen = True
        self.work_rests(self._into, hint(self.ACTIONS, self.host.keys))
        self.show(blocks)

    def _done(self, said: str | None) -> None:
        self.dismiss(said)
