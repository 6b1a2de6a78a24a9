"""A workspace of the desk: one part of the work, on one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the shell needs to offer a workspace before its screen is imported."""

    id: str
    key: str  # one digit
    title: str
    screen: Callable[[], WorkspaceScreen]  # called when first shown; import the screen inside
