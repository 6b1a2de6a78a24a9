"""Commands that a command line does not name, in brief: their name and help without their options.

The library works out every option of every command at each start, which takes as long as all else
that `review --help` does; only the options of what is asked for are ever looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import typer
from typer.main import get_command_name
from typer.models import CommandInfo


def named(app: typer.Typer, words: Iterable[str]) -> frozenset[str]:
    """Return those of `words` that are names of commands."""
    return frozenset(words) & frozenset(_names(app))


def in_brief(app: typer.Typer, words: Collection[str]) -> typer.Typer:
    """Return `app` with the options of no other commands than those called as one of `words`."""
    for info in app.registered_commands:
        if _name_of(info) not in words:
            info.callback = _without_options(info.callback)
    for group in app.registered_groups:
        if group.typer_instance:
            in_brief(group.typer_instance, words)
    return app


def _names(app: typer.Typer) -> Iterator[str]:
    yield from map(_name_of, app.registered_commands)
    for group in app.registered_groups:
        if group.typer_instance:
            yield from _names(group.typer_instance)


def _name_of(info: CommandInfo) -> str:
    return info.name or get_command_name(getattr(info.callback, "__name__", ""))


def _without_options(command: Callable[..., object] | None) -> Callable[[], None]:
    def brief() -> None:
        raise AssertionError("a command that was named is whole")

    brief.__doc__ = command.__doc__
    brief.__name__ = getattr(command, "__name__", brief.__name__)
    return brief
