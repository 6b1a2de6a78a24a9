"""A screen that is left once: what comes to it after that comes too late and does nothing.

Whoever presses Escape twice, or a digit and then Enter, before the first one is drawn would else
leave a screen that is gone already; and whoever leaves a screen before it is drawn would have it
look for what is not there yet. With either the desk would end.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.events import Key
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from review.desk.typed_ahead import Ahead

R = TypeVar("R")


class Once:
    """What makes the `dismiss` of a screen count while that is the one in front.

    No screen itself, so that those that take it up keep the look of their own kind.
    """

    _was_left = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with an answer, unless the screen was left before or another is over it."""
        if not cast("Screen[Any]", self).is_current:
            return AwaitComplete()
        self._was_left = True
        return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)  # type: ignore[misc]
        except NoMatches:
            if not self._was_left and cast("Screen[Any]", self).is_attached:
                raise


class Question(Once, ModalScreen[R], Generic[R]):
    """A dialog: a screen over another one that is left once."""

    def __init__(self) -> None:
        super().__init__()
        self._asked_at = Message().time
        self._ahead = Ahead()

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give a widget the keys; the first line that has them takes what was typed before."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        self._ahead.begin(widget)

    def is_older(self, key: Key) -> bool:
        """Say whether a key was pressed before this question was there."""
        return key.time < self._asked_at

    def took_ahead(self, key: Key) -> bool:
        """Take a letter that was typed too early; False where the question has no use for it."""
        if not (key.is_printable and key.character and self.has_line):
            return False
        self._ahead.take(key.character)
        return True

    @property
    def has_line(self) -> bool:
        """Say whether there is a line, to be typed into from the beginning."""
        return False
