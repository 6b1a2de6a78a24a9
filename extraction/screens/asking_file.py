"""Asking at the desk for a file of entries and how it is to be read, then showing what is in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.desk.pairs import SEPARATOR, pairs

if TYPE_CHECKING:
    from pathlib import Path

    from extraction.offline.taking_in import Asked
    from review.desk.screens.incoming import IncomingScreen

_STATUSES = {"unreported": "not-reported", "inapplicable": "not-applicable"}


def file_lines(example: str, forms: Collection[str], form: str = "") -> tuple[Ask, ...]:
    """Return the lines that every such question has."""
    return (
        Ask("file", "File", hint=f"{example}, for instance", path=True),
        Ask("form", "Form", form, hint=", ".join(forms), options=tuple(forms)),
        Ask("columns", "Columns", hint="Design=design, Notes=-; may stay empty"),
        Ask("unreported", "Not reported", hint="cells that say so: NR, unclear"),
        Ask("inapplicable", "Not applicable", hint="cells that say so: NA"),
    )


def wrong_in(values: Values, forms: Collection[str], folder: Path) -> tuple[str, str] | None:
    """Return the first of those lines that cannot be, and why."""
    if not values["file"] or not (folder / values["file"]).expanduser().is_file():
        return "file", f"There is no file {values['file']}."
    if values["form"] not in forms:
        return "form", f"Forms: {', '.join(forms)}."
    if pairs(values["columns"]) is None:
        return "columns", "Write COLUMN=FIELD, several with commas between."
    return None


def ask_file(
    screen: WorkScreen[Any],
    title: str,
    about: str,
    lines: Sequence[Ask],
    check: Callable[[Values], tuple[str, str] | None],
    made: Callable[[Path, Asked, Values], IncomingScreen],
) -> None:
    """Ask over `screen`, and show the file on the screen that `made` makes of the answers."""
    folder = screen.host.shell.folder

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        from extraction.offline.taking_in import Asked

        words = {
            word: status
            for key, status in _STATUSES.items()
            for word in SEPARATOR.split(values[key])
            if word
        }
        asked = Asked(values["form"], pairs(values["columns"]) or {}, words=words)
        path = (folder / values["file"]).expanduser()
        screen.app.push_screen(made(path, asked, values), taken)

    def taken(said: str | None) -> None:
        if said:
            screen.told(said)
            screen.reload()

    form_screen = FormScreen(title, lines, check, about=about, folder=folder)
    screen.app.push_screen(form_screen, answered)
