"""A desk with one person at it, on an open review, for tests of single workspaces."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.pilot import Pilot
from textual.widgets import Input

from review.__main__ import _new_shell
from review.desk.base import WorkspaceScreen
from review.desk.host import Host
from review.desk.shared import shared_bindings
from review.desk.theme import DARK
from review.desk.workspace import Workspace
from review.ledger import Review
from screening.screens import WORKSPACES


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


Story = Callable[[Seat, Pilot[None]], Awaitable[None]]


def play(review: Review, first: str, story: Story, size: tuple[int, int] = (120, 40)) -> None:
    """Seat a person at the workspaces of screening and play `story`."""

    async def run() -> None:
        app = Seat(review, WORKSPACES, first)
        async with app.run_test(size=size) as pilot:
            await ready(app, pilot)
            await story(app, pilot)

    asyncio.run(run())


async def ready(app: Seat, pilot: Pilot[None]) -> None:
    """Wait until what the screens asked for has been read, and what follows from it too.

    Only threads are waited for: other workers may wait for the answer to a question.
    """
    await pilot.pause()
    while any(worker._thread_worker and not worker.is_finished for worker in app.workers):
        await pilot.pause(0.01)
        await pilot.pause()


async def press(app: Seat, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the one before has had its effect."""
    for key in keys:
        await pilot.press(key)
        await ready(app, pilot)


async def write(app: Seat, pilot: Pilot[None], text: str) -> None:
    """Type `text` into the question that is open, and answer it."""
    await pilot.pause()
    app.screen.query_one(Input).value = text
    await press(app, pilot, "enter")


def told(app: Seat) -> str:
    """Return all that was said in notifications."""
    return "\n".join(note.message for note in app._notifications)
