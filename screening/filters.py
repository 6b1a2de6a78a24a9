"""Filters: which records of a stage a reviewer means, by what they know of them.

They look at facts, at the reviewer's own tags and decisions, and at what is revealed; nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, select

from review.clean import one_line
from review.protocol import Stage
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.tags import tagged
from screening.queue import waiting_sets


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


def among(connection: Connection, viewer: str, sets: Sequence[str], wanted: Filter) -> list[str]:
    """Return those of `sets` that fit, in their order; by the record that is shown for each."""
    found = list(sets)
    if wanted.source:
        _is_a_source(connection, wanted.source)
        found = _from_source(connection, found, wanted.source)
    if wanted.tag:
        bearing = tagged(connection, viewer, wanted.tag)
        found = [one for one in found if one in bearing]
    return _fitting(connection, found, wanted) if found else []


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


def _fitting(connection: Connection, sets: Sequence[str], wanted: Filter) -> list[str]:
    words = [re.compile(rf"\b{re.escape(word)}") for word in wanted.text.casefold().split()]
    made, record, text = tables.duplicate_set, tables.record, tables.record_text
    query = select(made.c.set_id, record.c.year, record.c.has_abstract, record.c.title).join(
        record, record.c.id == made.c.shown_id
    )
    if words:
        query = query.add_columns(text.c.abstract).join(text, text.c.record_id == record.c.id)
    fit: set[str] = set()
    for batch in batches(sets):
        for row in connection.execute(query.where(made.c.set_id.in_(batch))):
            said = f"{row.title}\n{row.abstract}".casefold() if words else ""
            abstract_fits = not (wanted.without_abstract and row.has_abstract)
            has_words = all(word.search(said) for word in words)
            if _is_of_years(row.year, wanted) and has_words and abstract_fits:
                fit.add(row.set_id)
    return [one for one in sets if one in fit]


def _is_of_years(year: int | None, wanted: Filter) -> bool:
    if wanted.without_year:
        return year is None
    if wanted.from_year is None and wanted.to_year is None:
        return True
    low = wanted.from_year if wanted.from_year is not None else year
    high = wanted.to_year if wanted.to_year is not None else year
    return year is not None and low is not None and high is not None and low <= year <= high
