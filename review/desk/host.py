"""What every screen of the desk may expect of the app that shows it, and of what started that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.app import App
from textual.events import Event, Key

from review.clean import one_line
from review.desk.once import Question

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.clashes.clashing import Sources
    from review.desk.workspace import Workspace
    from review.ledger.ledger import Review
    from review.overview import Slices


class Shell(Protocol):
    """What the composition root puts together, as far as the desk uses it."""

    @property
    def projectors(self) -> Callable[[], Projectors]:
        """Every kind of act; calling it imports the store."""

    @property
    def slices(self) -> Callable[[], Slices]:
        """How the slices are asked for what the overview shows; calling it imports the store."""

    @property
    def clashes(self) -> Sources:
        """How clashes of each kind are found and settled."""

    @property
    def in_synthesis(self) -> Callable[[Connection], Collection[str]]:
        """The ids of the studies that have results in the synthesis."""

    @property
    def run(self) -> Callable[[Sequence[str], Path], int]:
        """One command line, as a user would type it, run in a folder."""

    @property
    def folder(self) -> Path:
        """Where the program was started."""

    location: str
    person: str


class Host(App[None]):
    """An app that holds one opened review; `opened` is None until the store has been opened."""

    def __init__(self, shell: Shell, workspaces: Sequence[Workspace]) -> None:
        super().__init__()
        self.shell = shell
        self.workspaces = tuple(workspaces)
        self.opened: Review | None = None
        self.review_title = ""
        self.keys: Mapping[str, str] = {}  # of remapped commands, by id
        self.came_from = ""  # the review that one goes back to from practice
        self.why_start = f"There is no review in {shell.folder.resolve()}."

    async def on_event(self, event: Event) -> None:
        """Give a question the keys that went to the screen below it, as it was not there yet.

        They come here once that screen has passed them on; what they say anew is newer than it.
        """
        front = self.screen if isinstance(event, Key) and event.is_forwarded else None
        if isinstance(event, Key) and isinstance(front, Question) and front.is_older(event):
            if not front.took_ahead(event):
                self.post_message(Key(event.key, event.character))
            return
        await super().on_event(event)

    def action_workspace(self, workspace: str) -> None:
        """Bring a workspace to the front."""
        self.switch_mode(workspace)

    def action_clashes(self) -> None:
        """Show what two copies of the review said differently."""
        from review.desk.screens.clashes import ClashesScreen

        if not isinstance(self.screen, ClashesScreen):
            self.push_screen(ClashesScreen())

    def action_person(self) -> None:
        """Ask who sits here."""
        raise NotImplementedError

    def open_at(self, location: str, then: Callable[[], None] | None = None) -> None:
        """Open the review at `location` and show it, then call `then`."""
        raise NotImplementedError

    @property
    def person_shown(self) -> str:
        """Whose hands the review is in, as one line."""
        return one_line(self.opened.person) if self.opened else ""
