"""How records are listed in plain lines, whatever number or list they are behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from review.clean import one_line
from review.commands.shell import put

if TYPE_CHECKING:
    from review.records.lookup import Found

WIDE = 100


def record_line(shown: str, year: int | None, text: str, width: int = WIDE) -> str:
    """Return a line: the id that can be typed, the year, and as much of the text as fits."""
    return f"{shown}  {year or '----'}  {one_line(text)[:width] or '(no title)'}"


def put_records(records: Iterable[Found]) -> None:
    """Write a line for each record."""
    for record in records:
        put(record_line(record.shown, record.year, record.title))
