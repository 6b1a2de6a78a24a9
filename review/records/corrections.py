"""Corrections: what people say in place of what an export, or whoever ran the search, said.

Facts are never changed. A correction names, field by field, the corrections that it takes the place
of; so two copies that correct one field apart, and differently, are told from one that came after
the other. Such a field stands as the fact has it until somebody settles the clash.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, nobody, subject
from review.ids import shown_record
from review.ledger.heads import heads
from review.record import Record
from review.store import tables

EDIT, DESCRIBE = "edit", "describe"
# The fields of a record that can be corrected; its accession is how its source names it.
TEXTS = (
    "title",
    "translated_title",
    "abstract",
    "date",
    "journal",
    "volume",
    "issue",
    "start_page",
    "end_page",
    "doi",
    "pmid",
    "language",
)
EDITABLE = (*TEXTS, "authors", "year")
DESCRIBED = ("platform", "searched", "hits", "query")
_BATCH = 500
_ALL = 5000  # from so many things on, all corrections are read at once
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """What one standing act says of one field."""

    id: str
    order: str
    over: frozenset[str] | None
    value: Any


def words_on(
    connection: Connection, things: Collection[str] | None = None
) -> dict[str, dict[str, list[Word]]]:
    """Return, by record or source and by field, the words whose place no other one has taken.

    `things` are ids; None means all that were ever corrected.
    """
    table = tables.correction
    query = select(table)
    found: dict[str, dict[str, list[Word]]] = {}
    whole = things is None or len(things) > _ALL
    batches: Iterable[list[str] | None] = [None] if whole else _batches(list(things or ()))
    for batch in batches:
        rows = connection.execute(query if batch is None else query.where(table.c.thing.in_(batch)))
        for row in rows:
            word = Word(row.act_id, row.order, frozenset(row.over.split()), json.loads(row.value))
            found.setdefault(row.thing, {}).setdefault(row.field, []).append(word)
    return {
        thing: {field: heads(words) for field, words in fields.items()}
        for thing, fields in found.items()
    }


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def corrected(connection: Connection, things: Collection[str] | None = None) -> dict[str, Fields]:
    """Return what holds in place of the facts, by record or source; contested fields are left out.

    Words that differ hold neither: which of two copies wrote last decides nothing.
    """
    found = {
        thing: {field: words[-1].value for field, words in fields.items() if agreed(words)}
        for thing, fields in words_on(connection, things).items()
    }
    return {thing: fields for thing, fields in found.items() if fields}


def agreed(words: Collection[Word]) -> bool:
    """Tell whether words on one field say the same."""
    return len({json.dumps(word.value) for word in words}) == 1


def body_over(
    connection: Connection, thing: str, fields: Mapping[str, Any], why: str
) -> dict[str, Any]:
    """Return the body of an act that says `fields` of `thing`, over all that was said of them."""
    said = words_on(connection, [thing]).get(thing, {})
    over = {field: sorted(word.id for word in said.get(field, ())) for field in fields}
    return {"fields": dict(fields), "why": why, "over": over}


def corrected_record(record: Record, fields: Fields) -> Record:
    """Return `record` with `fields` in place of what its export says."""
    values = {**fields, "authors": tuple(fields.get("authors", record.authors))}
    return replace(record, **values) if fields else record


def _apply(connection: Connection, act: Act) -> None:
    for field, value in act.body["fields"].items():
        if not _fits(act.kind, field, value):
            raise ValueError(f"{field} of a {act.kind} act holds something else")
    rows = [
        {
            "act_id": act.id,
            "thing": act.subject,
            "field": field,
            "order": act.order,
            "over": " ".join(act.body["over"].get(field, ())),
            "value": json.dumps(value),
        }
        for field, value in act.body["fields"].items()
    ]
    connection.execute(insert(tables.correction), rows)


def _fits(kind: str, field: str, value: Any) -> bool:
    """Tell whether a value, which may have come from another copy, is one that a field can hold."""
    if kind == DESCRIBE:
        whole = value is None or type(value) is int
        return whole if field == "hits" else field in DESCRIBED and isinstance(value, str)
    if field == "year":
        return value is None or type(value) is int
    if field == "authors":
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    return field in TEXTS and isinstance(value, str)


def _says_edit(act: Act) -> str:
    return f"{shown_record(act.subject)}: {_named(act)} edited{_why(act)}"


def _says_description(act: Act) -> str:
    fields = act.body["fields"]
    said = ", ".join(f"{field} {value}" for field, value in fields.items() if field != "query")
    query = ["the query"] if "query" in fields else []
    return f"{act.body['source']}: {', '.join(filter(None, [said, *query]))}{_why(act)}"


def _named(act: Act) -> str:
    return ", ".join(field.replace("_", " ") for field in act.body["fields"])


def _why(act: Act) -> str:
    return f": {act.body['why']}" if act.body["why"] else ""


EDIT_KIND = Kind(
    EDIT,
    _apply,
    (tables.correction,),
    subject,
    _says_edit,
    undoable=True,
    reshapes=True,  # the richest record is shown for its set, and an abstract may have come
)
DESCRIBE_KIND = Kind(
    DESCRIBE, _apply, (tables.correction,), nobody, _says_description, undoable=True
)
