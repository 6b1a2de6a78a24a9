"""A table narrowed to the tags that a record has, kept for the many records that look alike."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from review.formats.table import Names, Table

# Fields of one value that need no care but joining of lines.
_PLAIN_ONES = (
    "type",
    "volume",
    "issue",
    "article_number",
    "database",
    "language",
)
_MARKED_UP_ONES = ("title", "translated_title", "journal", "journal_short", "publisher", "place")
_PLANS = 4096


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for records that have exactly these tags."""

    table: Table  # each field with those of its tags that are there
    plain_ones: tuple[tuple[str, Names], ...]
    marked_up_ones: tuple[tuple[str, Names], ...]


@lru_cache(maxsize=_PLANS)
def plan_for(table: Table, present: tuple[str, ...]) -> Plan:
    """Return the plan for records with the tags `present`."""
    has = frozenset(present)
    narrowed: dict[str, Any] = {
        field.name: tuple(name for name in getattr(table, field.name) if name in has)
        for field in fields(table)
        if field.name not in {"name", "accession_within"}
    }
    within = tuple(pair for pair in table.accession_within if pair[0] in has)
    narrow = replace(table, accession_within=within, **narrowed)

    def wanted(names: tuple[str, ...]) -> tuple[tuple[str, Names], ...]:
        return tuple((name, tags) for name in names if (tags := getattr(narrow, name)))

    return Plan(narrow, wanted(_PLAIN_ONES), wanted(_MARKED_UP_ONES))
