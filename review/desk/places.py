"""The workspaces of the ground; those of the slices come from the composition root."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from review.desk.base import WorkspaceScreen
from review.desk.shared import PLACES
from review.desk.workspace import Workspace

if TYPE_CHECKING:
    from review.desk.screens.start import StartScreen

_SCREENS: Final = {
    "overview": "OverviewScreen",
    "sources": "SourcesScreen",
    "duplicates": "DuplicatesScreen",
    "flow": "FlowScreen",
}


def ground() -> tuple[Workspace, ...]:
    """Return the workspaces of the ground; their screens are imported when first shown."""
    return tuple(
        Workspace(place, str(number), title, partial(_screen, place))
        for number, (place, title) in enumerate(PLACES, 1)
        if place in _SCREENS
    )


def _screen(place: str) -> WorkspaceScreen:
    made = getattr(import_module(f"review.desk.screens.{place}"), _SCREENS[place])()
    return cast("WorkspaceScreen", made)


def start_screen() -> StartScreen:
    """Return the screen that is shown where there is no review."""
    from review.desk.screens.start import StartScreen

    return StartScreen()
