"""Which column of a table holds which field, by the headers that databases and managers write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from review.formats.column_names import KNOWN, NAMES, SIGNS
from review.formats.ovid_tagged import TABLE as OVID
from review.formats.table import Table
from review.formats.wos import TABLE as WOS
from review.refusal import Refused

# What cells.py finds in the one column where Embase writes all of it.
_WITHIN_SOURCE = ("year", "date", "volume", "issue", "pages", "article_number")
_OF_WOS = frozenset({"PT", "TI", "SO", "PY"})
_OF_OVID = frozenset({"TI", "SO"})
# What a person may say that a column holds.
FIELDS = tuple(sorted(name for name in NAMES if not name.endswith("_within")))
_ONE_COLUMN = ("authors", "editors", "affiliations")
_NOT_WORD = re.compile(r"[^0-9a-z#%\u00c0-\uffff]+")


def normal(header: str) -> str:
    """Return a header as `NAMES` writes it."""
    return _NOT_WORD.sub(" ", header.lower()).strip()


def known_count(headers: Iterable[str]) -> int:
    """Return how many of the headers name a field."""
    return sum(normal(header) in KNOWN for header in headers)


def dialect_of(headers: Iterable[str]) -> str:
    """Return whose table has these headers, or `generic`."""
    present = {normal(header) for header in headers}
    return next((name for name, sign in SIGNS if sign <= present), "generic")


def fields_of(headers: Iterable[str], table: Table) -> tuple[tuple[str, str], ...]:
    """Return each header with the field that its column fills first, or an empty string."""
    known = {
        header: field
        for field in reversed(NAMES)
        if not field.endswith("_within")
        for header in getattr(table, field)
    }
    return tuple((header, known.get(header, "")) for header in headers)


def table_for(headers: Sequence[str], dialect: str, chosen: Mapping[str, str] | None) -> Table:
    """Return the table whose tags are these very headers; `chosen` maps columns to fields.

    A column that is mapped to "" fills none: it is kept beside the record.

    Raises Refused when `chosen` names a column or field that there is not.
    """
    by_name: dict[str, list[str]] = {}
    for header in headers:
        by_name.setdefault(normal(header), []).append(header)
    fields: dict[str, list[str]] = {
        field: [header for name in names for header in by_name.get(name, ())]
        for field, names in NAMES.items()
    }
    if set(headers) >= _OF_WOS:
        fields |= {field: _tags_of_wos(field, headers) for field in fields}
    if is_of_ovid(headers, dialect):
        fields |= {field: _tags_of_ovid(field, headers) for field in fields}
    for field in _ONE_COLUMN:  # the others say the same in other words
        fields[field] = fields[field][:1]
    for field in _WITHIN_SOURCE if dialect == "embase" else ():
        fields[field].append(field.title())
    if dialect == "scopus":
        fields["database"] += by_name.get("source", [])
    for column, field in (chosen or {}).items():
        _choose(fields, by_name, column, field)
    return Table(name=dialect, **{field: tuple(names) for field, names in fields.items()})  # type: ignore[arg-type]


def _tags_of_wos(field: str, headers: Sequence[str]) -> list[str]:
    """Return the columns of a field in a table whose headers are Web of Science's tags."""
    first = {"authors": ("AF", "AU"), "type": ("DT", "PT")}.get(field, ())
    return [tag for tag in (*first, *getattr(WOS, field)) if tag in headers]


def is_of_ovid(headers: Iterable[str], dialect: str) -> bool:
    """Tell a table whose headers are the tags of Ovid's own text, so that its rules hold."""
    return dialect == OVID.name and set(headers) >= _OF_OVID


def _tags_of_ovid(field: str, headers: Sequence[str]) -> list[str]:
    """Return the columns of a field, and the parts that Ovid's line of place gives it."""
    return [tag for tag in getattr(OVID, field) if tag in headers or tag.startswith(" ")]


def _choose(
    fields: dict[str, list[str]], by_name: Mapping[str, list[str]], column: str, field: str
) -> None:
    headers = by_name.get(normal(column))
    if not headers:
        raise Refused(f"The table has no column “{column}”.", f"Its columns: {', '.join(by_name)}.")
    known = {"issn": "serials", "isbn": "serials"}.get(field, field)
    if known and (known not in fields or known.endswith("_within")):
        raise Refused(f"“{field}” is no field of a record.", f"Fields: {', '.join(FIELDS)}.")
    for names in fields.values():
        names[:] = [name for name in names if name not in headers]
    if known:
        fields[known] = headers + fields[known]
