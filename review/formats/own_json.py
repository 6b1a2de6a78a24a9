"""The JSON of our own records: every field of a record by its name, read back as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from review.record import Record

DIALECT = "review"
_SIGNS = frozenset({"record_id", "set_id", "title_abstract", "full_text"})
_NAMES = tuple(field.name for field in fields(Record) if field.name not in {"raw", "line"})
_EMPTY = Record()


def is_own(item: object) -> bool:
    """Tell a record that this program wrote from that of any other."""
    return isinstance(item, Mapping) and set(item) >= _SIGNS


def own_record(item: Mapping[str, Any], raw: str, line: int) -> Record:
    """Return the record in one object; a value of another form than its field's is left out."""
    told: dict[str, Any] = {
        name: value for name in _NAMES if (value := _value(name, item.get(name))) is not None
    }
    return Record(**told, raw=raw, line=line)


def _value(name: str, value: object) -> object:
    if name == "authors" and isinstance(value, str):
        return tuple(filter(None, value.split("; ")))
    if name == "year":
        return value if type(value) is int else None
    if name == "extra":
        pairs = value if isinstance(value, list) else []
        return tuple((str(one[0]), str(one[1])) for one in pairs if _is_pair(one))
    if isinstance(getattr(_EMPTY, name), tuple):
        return tuple(map(str, value)) if isinstance(value, list) else None
    return value if isinstance(value, str) else None


def _is_pair(one: object) -> bool:
    return isinstance(one, list) and len(one) == len(("tag", "value"))
