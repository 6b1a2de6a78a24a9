"""The palette: every command of the screen in front, those of the desk, and the workspaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.keys import format_key
from textual.screen import Screen

from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.host import Host
from review.desk.shared import GO, SHARED

_OPEN_ONLY = frozenset({"undo", "redo", "clashes", "person"})


def commands(host: Host, screen: Screen[Any], keys: Mapping[str, str]) -> Iterator[SystemCommand]:
    """Give the palette's entries; `keys` are the remapped keys by the id of the command."""
    own = screen.ACTIONS if isinstance(screen, WorkScreen) else ()
    for node, actions in ((screen, own), (host, SHARED)):
        for action in actions:
            if host.opened is None and action.method in _OPEN_ONLY:
                continue
            run = partial(host.run_action, action.method, node)
            yield SystemCommand(_titled(action, keys), action.help, run)
    for go in GO:
        place = go.id.removeprefix("go.")
        if host.opened and any(workspace.id == place for workspace in host.workspaces):
            run = partial(host.run_action, f"workspace('{place}')", host)
            yield SystemCommand(_titled(go, keys), go.help, run)


def _titled(action: Action, keys: Mapping[str, str]) -> str:
    key = keys.get(action.id, action.key).split(",")[0]
    return f"{action.label.capitalize()}  ({format_key(key)})"
