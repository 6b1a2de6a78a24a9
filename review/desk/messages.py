"""What threads of the desk tell the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from review.desk.opening import Opened
    from review.refusal import Refused


@dataclass
class ReviewOpened(Message):
    """A review has been opened."""

    opened: Opened


@dataclass
class ReviewRefused(Message):
    """A review could not be opened."""

    refusal: Refused


class ReviewChanged(Message):
    """Somebody has written."""

    def can_replace(self, message: Message) -> bool:
        """Let a flood of changes be one."""
        return isinstance(message, ReviewChanged)
