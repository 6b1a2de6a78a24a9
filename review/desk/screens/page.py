"""A text over a screen: read in a thread, scrolled, closed with Escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.desk.action import Action, hint
from review.desk.base import WorkScreen
from review.desk.widgets.paper import Block, Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection


CLOSE = Action("page.close", "escape,q", "close", "Go back.")


class PageScreen(WorkScreen[None], ModalScreen[None]):
    """What `read` returns, as text."""

    DEFAULT_CSS = """
    PageScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 95%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (CLOSE,)

    def __init__(self, read: Callable[[Connection], Sequence[Block]]) -> None:
        super().__init__()
        self._read = read

    def compose(self) -> ComposeResult:
        """Show one text that scrolls."""
        with Vertical():
            yield Paper()
            yield Static(hint(self.ACTIONS, self.host.keys), classes="hint", markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def on_mount(self) -> None:
        """Read the text."""
        self.run_read(self._read, self.query_one(Paper).set_content, group="page")
