"""What is known of a source: as its first import said, and as people corrected or added to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from review.clean import one_line
from review.facts import source_id
from review.ledger.ledger import Review, Writing
from review.people import team
from review.records.corrections import DESCRIBE, DESCRIBED, body_over, corrected
from review.refusal import Refused
from review.store import tables

_NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Search:
    """One search of one source, as the user describes it."""

    name: str
    kind: str = "database"
    platform: str = ""
    searched: str = ""
    hits: int | None = None  # that the database reported, whatever files they came in
    query: str = ""


def day_of_search(text: str) -> str:
    """Return the day, month or year of a search as ISO 8601 writes it, "" where none is typed.

    Raises Refused for what is no date: tables of sources and the methods print it.
    """
    typed = one_line(text)
    if found := _NORWEGIAN_DAY.fullmatch(typed):
        typed = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    if typed and not _is_date(typed):
        raise Refused(f"“{typed}” is no date.", "Write 2026-03-01, 2026-03, 2026 or 1.3.2026.")
    return typed


def _is_date(typed: str) -> bool:
    try:
        date.fromisoformat(typed + "-01" * (2 - typed.count("-")))
    except ValueError:
        return False
    return bool(_ISO_DATE.fullmatch(typed))


def searches(connection: Connection) -> dict[str, Search]:
    """Return every source as it is described now, by its id."""
    edits = corrected(connection)
    rows = connection.execute(select(tables.source))
    return {row.id: replace(_search(row), **edits.get(row.id, {})) for row in rows}


def _search(row: Row[Any]) -> Search:
    return Search(row.name, row.kind, row.platform, row.searched, row.hits, row.query)


def source_named(connection: Connection, name: str) -> tuple[str, Search]:
    """Return the id and the description of the source called `name`; Refused if there is none."""
    every = searches(connection)
    wanted = one_line(name)
    for source, search in every.items():
        if search.name == wanted:
            return source, search
    known = ", ".join(f"“{search.name}”" for search in every.values()) or "none yet"
    raise Refused(f"There is no source “{wanted}”.", f"Sources: {known}.")


def describe(review: Review, name: str, said: Mapping[str, Any], why: str) -> str:
    """Correct what is known of a source by an act, and say so; Refused where nothing changes."""
    with review.write() as writing:
        team.known(writing.connection, review)
        source, search = source_named(writing.connection, name)
        changed = _changes(search, {field: said[field] for field in DESCRIBED if field in said})
        if not changed:
            raise Refused(
                f"Nothing of “{search.name}” changes.",
                "Say what does: --platform, --searched, --hits or --query-file.",
            )
        return _append(writing, source, search.name, changed, one_line(why))


def source_for(writing: Writing, search: Search) -> str:
    """Return the id of the source of an import, which is made, or described further, as needed.

    Raises Refused where it is known as something else: nothing that somebody says is dropped.
    """
    connection = writing.connection
    source = source_id(writing.review.store.review_id, search.name)
    known = searches(connection).get(source)
    if known is None:
        # Only what makes it this source is a fact: two copies may describe one search differently,
        # and what they say is told apart, and settled, where acts say it.
        known = Search(search.name, search.kind or "database")
        connection.execute(insert(tables.source).values(id=source, **asdict(known)))
    if search.kind and known.kind != search.kind:
        raise Refused(
            f"The source “{search.name}” is a {known.kind}, not a {search.kind}.",
            f"Say --kind {known.kind}, or give this search a name of its own.",
        )
    changed = _changes(
        known,
        {field: said for field in DESCRIBED if (said := getattr(search, field)) not in {"", None}},
    )
    other = [field for field in changed if getattr(known, field) not in {"", None}]
    if other and _has_files(connection, source):
        raise _known_otherwise(known, changed, other[0])
    if changed:
        _append(writing, source, search.name, changed, "said with an import")
    return source


def _check(hits: int | None) -> None:
    if hits is not None and hits < 0:
        raise Refused("Hits are a whole number of at least 0.")


def _changes(known: Search, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `said` is new; Refused for a number of hits that cannot be."""
    _check(said.get("hits"))
    return {field: value for field, value in said.items() if value != getattr(known, field)}


def _known_otherwise(known: Search, changed: Mapping[str, Any], field: str) -> Refused:
    was, now = getattr(known, field), changed[field]
    said = "another query" if field == "query" else f"{field} “{was}”, not “{now}”"
    option = "--query-file" if field == "query" else f"--{field}"
    whole = " Its hits are those of the whole source, however many files come." * (field == "hits")
    return Refused(
        f"The source “{known.name}” is known with {said}.{whole}",
        f"Leave {option} out, correct it with `review sources edit`, or give this search a name "
        "of its own.",
    )


def _has_files(connection: Connection, source: str) -> bool:
    """Tell whether an import into the source stands."""
    file, act = tables.import_file, tables.import_act
    query = select(act.c.act_id).join(file, file.c.id == act.c.import_file_id)
    return connection.scalar(query.where(file.c.source_id == source).limit(1)) is not None


def _append(writing: Writing, source: str, name: str, fields: Mapping[str, Any], why: str) -> str:
    body = body_over(writing.connection, source, fields, why)
    act = writing.append(DESCRIBE, source, {"source": name, **body})
    return writing.review.projectors.kinds[DESCRIBE].says(act)
