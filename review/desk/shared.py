"""The commands that work in every workspace, and the keys of the workspaces."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from review.desk.action import Action, bindings

SHARED: Final = (
    Action("desk.help", "question_mark", "help", "Every key that works here, and what it does."),
    Action("desk.undo", "u", "undo", "Take back your own newest act; again and again, backwards."),
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
