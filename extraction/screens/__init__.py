"""The workspaces of extraction, imported when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.desk.workspace import Workspace

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen


def _extract() -> WorkspaceScreen:
    from extraction.screens.studies import ExtractScreen

    return ExtractScreen()


def _synthesis() -> WorkspaceScreen:
    from extraction.screens.synthesis import SynthesisScreen

    return SynthesisScreen()


WORKSPACES = (
    Workspace("extract", "7", "Extract", _extract),
    Workspace("synthesis", "8", "Synthesis", _synthesis),
)
