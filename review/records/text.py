"""A record as text that any database keeps, and back."""

from __future__ import annotations

import json
from operator import attrgetter

from review.record import Record

_FIELDS = tuple(name for name in Record.__dataclass_fields__ if name not in {"abstract", "raw"})
_values = attrgetter(*_FIELDS)
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def fields_text(record: Record) -> str:
    """Return every field but abstract and raw lines as JSON, empty ones left out."""
    values = {name: value for name, value in zip(_FIELDS, _values(record), strict=True) if value}
    return storable(_encode(values))


def record_from(fields: str, abstract: str, raw: str) -> Record:
    """Build the record again from its stored texts."""
    values = json.loads(fields)
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
    return Record(**values, abstract=abstract, raw=raw)


def storable(text: str) -> str:
    """Return `text` as any database keeps it: no NUL, no half of a surrogate pair."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
