"""The form that says what the records of a list must be like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from review.desk.forms import Ask, FormScreen, Values

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.base import WorkScreen
    from screening.filters import Filter

_ONLY = ("yes", "no")


def ask_filter(
    screen: WorkScreen[Any], now: Filter | None, then: Callable[[Filter | None], None]
) -> None:
    """Ask, over `screen`, for a filter; `then` gets it, None where nothing is asked of a record."""
    person = screen.review.person
    screen.run_read(
        lambda connection: _choices(connection, person),
        lambda choices: _ask(screen, now, choices, then),
        group="filter",
    )


def _choices(connection: Connection, person: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the sources, and those of the person's own tags."""
    from sqlalchemy import select

    from review.records.tags import names_used
    from review.store import tables

    name = tables.source.c.name
    sources = connection.scalars(select(name).order_by(name))
    return tuple(sources), tuple(names_used(connection, person))


def _ask(
    screen: WorkScreen[Any],
    now: Filter | None,
    choices: tuple[tuple[str, ...], tuple[str, ...]],
    then: Callable[[Filter | None], None],
) -> None:
    from screening.filters import Filter

    sources, tags = choices
    was = now or Filter()
    lines = (
        Ask("text", "Words", was.text, "of title or abstract, beginning so"),
        Ask("source", "Source", was.source, ", ".join(sources), sources),
        Ask("from", "From year", _year(was.from_year)),
        Ask("to", "To year", _year(was.to_year)),
        Ask("tag", "Tag", was.tag, ", ".join(tags), tags),
        Ask("bare", "No abstract", "yes" if was.without_abstract else "", "yes: only those"),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if values["source"] and values["source"] not in sources:
            return "source", f"The sources are: {', '.join(sources) or 'none yet'}."
        for name in ("from", "to"):
            if values[name] and not values[name].isdecimal():
                return name, "Write a year, such as 2015."
        if values["bare"] not in {"", *_ONLY}:
            return "bare", "Write yes, or nothing."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            wanted = _filter(values)
            then(wanted if wanted.says_something else None)

    about = "What a record must be like; an empty line asks for nothing."
    form = FormScreen("Filter", lines, check, about=about, folder=screen.host.shell.folder)
    screen.app.push_screen(form, answered)


def _filter(values: Values) -> Filter:
    from screening.filters import Filter

    return Filter(
        source=values["source"],
        from_year=int(values["from"]) if values["from"] else None,
        to_year=int(values["to"]) if values["to"] else None,
        text=values["text"],
        tag=values["tag"],
        without_abstract=values["bare"] == "yes",
    )


def _year(year: int | None) -> str:
    return "" if year is None else str(year)
