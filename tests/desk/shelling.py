"""The whole desk in tests: the app as a person starts it, on a review in a folder of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from extraction.screens import WORKSPACES as EXTRACTION
from review.__main__ import _new_shell
from review.desk.app import Desk
from review.desk.places import ground
from review.desk.settings import Settings
from screening.screens import WORKSPACES as SCREENING

Script = Callable[[Pilot[None]], Awaitable[None]]
_PATIENCE = 60.0  # seconds; the machine may be busy


def desk(folder: Path, person: str = "", settings: Settings | None = None) -> Desk:
    """Return the desk as `review --as PERSON` in `folder` opens it."""
    shell = _new_shell(folder)
    shell.person = person
    workspaces = sorted((*ground(), *SCREENING, *EXTRACTION), key=lambda one: one.key)
    return Desk(shell, workspaces, "overview", settings or Settings())


def drive(app: Desk, script: Script, size: tuple[int, int] = (80, 24)) -> None:
    """Run the desk, and `script` on it."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await script(pilot)

    asyncio.run(run())


def drawn(pilot: Pilot[None]) -> str:
    """Return the screen in front as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in strips)


def said(pilot: Pilot[None]) -> str:
    """Return every notification that is shown."""
    return "\n".join(note.message for note in pilot.app._notifications)


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = _PATIENCE) -> float:
    """Wait until `holds`, and return how long that took; fail with the screen as it is."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, drawn(pilot) + said(pilot)
        await pilot.pause(0.02)
    return time.monotonic() - begun


async def shows(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all of `texts` are on the screen in front."""
    await until(pilot, lambda: all(text in drawn(pilot) for text in texts))


def picture(*steps: tuple[str, str]) -> Script:
    """Return a script for a picture: each step a text to wait for, and then a key ("" for none)."""

    async def script(pilot: Pilot[None]) -> None:
        for text, key in steps:
            await shows(pilot, text)
            if key:
                # What was read takes its place before a dialog comes over it.
                await until(pilot, lambda: not _reads(pilot) and not _lays_out(pilot))
                await pilot.press(key)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        pilot.app.clear_notifications()
        await _still(pilot)

    return script


async def _still(pilot: Pilot[None]) -> None:
    """Wait until two pictures in a row are the same.

    What stands behind a dialog is in its picture, and is drawn when its numbers are there.
    """
    before, now = "", pilot.app.export_screenshot()
    while now != before or _reads(pilot) or _lays_out(pilot):
        await pilot.pause(0.1)
        before, now = now, pilot.app.export_screenshot()


def _reads(pilot: Pilot[None]) -> bool:
    """Whether a thread is reading the review for what is drawn (a dialog waits in none)."""
    return any(one._thread_worker and not one.is_finished for one in pilot.app.workers)


def _lays_out(pilot: Pilot[None]) -> bool:
    """Whether the screen in front has something to place or to draw still."""
    screen = pilot.app.screen
    return screen._layout_required or bool(screen._dirty_widgets)
