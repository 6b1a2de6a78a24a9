"""What is written of one record: the record itself, and beside it what the review says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.clean import drawable
from review.formats.manager_keys import NO_KEY, Key
from review.record import Record
from review.typography import writable


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record with its key in the manager that it came from, and what is to be told of it."""

    record: Record
    notes: tuple[str, ...] = ()  # lines such as `full_text: excluded`, for a manager's notes
    columns: Mapping[str, str] = field(default_factory=dict)  # the same by column, for a table
    key: Key = NO_KEY


def text_of(value: str) -> str:
    """Return a value as any file can hold it and any reader gives it back: the residue has more."""
    if value.isascii() and value.isprintable():  # most values are, and are done at once
        return value
    return writable(drawable(value))
