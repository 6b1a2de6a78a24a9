"""Filters: which records of a stage a reviewer means, by what they know of them.

They look at facts, at the reviewer's own tags and decisions, and at what is revealed; nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    cast,
    func,
    or_,
    select,
    true,
)

from review.clean import one_line
from review.protocol import Stage
from review.records.tags import tagged
from review.refusal import Refused
from review.store import tables
from screening.queue import waiting_sets

Progress = Callable[[int, int], None]
_PORTION = 4000  # sets looked at between two words about how far it is
_PLAIN = re.compile(r"[!-~]+")  # what is ASCII in a word


@dataclass(frozen=True, slots=True)
class Filter:
    """What a record must be like; what is not said does not matter."""

    source: str = ""
    from_year: int | None = None
    to_year: int | None = None
    text: str = ""  # every word of it at the beginning of a word of title or abstract
    tag: str = ""
    without_abstract: bool = False
    without_year: bool = False

    @property
    def says_something(self) -> bool:
        """Tell whether anything is asked of a record."""
        return any(getattr(self, field.name) not in ("", None, False) for field in fields(self))

    def in_words(self) -> str:
        """Return the filter as one would say it."""
        parts = []
        if self.source:
            parts.append(f"from {one_line(self.source)}")
        if self.from_year is not None:
            parts.append(f"from {self.from_year} on")
        if self.to_year is not None:
            parts.append(f"up to {self.to_year}")
        if self.without_year:
            parts.append("without a year")
        if self.text:
            parts.append(f"with “{one_line(self.text)}”")
        if self.tag:
            parts.append(f"tagged “{one_line(self.tag)}”")
        if self.without_abstract:
            parts.append("without an abstract")
        return ", ".join(parts) or "all"


def waiting(connection: Connection, reviewer: str, stage: Stage, wanted: Filter) -> list[str]:
    """Return the sets that `reviewer` has yet to decide and that fit, in order."""
    return among(connection, reviewer, waiting_sets(connection, reviewer, stage), wanted)


def among(
    connection: Connection,
    viewer: str,
    sets: Sequence[str],
    wanted: Filter,
    progress: Progress | None = None,
) -> list[str]:
    """Return those of `sets` that fit, in their order; by the record that is shown for each.

    `progress` is called with (done, total) between portions of the work, and may raise to stop it.
    """
    found = list(sets)
    if wanted.source:
        _is_a_source(connection, wanted.source)
        found = _from_source(connection, found, wanted.source)
    if wanted.tag:
        bearing = tagged(connection, viewer, wanted.tag)
        found = [one for one in found if one in bearing]
    if replace(wanted, source="", tag="").says_something:
        return _fitting(connection, found, wanted, progress)
    return found


def _is_a_source(connection: Connection, name: str) -> None:
    names = connection.scalars(select(tables.source.c.name).order_by(tables.source.c.name)).all()
    if name not in names:
        raise Refused(f"There is no source “{name}”.", f"Sources: {', '.join(names) or 'none'}.")


def _from_source(connection: Connection, sets: Sequence[str], name: str) -> list[str]:
    in_set, source = tables.record_set, tables.source
    held = set(
        connection.scalars(
            select(in_set.c.set_id)
            .join(source, source.c.id == in_set.c.source_id)
            .where(source.c.name == name)
        )
    )
    return [one for one in sets if one in held]


def _fitting(
    connection: Connection, sets: Sequence[str], wanted: Filter, progress: Progress | None
) -> list[str]:
    made, record, text = tables.duplicate_set, tables.record, tables.record_text
    words = wanted.text.casefold().split()
    query = select(made.c.set_id).join(record, record.c.id == made.c.shown_id)
    query = query.where(*_of_record(wanted))
    if words:
        query = query.join(text, text.c.record_id == record.c.id)
        query = query.add_columns(record.c.title, text.c.abstract).where(
            *(_may_hold(connection, word) for word in words)
        )
    begun = [re.compile(rf"\b{re.escape(word)}") for word in words]
    fit: set[str] = set()
    for start in range(0, len(sets), _PORTION):
        if progress:
            progress(start, len(sets))
        portion = sets[start : start + _PORTION]
        for row in connection.execute(query.where(made.c.set_id.in_(portion))):
            said = f"{row.title}\n{row.abstract}".casefold() if words else ""
            if all(word.search(said) for word in begun):
                fit.add(row.set_id)
    return [one for one in sets if one in fit]


def _of_record(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions on `record` that the database can judge alone."""
    record = tables.record
    if wanted.without_abstract:
        yield record.c.has_abstract.is_(False)
    if wanted.without_year:
        yield record.c.year.is_(None)
        return
    if wanted.from_year is not None:
        yield record.c.year >= wanted.from_year
    if wanted.to_year is not None:
        yield record.c.year <= wanted.to_year


def _may_hold(connection: Connection, word: str) -> ColumnElement[bool]:
    """Return a condition that every title or abstract with `word` meets: it sifts most others out.

    The database compares letters of ASCII alone without regard to case; whatever has others is let
    through, to be looked at with all of them in mind.
    """
    pieces = _PLAIN.findall(word)
    if not pieces:
        return true()
    longest = re.sub(r"([%_/])", r"/\1", max(pieces, key=len))
    on_server = connection.dialect.name == "postgresql"
    found: list[ColumnElement[bool]] = []
    for column in (tables.record.c.title, tables.record_text.c.abstract):
        like = column.ilike if on_server else column.like  # where it is case-blind as it is
        found.append(like(f"%{longest}%", escape="/"))
        octets = func.octet_length(column) if on_server else func.length(cast(column, LargeBinary))
        found.append(func.length(column) != octets)
    return or_(*found)
