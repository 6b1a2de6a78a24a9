"""What a format cannot say of a record, carried beside it, so that export and import lose nothing.

A writer writes a record as its format has it, reads that back, and puts the fields that came out
otherwise into one line of JSON; the reader puts them in again. So import(export(x)) = x in every
format for every field but `raw` and `line`, which are the file's: the same text, letter for letter,
the same values in the same order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from review.record import Record

MARK = "review:"
# Where our writers put it.
_PLACES = frozenset({"C5", "x-review", "custom5", "custom", "XRV", "carried"})
_RUN_OF_BLANKS = re.compile(r" (?= )")
_NOT_CARRIED = frozenset({"raw", "line"})
_NAMES = tuple(field.name for field in fields(Record) if field.name not in _NOT_CARRIED)
_EMPTY = Record()


def residue_of(record: Record, read_back: Record) -> str:
    """Return `review:{...}` with the fields of `record` that differ in `read_back`."""
    differing = {
        name: value
        for name in _NAMES
        if (value := getattr(record, name)) != getattr(read_back, name)
    }
    text = json.dumps(differing, ensure_ascii=True, separators=(",", ":"))
    return MARK + _RUN_OF_BLANKS.sub(r"\\u0020", text)  # readers fold white space


def restored(record: Record) -> Record:
    """Return `record` with what it carries in `extra` put into its fields."""
    marked = [pair for pair in record.extra if pair[1].startswith(MARK)]
    if not marked:
        return record
    # Another value may begin alike; one that went through another program may have moved.
    found = next((pair for pair in reversed(marked) if pair[0] in _PLACES), marked[-1])
    rest = tuple(pair for pair in record.extra if pair != found)
    return replace(record, **{"extra": rest, **_carried(found[1])})


def carries(record: Record) -> bool:
    """Return whether a record has something to be restored."""
    return any(value.startswith(MARK) for _tag, value in record.extra)


def _carried(text: str) -> dict[str, Any]:
    """Return the fields in a carried line; what has not the form of its field is left out."""
    try:
        told = json.loads(text.removeprefix(MARK))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    values = {}
    for name in _NAMES:
        if name in told and (value := _shaped(told[name], getattr(_EMPTY, name), name)) is not None:
            values[name] = value[0]
    return values


def _shaped(value: Any, empty: Any, name: str) -> tuple[Any] | None:
    """Return the value as the field has it, in a tuple of one; None where it does not fit."""
    if name == "year":
        fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        return (value,) if fits else None
    if isinstance(empty, str):
        return (value,) if isinstance(value, str) else None
    if not isinstance(value, list):
        return None
    if name == "extra":
        pairs = [tuple(pair) for pair in value if isinstance(pair, list) and _strings(pair, 2)]
        return (tuple(pairs),)
    return (tuple(value),) if _strings(value, len(value)) else None


def _strings(values: list[Any], number: int) -> bool:
    return len(values) == number and all(isinstance(value, str) for value in values)


def told_by(write: Callable[[str], str], read: Callable[[str], Record], record: Record) -> str:
    """Return `record` as `write` writes it, with the residue that `read` shows to be needed."""
    return write(residue_of(record, read(write(MARK + "{}"))))
