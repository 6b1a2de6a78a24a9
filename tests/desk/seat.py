"""A desk with one person at it, on an open review, for tests of single workspaces."""

from __future__ import annotations

import asyncio
import gc
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widgets import Input

from review.__main__ import _new_shell
from review.desk.base import WorkspaceScreen
from review.desk.host import Host
from review.desk.shared import shared_bindings
from review.desk.theme import DARK
from review.desk.workspace import Workspace
from review.ledger.ledger import Review
from screening.screens import WORKSPACES

_CALM = 3  # rounds without a message after which nothing more comes
_BLINK = 0.002  # seconds


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

    gc.disable()  # a whole collection after every few keys would take as long as the keys
    try:
        asyncio.run(run())
    finally:
        gc.enable()


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


async def calm(app: Seat, pilot: Pilot[None]) -> None:
    """Wait as `ready` does, but by no clock, for long ways of which each step is looked at.

    All is done when every message has been read, some times in a row, and what that asked to have
    drawn is drawn.
    """
    quiet = 0
    while quiet < _CALM:
        await pilot._wait_for_screen()
        app.screen._on_timer_update()
        busy = [one for one in app.workers if one._thread_worker and not one.is_finished]
        waiting = (not node._message_queue.empty() for node in (app, *app.screen.walk_children()))
        quiet = 0 if busy or any(waiting) else quiet + 1
        await asyncio.sleep(_BLINK if busy else 0)


async def strike(app: Seat, pilot: Pilot[None], *keys: str) -> None:
    """Press keys as `press` does, without waiting by the clock."""
    for key in keys:
        app.post_message(_pressed(key))
        await calm(app, pilot)


def _pressed(key: str) -> Key:
    """Return the event of a key, named as the pilot takes it: a sign or Textual's name for it."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        sign = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        sign = key if len(key) == 1 else ""
    return Key(name, sign or None)


async def write(app: Seat, pilot: Pilot[None], text: str) -> None:
    """Type `text` into the question that is open, and answer it."""
    await pilot.pause()
    app.screen.query_one(Input).value = text
    await press(app, pilot, "enter")


def told(app: Seat) -> str:
    """Return all that was said in notifications."""
    return "\n".join(note.message for note in app._notifications)
