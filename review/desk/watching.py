"""Listening, while a review is open, for what others write into it."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from review.desk.messages import ReviewChanged

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from review.store.engine import Store


class Watch:
    """A thread that posts `ReviewChanged` to the desk whenever somebody else writes."""

    def __init__(self, desk: MessagePump, store: Store) -> None:
        self._desk, self._store, self._stop = desk, store, Event()
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Post nothing any more."""
        self._stop.set()

    def _run(self) -> None:
        from review.store.watch import watch

        watch(self._store, self._changed, self._stop)

    def _changed(self) -> None:
        if not self._stop.is_set():
            self._desk.post_message(ReviewChanged())
