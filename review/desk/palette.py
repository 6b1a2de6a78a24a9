"""The palette: every command of the screen in front, those of the desk, and the workspaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.keys import format_key
from textual.screen import Screen
from textual.worker import Worker

from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.host import Host
from review.desk.once import Once
from review.desk.shared import GO, SHARED
from review.desk.widgets.choices import NOT_LAID_OUT

_OPEN_ONLY = frozenset({"undo", "redo", "clashes", "person"})


class Palette(Once, CommandPalette):
    """The library's palette, in which keys may come while nothing is found, or after it is left."""

    def run_worker(self, work: Any, *args: Any, **options: Any) -> Worker[Any]:
        """Look for commands; a search that ends after the palette was left ends nothing else."""
        options["exit_on_error"] = False
        return super().run_worker(work, *args, **options)

    def _action_command_list(self, action: str) -> None:
        with suppress(*NOT_LAID_OUT):
            super()._action_command_list(action)


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
