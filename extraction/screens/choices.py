"""Choosing in the desk how the synthesis counts and shows, with the reason."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.choices import ABOUT, KEYS, checked
from extraction.choosing import choose
from review.desk.forms import Ask, FormScreen, Values
from review.refusal import Refused

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen

_ABOUT = "\n".join(f"{key}: {about}" for key, about in ABOUT.items())


def ask_choice_of_synthesis(screen: WorkspaceScreen, folder: Path) -> None:
    """Ask what is chosen, as what, and why; keep it."""

    def keep(values: dict[str, str] | None) -> None:
        if values is not None:
            what, chosen = values["what"], shlex.split(values["values"])
            screen.run_write(lambda: choose(screen.review, what, chosen, values["why"]), kept)

    def kept(said: str) -> None:
        screen.told(said)
        screen.reload()

    lines = (
        Ask("what", "What", hint=", ".join(KEYS), options=KEYS),
        Ask("values", "As", hint='one or several; "of two words" in quotes'),
        Ask("why", "Why", hint="printed below the tables"),
    )
    form = FormScreen("Choose for the synthesis", lines, _wrong, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, keep)


def _wrong(values: Values) -> tuple[str, str] | None:
    try:
        checked(values["what"], tuple(shlex.split(values["values"])))
    except ValueError:
        return "values", "A quote is not closed."
    except Refused as refusal:
        return ("values" if values["what"] in KEYS else "what"), str(refusal)
    return None if values["why"] else ("why", "Say why in a few words.")
