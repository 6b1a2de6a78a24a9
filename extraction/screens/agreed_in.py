"""What two agreed on elsewhere taken in at the desk: which file, a look at it, kept or left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from extraction.screens.asking_file import ask_file, file_lines, wrong_in
from review.counting import counted
from review.desk.base import WorkScreen
from review.desk.forms import Ask, Values
from review.desk.screens.incoming import IncomingScreen
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from pathlib import Path

    from extraction.offline.taking_in import Asked

_ABOUT = (
    "A row for each agreed entry; both entries are here and complete. "
    "An empty cell takes the answer away where only one of them has it."
)


def ask_agreed(screen: WorkScreen[Any], forms: Collection[str]) -> None:
    """Ask over `screen` for a file of agreed entries, and show what is in it."""
    lines = (
        *file_lines("agreed.xlsx", forms),
        Ask("why", "Why", hint="of answers that neither of the two gave"),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if wrong := wrong_in(values, forms, screen.host.shell.folder):
            return wrong
        return None if values["why"].strip() else ("why", "Say why, in a few words.")

    def made(path: Path, asked: Asked, values: Values) -> AgreedScreen:
        return AgreedScreen(path, asked, values["why"])

    ask_file(screen, "What two agreed on elsewhere", _ABOUT, lines, check, made)


class AgreedScreen(IncomingScreen):
    """One file of agreed entries on its way in."""

    def __init__(self, path: Path, asked: Asked, why: str) -> None:
        super().__init__(path, f"Agreed entries of {asked.form}")
        self._asked, self._why = asked, why
        self._data = b""

    def look(self) -> Sequence[Block]:
        """Read the file and say which rows would be agreed, and which rejected."""
        from extraction.offline.agreed_in import look_at_agreed
        from extraction.offline.telling import agreed_in_words
        from review.sources.export_files import bytes_of

        self._data = bytes_of(self.path, str(self.path))
        done = look_at_agreed(self.review, self._data, self.path.name, self._asked, self._why)
        return [Block(line, hang=4) for line in agreed_in_words(done, self.path.name, dry_run=True)]

    def keep(self) -> str:
        """Keep a consensus for each row, in one transaction."""
        from extraction.offline.agreed_in import take_in_agreed

        tell = self.telling(f"Agreeing by {self.path.name}")
        done = take_in_agreed(self.review, self._data, self.path.name, self._asked, self._why, tell)
        left = f", {len(done.rejected):,} rejected" if done.rejected else ""
        entries = counted(done.imported, "entry", "entries")
        return f"{entries} agreed{left}. {self.undo_key} takes it back."
