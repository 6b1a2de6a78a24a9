"""Entries filled elsewhere taken in at the desk: which file, a look at it, then kept or left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from extraction.screens.asking_file import ask_file, file_lines, wrong_in
from review.counting import counted
from review.desk.base import WorkScreen
from review.desk.forms import Ask, Values
from review.desk.pairs import pairs
from review.desk.screens.incoming import IncomingScreen
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from pathlib import Path

    from extraction.offline.taking_in import Asked

YES_NO = ("no", "yes")
_ABOUT = (
    "A workbook, CSV or JSON as E writes it, or a table of your own. "
    "An empty cell leaves what is there."
)


def ask_entries(screen: WorkScreen[Any], forms: Collection[str], form: str = "") -> None:
    """Ask over `screen` for a file of the person's own entries, and show what is in it."""
    lines = (
        *file_lines("entries.xlsx", forms, form),
        Ask("codes", "Whose", hint="AB=anna: a code in the file; may stay empty"),
        Ask("done", "Complete", "no", hint="yes: call them complete", options=YES_NO),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if wrong := wrong_in(values, forms, screen.host.shell.folder):
            return wrong
        if pairs(values["codes"]) is None:
            return "codes", "Write CODE=NAME, several with commas between."
        return ("done", "Say yes or no.") if values["done"] not in YES_NO else None

    def made(path: Path, asked: Asked, values: Values) -> EntriesScreen:
        from dataclasses import replace

        codes = pairs(values["codes"]) or {}
        return EntriesScreen(path, replace(asked, codes=codes, done=values["done"] == "yes"))

    ask_file(screen, "Your entries, filled elsewhere", _ABOUT, lines, check, made)


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
        from review.sources.export_files import bytes_of

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
        back = f"{self.undo_key} takes them back"
        return f"{counted(done.imported, 'answer')} taken into {entries}{left}. {back}."
