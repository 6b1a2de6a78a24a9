"""A screen that is left once: further keys that would leave it come too late and do nothing.

Whoever presses Escape twice, or a digit and then Enter, before the first one is drawn would else
leave a screen that is gone already, and with it the desk would end.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

R = TypeVar("R")


class Once(Screen[R], Generic[R]):
    """A screen whose `dismiss` counts while it is the one in front."""

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave with an answer, unless the screen was left before or another is over it."""
        if not self.is_current:
            return AwaitComplete()
        return super().dismiss(result)


class Question(Once[R], ModalScreen[R], Generic[R]):
    """A dialog: a screen over another one that is left once."""
