"""Long work over a screen that tells how far it is, and stops when the person says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from textual.message import Message

from review.desk.base import WorkScreen

R = TypeVar("R")
T = TypeVar("T")


@dataclass
class Progressed(Message):
    """So much of the work is done."""

    what: str
    percent: int

    def can_replace(self, message: Message) -> bool:
        """Let only the newest be drawn."""
        return isinstance(message, Progressed)


class _StoppedError(Exception):
    """The person stopped the work."""


class StoppableScreen(WorkScreen[R], Generic[R]):
    """A screen whose work can be stopped; `stopped` is set to do so, and cleared before work."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = Event()

    def stoppable(self, fn: Callable[[], T]) -> Callable[[], T | None]:
        """Return `fn` with None for an answer where the person stopped it."""

        def run() -> T | None:
            try:
                return fn()
            except _StoppedError:
                return None

        return run

    def telling(self, what: str) -> Callable[[int, int], None]:
        """Return what work calls with (done, in all): it moves the bar, and stops."""
        last = -1

        def tell(done: int, total: int) -> None:
            nonlocal last
            if self.stopped.is_set() or not self.is_running:
                raise _StoppedError
            percent = 100 * done // max(total, 1)
            if percent != last:
                last = percent
                self.post_message(Progressed(what, percent))

        return tell
