"""The workspaces of screening; each screen is imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.desk.workspace import Workspace

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen


def _screen() -> WorkspaceScreen:
    from screening.screens.title_abstract import TitleAbstractScreen

    return TitleAbstractScreen()


def _conflicts() -> WorkspaceScreen:
    from screening.screens.conflicts import ConflictsScreen

    return ConflictsScreen()


def _fulltext() -> WorkspaceScreen:
    from screening.screens.full_text import FullTextScreen

    return FullTextScreen()


WORKSPACES: tuple[Workspace, ...] = (
    Workspace("screen", "4", "Screen", _screen),
    Workspace("conflicts", "5", "Conflicts", _conflicts),
    Workspace("fulltext", "6", "Full text", _fulltext),
)
