"""A desk with one person at it, on an open review, for tests of single workspaces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.widgets import Input

from review.__main__ import _new_shell
from review.desk.base import WorkspaceScreen
from review.desk.host import Host
from review.desk.shared import shared_bindings
from review.desk.theme import DARK
from review.desk.workspace import Workspace
from review.ledger import Review


class Seat(Host):
    """The app around the workspaces that a test looks at."""

    BINDINGS = shared_bindings()
    HORIZONTAL_BREAKPOINTS: ClassVar = [(0, "-narrow"), (110, "-wide")]

    def __init__(self, review: Review, workspaces: Sequence[Workspace], first: str) -> None:
        self.DEFAULT_MODE = first
        super().__init__(_new_shell(Path()), workspaces)
        self.opened = review
        self.review_title = "Sample"
        for workspace in workspaces:
            self.add_mode(workspace.id, workspace.screen)
        self.register_theme(DARK)
        self.theme = DARK.name

    def sit_down(self, review: Review) -> None:
        """Let someone else sit down, or show what is new."""
        self.opened = review
        assert isinstance(self.screen, WorkspaceScreen)
        self.screen.reload()


def drawn(app: Host) -> str:
    """Return the whole screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in strips)


def steady(app: Host) -> None:
    """Stop cursors from blinking, so that pictures are the same each time."""
    for line in app.screen.query(Input):
        line.cursor_blink = False
