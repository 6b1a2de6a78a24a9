"""A screen that is left once: what comes to it after that comes too late and does nothing.

Whoever presses Escape twice, or a digit and then Enter, before the first one is drawn would else
leave a screen that is gone already; and whoever leaves a screen before it is drawn would have it
look for what is not there yet. With either the desk would end.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import ModalScreen, Screen

R = TypeVar("R")


class Once(Screen[R], Generic[R]):
    """A screen whose `dismiss` counts while it is the one in front."""

    _was_left = False

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave with an answer, unless the screen was left before or another is over it."""
        if not self.is_current:
            return AwaitComplete()
        self._was_left = True
        return super().dismiss(result)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except NoMatches:
            if not self._was_left and self.is_attached:
                raise


class Question(Once[R], ModalScreen[R], Generic[R]):
    """A dialog: a screen over another one that is left once."""
