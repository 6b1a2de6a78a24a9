"""Editing the marked terms where they are seen.

They belong to the protocol, for calibration rounds are drawn by them: who edits them is the lead,
and what comes of it is a new version.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from review.desk.forms import Ask, FormScreen
from review.protocol import Protocol, Terms

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen

_SEPARATOR = re.compile(r"\s*[,;]\s*")
_ABOUT = (
    "Words or phrases, with commas between; each is marked with whatever follows it: famil finds "
    "family and families. They are part of the protocol."
)


def ask_terms(screen: WorkspaceScreen, now: Protocol, then: Callable[[], None]) -> None:
    """Ask for the terms over `screen`, show what changes; `then` follows once that is kept."""

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        from review.desk.screens.protocol import ask_to_keep
        from review.protocols.difference import differences

        terms = Terms(_terms(values["include"]), _terms(values["exclude"]))
        after = replace(now, terms=terms)
        changes = differences(now, after)
        if changes:
            ask_to_keep(screen, changes, after, then)
        else:
            screen.told("Nothing was changed.")

    lines = (
        Ask("include", "For inclusion", ", ".join(now.terms.include)),
        Ask("exclude", "For exclusion", ", ".join(now.terms.exclude)),
    )
    folder = screen.host.shell.folder
    form = FormScreen("Marked terms", lines, lambda _values: None, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, answered)


def _terms(text: str) -> tuple[str, ...]:
    """Return the terms in a line, once each."""
    return tuple(dict.fromkeys(term for term in _SEPARATOR.split(text.strip()) if term))
