"""Lists of options whose pages can be turned at any time.

The library's own fail on a page key that comes before they are laid out, or while they are hidden,
and the whole desk would end with them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import OptionList

from review.desk.moving import moves

STEPS = {
    "up": "cursor_up",
    "down": "cursor_down",
    "page_up": "page_up",
    "page_down": "page_down",
    "first": "first",
    "last": "last",
}
NOT_LAID_OUT = (KeyError, IndexError)


class Paging:
    """What makes an option list take a page key that is too early for nothing."""

    def action_page_up(self) -> None:
        """Move up a page, once there is one."""
        with suppress(*NOT_LAID_OUT):
            super().action_page_up()  # type: ignore[misc]

    def action_page_down(self) -> None:
        """Move down a page, once there is one."""
        with suppress(*NOT_LAID_OUT):
            super().action_page_down()  # type: ignore[misc]


class Choices(Paging, OptionList, inherit_bindings=False):
    """An option list on which a page key is never too early."""

    BINDINGS: ClassVar[list[BindingType]] = moves("list", **STEPS, open="select")
