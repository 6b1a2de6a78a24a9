"""What to import: the file, and the search that gave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    from review.sources.counts import SourceCount


_SOURCE = "the search that gave the file: PsycINFO, for instance. Several files may share one."
_HITS = (
    "as the database reported, of all files of this source; may stay empty. It is compared with "
    "what the files hold."
)
_FROM = (
    "title-abstract, as nearly always; full-text for reports that are known to be worth "
    "reading, the included studies of an older review, for instance."
)
_WHY = "only where they begin at full-text: the methods section tells why. Else it stays empty."


def ask_import(
    screen: WorkScreen[Any],
    source: str,
    known: Mapping[str, SourceCount],
    then: Callable[[str], None],
) -> None:
    """Ask what to import, over `screen`; a source that is known keeps its particulars.

    `then` is called with the source once something was imported.
    """
    from review.protocol import STAGES
    from review.standing import KINDS

    folder = screen.host.shell.folder
    kind = known[source].kind if source else "database"
    lines = (
        Ask("file", "File", hint="RIS, nbib, CSV, BibTeX, zip ...; a folder; *.ris", path=True),
        Ask("source", "Source", hint="PsycINFO, for instance", told=_SOURCE, options=tuple(known)),
        Ask("kind", "Kind", kind, told=f"{', '.join(KINDS)}.", options=KINDS),
        Ask("platform", "Platform", hint="Ovid, EBSCOhost, ProQuest ...; may stay empty"),
        Ask("searched", "Searched on", hint="2026-03-01; may stay empty"),
        Ask("hits", "Hits", hint="as the database reported; may stay empty", told=_HITS),
        Ask("stage", "Screen from", STAGES[0], told=_FROM, options=STAGES),
        Ask("why", "Why from there", hint="only where they begin at full-text", told=_WHY),
    )

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            coming = _coming(folder, values, known)
            screen.app.push_screen(ImportScreen(coming), partial(imported, coming.search.name))

    def imported(name: str, said: str | None) -> None:
        if said:
            screen.told(said)
            then(name)

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
        wrong["why"] = "Say why these begin at full-text; the methods section tells it."
    found = next(((line, why) for line, why in wrong.items() if why), None)
    return found or wrong_numbers(values)


def _no_file(folder: Path, typed: str) -> str:
    from review.sources.export_files import files_meant

    try:
        files = files_meant(folder, [typed]) if typed else []
    except Refused as refusal:
        return refusal.why
    return "" if files and (folder / files[0]).is_file() else f"There is no file {typed}."


def _coming(folder: Path, values: Values, known: Mapping[str, SourceCount]) -> Coming:
    from review.protocol import FULL_TEXT
    from review.sources.describing import Search, day_of_search
    from review.sources.export_files import files_meant
    from review.sources.importing import Straight

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
    return Coming(paths, search, straight, known.get(name))
