"""Taking in decisions made elsewhere: which file, whose codes, a look at it, then kept or left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.desk.pairs import pairs
from review.desk.screens.incoming import IncomingScreen
from review.desk.widgets.paper import Block
from review.protocol import Stage
from screening.ballot import VERDICTS

if TYPE_CHECKING:
    from pathlib import Path

    from screening.decisions.taking_in import Asked


def ask_decisions(screen: WorkScreen[Any], stage: Stage) -> None:
    """Ask for a file of decisions at `stage`, over `screen`, and show what is in it."""
    folder = screen.host.shell.folder
    lines = (
        Ask("file", "File", hint="Rayyan's log, CSV, RIS, .asreview, zip ...", path=True),
        Ask("codes", "Whose", hint="3624=anna, 3625=bo; =anna: rows without a name"),
        Ask("reasons", "Reasons", hint="too old=population, ...; may stay empty"),
        Ask("verdict", "Verdict", hint="of a list that says none", options=VERDICTS),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if not values["file"] or not (folder / values["file"]).expanduser().is_file():
            return "file", f"There is no file {values['file']}."
        if pairs(values["codes"], nameless=True) is None:
            return "codes", "Write CODE=NAME, several with commas between."
        if pairs(values["reasons"], nameless=True) is None:
            return "reasons", "Write WORDS=ID, several with commas between."
        if values["verdict"] and values["verdict"] not in VERDICTS:
            return "verdict", f"Say {', '.join(VERDICTS)}, or nothing."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        from screening.decisions.taking_in import Asked

        codes, reasons = (
            pairs(values["codes"], nameless=True) or {},
            pairs(values["reasons"], nameless=True) or {},
        )
        asked = Asked(stage, codes, reasons, verdict=values["verdict"])
        path = (folder / values["file"]).expanduser()
        screen.app.push_screen(TakingInScreen(path, asked), taken)

    def taken(said: str | None) -> None:
        if said:
            screen.told(said)

    title = f"Decisions made elsewhere, at {stage}"
    screen.app.push_screen(FormScreen(title, lines, check, folder=folder), answered)


class TakingInScreen(IncomingScreen):
    """One file of decisions on its way in."""

    def __init__(self, path: Path, asked: Asked) -> None:
        super().__init__(path, f"Decisions at {asked.stage}")
        self._asked = asked
        self._data = b""

    def look(self) -> Sequence[Block]:
        """Read the file and say what of it would be kept."""
        from review.sources.export_files import bytes_of
        from screening.decisions.taking_in import look_at
        from screening.decisions.telling import in_words

        self._data = bytes_of(self.path, str(self.path))
        done = look_at(self.review, self._data, self.path.name, self._asked)
        return [Block(line, hang=4) for line in in_words(done, self.path.name, dry_run=True)]

    def keep(self) -> str:
        """Keep the decisions, in one transaction."""
        from screening.decisions.taking_in import take_in

        tell = self.telling(f"Taking in {self.path.name}")
        done = take_in(self.review, self._data, self.path.name, self._asked, tell)
        left = f", {len(done.rejected):,} left out" if done.rejected else ""
        revealed = f"; {done.revealed}" if done.revealed else ""
        back = f"{self.undo_key} takes them back"
        return f"{done.imported:,} decisions taken in{left}{revealed}. {back}."
