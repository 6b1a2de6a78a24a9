"""One definition per command: from it come key, footer text, palette entry and help line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding
from textual.keys import format_key

# Where a key is pressed: on a screen; in a list or text, where it moves; in a line or in a text of
# several lines that one types. Each has keys that mean something else there.
Where = Literal["screen", "moving", "line", "prose"]


_NAMES = {
    "enter": "Enter",
    "escape": "Escape",
    "space": "Space",
    "backspace": "Backspace",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A command of the desk.

    `id` is unique and dotted, `screen.include`; a user remaps its key by it, and the method that
    does it is named after its last part: `action_include` (hyphens become underscores).
    `key` may name several keys with commas: `j,down`. `shown` puts it into the footer. With `first`
    its keys come before those of whatever has the focus.
    """

    id: str
    key: str
    label: str  # one or two words, for the footer and the palette
    help: str  # one sentence, for the palette and the help page
    shown: bool = True
    where: Where = "screen"
    first: bool = False

    @property
    def method(self) -> str:
        """The action as Textual names it."""
        return self.id.rpartition(".")[2].replace("-", "_")


def binding(action: Action, does: str = "") -> Binding:
    """Return the key binding of `action`, remappable by its id; `does` is Textual's name for it."""
    return Binding(
        action.key,
        does or action.method,
        action.label,
        show=action.shown,
        id=action.id,
        tooltip=action.help,
        priority=action.first,
    )


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Return the key bindings of `actions`, remappable by their ids."""
    return [binding(action) for action in actions]


def key_named(action: Action, keys: Mapping[str, str]) -> str:
    """Return the first key of a command as a person reads it; `keys` are remapped ones, by id."""
    return _first(keys.get(action.id, action.key))


def hint(actions: Iterable[Action], keys: Mapping[str, str], gap: str = "   ") -> str:
    """Return the line of keys at the foot of a question; `keys` are remapped ones, by id."""
    return gap.join(f"{key_named(action, keys)}: {action.label}" for action in actions)


def keys_of(app: object) -> Mapping[str, str]:
    """Return the keys that are remapped in `app`, by the id of the command."""
    return getattr(app, "keys", {})


def _first(keys: str) -> str:
    key = keys.partition(",")[0]
    held, plus, last = key.rpartition("+")
    if held:
        return f"{held.title()}{plus}{_NAMES.get(last) or format_key(last).upper()}"
    named = _NAMES.get(key) or format_key(key)
    return named.capitalize() if len(named) > 1 else named
