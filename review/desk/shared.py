"""The commands that work in every workspace, the keys of the workspaces, and what others name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.binding import Binding, BindingType

from review.desk.action import Action, bindings, key_named

UNDO: Final = Action(
    "desk.undo", "u", "undo", "Take back your own newest act; again and again, backwards."
)
SHARED: Final = (
    Action("desk.help", "question_mark", "help", "Every key that works here, and what it does."),
    UNDO,
    Action("desk.redo", "ctrl+r", "redo", "Take back your last undo.", shown=False),
    Action("desk.clashes", "f4", "clashes", "What two copies said differently.", shown=False),
    Action("desk.person", "f2", "who", "Change who sits at the desk.", shown=False),
    Action("desk.theme", "f3", "light/dark", "Change between light and dark.", shown=False),
    Action("desk.quit", "q", "quit", "Leave the desk; all is saved already."),
)
# Where the number keys lead; the shell of the slices brings the screens.
PLACES: Final = (
    ("overview", "Overview"),
    ("sources", "Sources"),
    ("duplicates", "Duplicates"),
    ("screen", "Screen"),
    ("conflicts", "Conflicts"),
    ("fulltext", "Full text"),
    ("extract", "Extract"),
    ("synthesis", "Synthesis"),
    ("flow", "Flow"),
)
GO: Final = tuple(
    Action(f"go.{place}", str(number), title.lower(), f"Go to {title.lower()}.", shown=False)
    for number, (place, title) in enumerate(PLACES, 1)
)


# Commands of one workspace that sentences in others name by their keys.
PROTOCOL: Final = Action("overview.protocol", "p", "protocol", "Read, edit and write the protocol.")
IMPORT: Final = Action("sources.import", "i", "import", "Import an export file of a source.")
ROUNDS: Final = Action("screen.rounds", "O", "rounds", "Draw, reveal, close rounds.", shown=False)
RETRIEVED: Final = Action(
    "fulltext.retrieved", "e", "retrieved", "Note that it is here, with its file."
)


def key_of(command: str, keys: Mapping[str, str]) -> str:
    """Return the key that a command of the desk itself has now; `keys` are remapped ones, by id."""
    return key_named(next(one for one in SHARED if one.id == f"desk.{command}"), keys)


def key_to(place: str, keys: Mapping[str, str]) -> str:
    """Return the key that leads to a workspace now; `keys` are remapped ones, by id."""
    return key_named(next(go for go in GO if go.id == f"go.{place}"), keys)


def shared_bindings() -> list[BindingType]:
    """Return the bindings of the app itself."""
    places = [
        Binding(
            go.key,
            f"workspace('{go.id.removeprefix('go.')}')",
            go.label,
            show=False,
            id=go.id,
            tooltip=go.help,
        )
        for go in GO
    ]
    return [*bindings(SHARED), *places]
