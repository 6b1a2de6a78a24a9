"""Correcting what is known of a source, in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values
from review.refusal import Refused

if TYPE_CHECKING:
    from review.sources.counts import SourceCount


def wrong_numbers(values: Values) -> tuple[str, str] | None:
    """Return what is wrong with the day of a search and its hits as typed, None where nothing."""
    from review.sources.describing import day_of_search

    try:
        day_of_search(values["searched"])
    except Refused as refusal:
        return "searched", str(refusal)
    if values["hits"] and not values["hits"].replace(",", "").isdecimal():
        return "hits", "Hits are a whole number."
    return None


def hits_of(values: Values) -> int | None:
    """Return the hits as typed, None where nothing is."""
    typed = values["hits"].replace(",", "")
    return int(typed) if typed else None


def ask_description(screen: WorkScreen[Any], count: SourceCount) -> None:
    """Ask for platform, date and hits of a source, over `screen`, and why they change."""
    lines = (
        Ask("platform", "Platform", count.platform, "Ovid, EBSCOhost, ProQuest ..."),
        Ask("searched", "Searched on", count.searched, "2026-03-01"),
        Ask("hits", "Hits", "" if count.hits is None else str(count.hits), "of all its files"),
        Ask("query", "Query file", "", "the strategy as run; may stay empty", path=True),
        Ask("why", "Why", "", "may stay empty"),
    )
    folder = screen.host.shell.folder

    def check(values: Values) -> tuple[str, str] | None:
        if values["query"] and not (folder / values["query"]).expanduser().is_file():
            return "query", f"There is no file {values['query']}."
        return wrong_numbers(values)

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            screen.run_write(lambda: _described(screen, count.name, values), done)

    def done(said: str) -> None:
        screen.told(said)

    title = f"What is known of {one_line(count.name)}"
    screen.app.push_screen(FormScreen(title, lines, check, folder=folder), answered)


def _described(screen: WorkScreen[Any], source: str, values: dict[str, str]) -> str:
    from review.sources.describing import day_of_search, describe
    from review.sources.export_files import text_of

    said: dict[str, Any] = {
        "platform": one_line(values["platform"]),
        "searched": day_of_search(values["searched"]),
        "hits": hits_of(values),
    }
    if values["query"]:
        path = (screen.host.shell.folder / values["query"]).expanduser()
        said["query"] = text_of(path, values["query"])
    return describe(screen.review, source, said, values["why"])
