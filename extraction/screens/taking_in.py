"""Entries filled elsewhere taken in at the desk: which file, a look at it, then kept or left."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from review.counting import counted
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.desk.screens.incoming import IncomingScreen
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from pathlib import Path

    from extraction.offline.taking_in import Asked

YES_NO = ("no", "yes")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_ABOUT = (
    "A workbook, CSV or JSON as E writes it, or a table of your own. "
    "An empty cell leaves what is there."
)


def ask_entries(screen: WorkScreen[Any], forms: Collection[str], form: str = "") -> None:
    """Ask over `screen` for a file of the person's own entries, and show what is in it."""
    folder = screen.host.shell.folder
    lines = (
        Ask("file", "File", hint="entries.xlsx, for instance", path=True),
        Ask("form", "Form", form, hint=", ".join(forms), options=tuple(forms)),
        Ask("columns", "Columns", hint="Design=design, Notes=-; may stay empty"),
        Ask("codes", "Whose", hint="AB=anna: a code in the file; may stay empty"),
        Ask("unreported", "Not reported", hint="cells that say so: NR, unclear"),
        Ask("inapplicable", "Not applicable", hint="cells that say so: NA"),
        Ask("done", "Complete", "no", hint="yes: call them complete", options=YES_NO),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if not values["file"] or not (folder / values["file"]).expanduser().is_file():
            return "file", f"There is no file {values['file']}."
        if values["form"] not in forms:
            return "form", f"Forms: {', '.join(forms)}."
        if _pairs(values["columns"]) is None:
            return "columns", "Write COLUMN=FIELD, several with commas between."
        if _pairs(values["codes"]) is None:
            return "codes", "Write CODE=NAME, several with commas between."
        return ("done", "Say yes or no.") if values["done"] not in YES_NO else None

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        from extraction.offline.taking_in import Asked

        said = {"unreported": "not-reported", "inapplicable": "not-applicable"}
        asked = Asked(
            values["form"],
            _pairs(values["columns"]) or {},
            _pairs(values["codes"]) or {},
            {word: said[key] for key in said for word in _SEPARATOR.split(values[key]) if word},
            values["done"] == "yes",
        )
        path = (folder / values["file"]).expanduser()
        screen.app.push_screen(EntriesScreen(path, asked), taken)

    def taken(said: str | None) -> None:
        if said:
            screen.told(said)
            screen.reload()

    form_screen = FormScreen(
        "Your entries, filled elsewhere", lines, check, about=_ABOUT, folder=folder
    )
    screen.app.push_screen(form_screen, answered)


def _pairs(text: str) -> dict[str, str] | None:
    """Return `a=b, c=d` as pairs; None where it has another form."""
    pairs = [part.rpartition("=") for part in _SEPARATOR.split(text) if part]
    if not all(left.strip() and right.strip() for left, _sign, right in pairs):
        return None
    return {left.strip(): right.strip() for left, _sign, right in pairs}


class EntriesScreen(IncomingScreen):
    """One file of entries on its way in."""

    def __init__(self, path: Path, asked: Asked) -> None:
        super().__init__(path, f"Your entries of {asked.form}")
        self._asked = asked
        self._data = b""

    def look(self) -> Sequence[Block]:
        """Read the file and say what of it would be kept, and what rejected."""
        from extraction.offline.taking_in import look_at
        from extraction.offline.telling import in_words
        from review.export_files import bytes_of

        self._data = bytes_of(self.path, str(self.path))
        done = look_at(self.review, self._data, self.path.name, self._asked)
        return [Block(line, hang=4) for line in in_words(done, self.path.name, dry_run=True)]

    def keep(self) -> str:
        """Keep the answers, in one transaction."""
        from extraction.offline.taking_in import take_in

        tell = self.telling(f"Taking in {self.path.name}")
        done = take_in(self.review, self._data, self.path.name, self._asked, tell)
        left = f", {len(done.rejected):,} rejected" if done.rejected else ""
        entries = counted(done.entries, "entry", "entries")
        return f"{counted(done.imported, 'answer')} taken into {entries}{left}. u takes them back."
