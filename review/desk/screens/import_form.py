"""What to import: the file, and the search that gave it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.desk.screens.importing import Coming, ImportScreen
from review.desk.screens.source_form import hits_of, wrong_numbers
from review.refusal import Refused

if TYPE_CHECKING:
    from review.source_counts import SourceCount


def ask_import(screen: WorkScreen[Any], source: str, known: Mapping[str, SourceCount]) -> None:
    """Ask what to import, over `screen`; a source that is known keeps its particulars."""
    from review.protocol import STAGES
    from review.standing import KINDS

    folder = screen.host.shell.folder
    lines = (
        Ask("file", "File", hint="RIS, nbib, CSV, BibTeX, zip ...; a folder; *.ris", path=True),
        Ask("source", "Source", hint="PsycINFO, for instance", options=tuple(known)),
        Ask("kind", "Kind", known[source].kind if source else "database", options=KINDS),
        Ask("platform", "Platform", hint="Ovid, EBSCOhost, ProQuest ...; may stay empty"),
        Ask("searched", "Searched on", hint="2026-03-01; may stay empty"),
        Ask("hits", "Hits", hint="as the database reported; may stay empty"),
        Ask("stage", "Begin at", STAGES[0], "full-text: a known list of reports", STAGES),
        Ask("why", "Why", hint="why they skip title and abstract, where they do"),
    )

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            coming = _coming(folder, values, known)
            screen.app.push_screen(ImportScreen(coming), imported)

    def imported(said: str | None) -> None:
        if said:
            screen.told(said)

    form = FormScreen("Import an export", lines, partial(_wrong, folder), folder=folder)
    screen.app.push_screen(form, answered)


def _wrong(folder: Path, values: Values) -> tuple[str, str] | None:
    """Return the line that is wrong and why, None where none is."""
    from review.protocol import FULL_TEXT, STAGES
    from review.standing import KINDS

    wrong = {
        "file": _no_file(folder, values["file"]),
        "source": "" if values["source"] else "Name the search; several files may share one.",
        "kind": "" if values["kind"] in KINDS else f"Kinds: {', '.join(KINDS)}.",
        "stage": "" if values["stage"] in STAGES else f"Stages: {', '.join(STAGES)}.",
    }
    if values["stage"] == FULL_TEXT and not values["why"]:
        wrong["why"] = "Whoever takes records past title and abstract says why."
    found = next(((line, why) for line, why in wrong.items() if why), None)
    return found or wrong_numbers(values)


def _no_file(folder: Path, typed: str) -> str:
    from review.export_files import files_meant

    try:
        files = files_meant(folder, [typed]) if typed else []
    except Refused as refusal:
        return refusal.why
    return "" if files and (folder / files[0]).is_file() else f"There is no file {typed}."


def _coming(folder: Path, values: Values, known: Mapping[str, SourceCount]) -> Coming:
    from review.describing import Search, day_of_search
    from review.export_files import files_meant
    from review.importing import Straight
    from review.protocol import FULL_TEXT

    name = one_line(values["source"])
    search = Search(
        name,
        values["kind"],
        one_line(values["platform"]),
        day_of_search(values["searched"]),
        hits_of(values),
    )
    straight = Straight(values["why"]) if values["stage"] == FULL_TEXT else None
    paths = tuple(folder / file for file in files_meant(folder, [values["file"]]))
    return Coming(paths, search, straight, known[name].found if name in known else 0)
