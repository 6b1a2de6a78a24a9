"""What to import: the file, and the search that gave it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.desk.screens.importing import ImportScreen

if TYPE_CHECKING:
    from review.source_counts import SourceCount


def ask_import(
    screen: WorkScreen[Any], source: str, known: Mapping[str, tuple[SourceCount, int]]
) -> None:
    """Ask what to import, over `screen`; a source that is known keeps its particulars."""
    from review.importing import Search
    from review.standing import KINDS

    folder = screen.host.shell.folder
    lines = (
        Ask("file", "File", hint="the export: RIS, nbib, CSV, BibTeX, zip ...", path=True),
        Ask("source", "Source", hint="PsycINFO, for instance", options=tuple(known)),
        Ask("kind", "Kind", known[source][0].kind if source else "database", options=KINDS),
        Ask("platform", "Platform", hint="Ovid, EBSCOhost, ProQuest ...; may stay empty"),
        Ask("searched", "Searched on", hint="2026-03-01; may stay empty"),
        Ask("hits", "Hits", hint="as the database reported; may stay empty"),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if not values["file"] or not (folder / values["file"]).expanduser().is_file():
            return "file", f"There is no file {values['file']}."
        if not values["source"]:
            return "source", "Give the search a name; several files may share one."
        if values["kind"] not in KINDS:
            return "kind", f"Kinds: {', '.join(KINDS)}."
        if values["hits"] and not values["hits"].replace(",", "").isdecimal():
            return "hits", "Hits are a whole number."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        hits = values["hits"].replace(",", "")
        search = Search(
            one_line(values["source"]),
            values["kind"],
            values["platform"],
            values["searched"],
            int(hits) if hits else None,
        )
        path = (folder / values["file"]).expanduser()
        screen.app.push_screen(ImportScreen(path, search), imported)

    def imported(said: str | None) -> None:
        if said:
            screen.told(said)

    screen.app.push_screen(FormScreen("Import an export", lines, check, folder=folder), answered)
