"""Keys that a person has given to commands: what cannot be is told and left out.

A command is remapped wherever it is offered: in a workspace, in what is opened over one, in a
question, and where one moves in lists and texts. Escape always leaves, and is no key for anything
else; Tab always goes to the next part.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from textual.binding import Binding
from textual.keys import Keys, _character_to_key

from review.desk.action import Action
from review.desk.moving import FAMILIES
from review.desk.settings import Settings

ESCAPE = "escape"
# Of keys that move somewhere, those that may move otherwise, and that may do something in a line.
_IN_A_LINE = frozenset({"enter", "up", "down", "pageup", "pagedown"})
_STEPS = _IN_A_LINE | {"left", "right", "home", "end", "space", "backspace", "delete"}
_MOVING = _STEPS | {"tab", "shift+tab", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}
_THE_DESKS_OWN = {"ctrl+c": "leaves the desk", "ctrl+q": "leaves the desk", "ctrl+p": "palette"}
_HELD = ("ctrl+", "shift+", "alt+", "super+", "meta+", "hyper+")
_NAMES = frozenset(key.value for key in Keys)


def checked(
    settings: Settings,
    shared: Iterable[Action],
    screens: Mapping[str, Iterable[Action]],
    over: Mapping[str, Iterable[Action]] = {},
) -> tuple[Settings, list[str]]:
    """Return the settings without the keys that cannot be, and what is wrong with those.

    The keys that are kept are named as Textual does, with Escape where it leaves. `shared`,
    `screens` and `over` as in `key_problems`.
    """
    shared = tuple(shared)
    everywhere = [*shared, *(one for found in (*screens.values(), *over.values()) for one in found)]
    leaves = {action.id for action in everywhere if ESCAPE in action.key.split(",")}
    wrong = key_problems(settings.keys, shared, screens, over)
    kept = {
        name: ",".join([*_keys(key), *([ESCAPE] if name in leaves else [])])
        for name, key in settings.keys.items()
        if name not in wrong
    }
    return replace(settings, keys=kept), list(wrong.values())


def key_problems(
    keys: Mapping[str, str],
    shared: Iterable[Action],
    screens: Mapping[str, Iterable[Action]],
    over: Mapping[str, Iterable[Action]] = {},
) -> dict[str, str]:
    """Return what is wrong with remapped keys, by the id of the command.

    `shared` are the commands that work in every workspace, `screens` those of each workspace by its
    title, `over` those of what is opened over a workspace, by what it is called. Two commands of
    one place may not share a key, nor may one take a key that moves in a list or a text there.
    """
    everywhere = tuple(shared)
    places = {title: (*everywhere, *actions) for title, actions in screens.items()}
    places.update({title: tuple(actions) for title, actions in over.items()})
    known = {
        action.id: action
        for actions in (everywhere, *FAMILIES, *places.values())
        for action in actions
    }
    wrong: dict[str, str] = {}
    for name, key in keys.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean “{near[0]}”?" if near else " The help page lists the ids."
            wrong[name] = f"There is no command “{name}”.{hint}"
        elif problem := next(filter(None, (_problem(one, known[name]) for one in _keys(key))), ""):
            wrong[name] = f"{name}: {problem}"
    for title, actions in places.items():
        for moving in _moving_among(actions):
            wrong.update(_taken_twice(title, (*moving, *actions), keys, wrong))
    return wrong


def _moving_among(actions: Sequence[Action]) -> Iterator[Sequence[Action]]:
    """Give the keys of each kind of list or text that a place may have; none where one types."""
    if any(action.where in {"line", "prose"} for action in actions):
        yield ()
    else:
        yield from FAMILIES


def _taken_twice(
    title: str, actions: Sequence[Action], keys: Mapping[str, str], wrong: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    taken: dict[str, Action] = {}
    for action in sorted(actions, key=lambda action: action.id in keys):
        remapped = action.id in keys and action.id not in wrong
        own = _keys(action.key)
        for key in _keys(keys[action.id]) if remapped else own:
            other = taken.setdefault(key, action)
            if other.id != action.id and remapped and key not in own:
                yield (
                    action.id,
                    f"The key “{key}” of {action.id} is taken by {other.id} ({other.label}) in "
                    f"{title}.",
                )


def _keys(typed: str) -> list[str]:
    """Return the keys in `typed`, which stand with commas between, as Textual names them."""
    named = [key.strip() for key in typed.split(",")] if typed.strip() != "," else [","]
    return [_character_to_key(key) if len(key) == 1 else key.lower() for key in named]


def _problem(key: str, action: Action) -> str:
    """Return why `action` may not be on `key`; "" where it may."""
    if key in _keys(action.key) and key != ESCAPE:
        return ""
    if key == ESCAPE:
        return "Escape always leaves and steps back; take another key."
    if key in _THE_DESKS_OWN:
        return f"“{key}” is the desk's own ({_THE_DESKS_OWN[key]}); take another key."
    if not key or not _is_key(key):
        return f"there is no key “{key}”. Write a, A, f2, ctrl+t or question_mark, for instance."
    return _meant_otherwise(key, action)


def _meant_otherwise(key: str, action: Action) -> str:
    """Return what `key` means already where `action` is offered; "" where it is free there."""
    if action.where == "moving" and key.isdecimal():
        return f"“{key}” is a number to choose by; take another key."
    if action.where in {"line", "prose"} and (_is_typed(key) or key in _editing(action)):
        return f"“{key}” is typed there or edits the text; take another key, such as f2 or ctrl+t."
    if key in _MOVING - _free(action):
        return f"“{key}” moves in lists and texts; take another key."
    return ""


def _free(action: Action) -> frozenset[str]:
    """Return the keys that move somewhere and may be given to `action` all the same."""
    return {"moving": _STEPS, "line": _IN_A_LINE}.get(action.where, frozenset())


def _is_typed(key: str) -> bool:
    return len(key) == 1 or key == "space" or _names_a_sign(key)


def _editing(action: Action) -> frozenset[str]:
    """Return the keys that edit the text in which `action` is offered."""
    from textual.widgets import TextArea

    from review.desk.widgets.typing import TypedLine

    widgets = (TextArea, TypedLine) if action.where == "prose" else (TypedLine,)
    bound = (one for widget in widgets for one in widget.BINDINGS if isinstance(one, Binding))
    return frozenset(key.strip() for one in bound for key in one.key.split(","))


def _is_key(key: str) -> bool:
    plain = key
    while plain.startswith(_HELD):
        plain = plain.partition("+")[2]
    return len(plain) == 1 or plain in _NAMES or key in _NAMES or _names_a_sign(plain)


def _names_a_sign(name: str) -> bool:
    """Tell whether `name` is what Textual calls a sign, such as question_mark."""
    return any(_character_to_key(chr(code)) == name for code in range(33, 127))


def over_workspaces(packages: Iterable[str]) -> dict[str, tuple[Action, ...]]:
    """Return the commands of every screen and question in `packages`, by what it is called.

    This imports all of them: it is for who has remapped a key.
    """
    from review.desk.base import WorkScreen, WorkspaceScreen

    found: dict[str, tuple[Action, ...]] = {}
    for module in _modules(packages):
        for one in vars(module).values():
            actions = getattr(one, "ACTIONS", ())
            if isinstance(one, type) and one.__module__ == module.__name__ and actions:
                is_screen = issubclass(one, WorkScreen) and not issubclass(one, WorkspaceScreen)
                if is_screen or not issubclass(one, WorkScreen):
                    found[f"the {actions[0].id.partition('.')[0]} screen"] = tuple(actions)
    return found


def _modules(packages: Iterable[str]) -> Iterator[ModuleType]:
    for name in sorted(set(packages)):
        package = importlib.import_module(name)
        for info in pkgutil.iter_modules(getattr(package, "__path__", ())):
            if not info.name.startswith("__"):
                yield importlib.import_module(f"{name}.{info.name}")
