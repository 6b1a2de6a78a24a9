"""The keys that move in lists, texts and passages of words, each remapped by its id.

A widget takes them with `moves`, and says what it does at each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual.binding import BindingType

from review.desk.action import Action, binding


def _move(name: str, key: str, what: str) -> Action:
    return Action(name, key, what.lower(), f"{what}.", shown=False, where="moving")


OPEN: Final = Action("list.open", "enter", "open", "Open the row.", where="moving")
TICK: Final = Action(
    "list.tick", "space", "tick", "Tick it, or untick it.", shown=False, where="moving"
)
IN_LISTS: Final = (
    _move("list.up", "up,k", "Up"),
    _move("list.down", "down,j", "Down"),
    _move("list.left", "left", "Left"),
    _move("list.right", "right", "Right"),
    _move("list.page-up", "pageup", "Page up"),
    _move("list.page-down", "pagedown", "Page down"),
    _move("list.first", "home", "First"),
    _move("list.last", "end", "Last"),
    OPEN,
    TICK,
)
IN_TEXTS: Final = (
    _move("text.up", "up", "Up"),
    _move("text.down", "down", "Down"),
    _move("text.page-up", "pageup", "Page up"),
    _move("text.page-down", "pagedown,space", "Page down"),
    _move("text.first", "home", "Top"),
    _move("text.last", "end", "End"),
)
IN_PASSAGES: Final = (
    _move("passage.left", "left,h", "To the word before"),
    _move("passage.right", "right,l", "To the next word"),
    _move("passage.up", "up,k", "To the line above"),
    _move("passage.down", "down,j", "To the line below"),
    _move("passage.choose-left", "shift+left", "Choose left"),
    _move("passage.choose-right", "shift+right", "Choose right"),
    _move("passage.choose-up", "shift+up", "Choose up"),
    _move("passage.choose-down", "shift+down", "Choose down"),
    _move("passage.page-up", "pageup", "Page up"),
    _move("passage.page-down", "pagedown", "Page down"),
    _move("passage.first", "home", "Top"),
    _move("passage.last", "end", "End"),
    Action(
        "passage.mark",
        "space",
        "mark",
        "Choose from this word on, or stop.",
        where="moving",
    ),
    Action("passage.sentence", "s", "sentence", "Choose the whole sentence.", where="moving"),
)
FAMILIES: Final = (IN_LISTS, IN_TEXTS, IN_PASSAGES)  # each on a widget of its own
_BY_ID: Final = {action.id: action for family in FAMILIES for action in family}
SCROLLING: Final = {
    "up": "scroll_up",
    "down": "scroll_down",
    "page_up": "page_up",
    "page_down": "page_down",
    "first": "scroll_home",
    "last": "scroll_end",
}


def moves(place: str, **does: str) -> list[BindingType]:
    """Return bindings of the keys of `place`, list, text or passage, to what a widget does at each.

    `moves("list", page_up="page(-1)")` binds the keys of `list.page-up` to the action `page(-1)`.
    """
    return [binding(_BY_ID[f"{place}.{name.replace('_', '-')}"], act) for name, act in does.items()]


def opens(does: str, help_: str, *, shown: bool = False) -> list[BindingType]:
    """Return the binding of what opens a row elsewhere to something else, told as `help_`."""
    return [binding(replace(OPEN, help=help_, shown=shown), does)]
