"""A bar for long work: how far it is, and how to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from textual.message import Message
from textual.widgets import Static

from review.refusal import Refused

_EVERY = 0.1  # seconds between two drawings
_BAR = 30


class Running(Static):
    """One line, hidden until work begins; `stop` makes the work's next step refuse."""

    DEFAULT_CSS = """
    Running { display: none; height: 1; padding: 0 1; color: $text-primary; text-style: bold; }
    """

    @dataclass
    class Moved(Message):
        """The work is `done` of `total`."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Let a newer one stand for older ones that are still waiting."""
            return isinstance(message, Running.Moved)

    def __init__(self, label: str, *, key: str = "x", patience: float = 0.0) -> None:
        """Tell of work that takes longer than `patience`, in seconds; `key` is told to stop it."""
        super().__init__("", markup=False)
        self._label, self._key, self._patience = label, key, patience
        self._stopped = Event()
        self._busy = False

    def begin(self) -> Callable[[int, int], None]:
        """Show the bar and return what the work calls, in its thread, with (done, total)."""
        self._stopped = stopped = Event()
        begun, last = time.monotonic(), 0.0
        self._busy = True
        if not self._patience:
            self.display = True
            self._draw(0, 0)

        def tell(done: int, total: int) -> None:
            nonlocal last
            if stopped.is_set():
                raise Refused("Stopped; nothing of it is kept.", "Begin again at any time.")
            now = time.monotonic()
            if now - last >= _EVERY and now - begun >= self._patience:
                last = now
                self.post_message(self.Moved(done, total))

        return tell

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stopped.set()

    def done(self) -> None:
        """Hide the bar."""
        self._busy = self.display = False

    def on_running_moved(self, event: Moved) -> None:
        """Draw how far the work is."""
        event.stop()
        if not self._busy:
            return
        self.display = True
        self._draw(event.done, event.total)

    def _draw(self, done: int, total: int) -> None:
        share = min(done / total, 1.0) if total else 0.0
        bar = "#" * round(_BAR * share)
        self.update(f"{self._label} [{bar:{_BAR}}] {100 * share:3.0f} %   {self._key}: stop")
