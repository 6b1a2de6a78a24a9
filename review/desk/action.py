"""One definition per command: from it come key, footer text, palette entry and help line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding
from textual.keys import format_key


@dataclass(frozen=True, slots=True)
class Action:
    """A command of the desk.

    `id` is unique and dotted, `screen.include`; a user remaps its key by it, and the method that
    does it is named after its last part: `action_include` (hyphens become underscores).
    `key` may name several keys with commas: `j,down`. `shown` puts it into the footer.
    """

    id: str
    key: str
    label: str  # one or two words, for the footer and the palette
    help: str  # one sentence, for the palette and the help page
    shown: bool = True

    @property
    def method(self) -> str:
        """The action as Textual names it."""
        return self.id.rpartition(".")[2].replace("-", "_")


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Return the key bindings of `actions`, remappable by their ids."""
    return [
        Binding(
            action.key,
            action.method,
            action.label,
            show=action.shown,
            id=action.id,
            tooltip=action.help,
        )
        for action in actions
    ]


def key_named(action: Action, keys: Mapping[str, str]) -> str:
    """Return the first key of a command as a person reads it; `keys` are remapped ones, by id."""
    return _first(keys.get(action.id, action.key))


def hint(actions: Iterable[Action], keys: Mapping[str, str]) -> str:
    """Return the line of keys at the foot of a question; `keys` are remapped ones, by id."""
    return "   ".join(f"{key_named(action, keys)}: {action.label}" for action in actions)


def keys_of(app: object) -> Mapping[str, str]:
    """Return the keys that are remapped in `app`, by the id of the command."""
    return getattr(app, "keys", {})


def _first(keys: str) -> str:
    key = format_key(keys.partition(",")[0])
    return key.capitalize() if len(key) > 1 else key
