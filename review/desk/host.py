"""What every screen of the desk may expect of the app that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import App

from review.clean import one_line

if TYPE_CHECKING:
    from review.commands.shell import Shell
    from review.desk.workspace import Workspace
    from review.ledger import Review


class Host(App[None]):
    """An app that holds one opened review; `opened` is None until the store has been opened."""

    def __init__(self, shell: Shell, workspaces: Sequence[Workspace]) -> None:
        super().__init__()
        self.shell = shell
        self.workspaces = tuple(workspaces)
        self.opened: Review | None = None
        self.review_title = ""

    def action_workspace(self, workspace: str) -> None:
        """Bring a workspace to the front."""
        self.switch_mode(workspace)

    @property
    def person_shown(self) -> str:
        """Whose hands the review is in, as one line."""
        return one_line(self.opened.person) if self.opened else ""
