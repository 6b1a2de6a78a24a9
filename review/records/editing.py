"""Editing a record: a missing abstract, a wrong year; what its export said stays beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from review.clean import drawable, one_line
from review.ledger.ledger import Review
from review.people import team
from review.record import Record
from review.records.corrections import EDIT, EDITABLE, Word, agreed, body_over, words_on
from review.records.lookup import as_imported, resolve, whole
from review.records.text import storable
from review.refusal import Refused

_YEAR = re.compile(r"\d{4}\Z")
_DOI_BEFORE = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)")
_LABELS = {"doi": "DOI", "pmid": "PMID"}


@dataclass(frozen=True, slots=True)
class Edited:
    """One field that people corrected: what its export said, and what holds."""

    field: str
    imported: str
    holds: str
    contested: bool  # two copies corrected it differently; until that is settled nothing changes

    @property
    def label(self) -> str:
        """Return the field as a person reads it."""
        return label_of(self.field)


def label_of(field: str) -> str:
    """Return the name of a field as a person reads it."""
    return _LABELS.get(field, field.replace("_", " "))


def edit_record(
    review: Review, typed: str, said: Mapping[str, str], why: str, source: str = ""
) -> str:
    """Correct fields of a record by an act, and say so; the fields are those of `EDITABLE`.

    Values are as typed: authors separated by semicolons, an empty text for what shall be empty.
    Raises Refused without a reason, for a value that a field cannot hold, and for no change.
    """
    if not why.strip():
        raise Refused("Whoever edits a record says why.", "Add --why with a few words.")
    values = {field: value_of(field, text) for field, text in said.items()}
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        record = resolve(connection, typed, source)
        holds, imported = whole(connection, record.id), as_imported(connection, record.id)
        words = words_on(connection, [record.id]).get(record.id, {})
        changed = {
            field: value
            for field, value in values.items()
            if value != _plain(getattr(holds, field)) or _contested(words.get(field, []))
        }
        if not changed:
            raise Refused(
                f"Nothing of {record.shown} changes.", "Say another value: `review record edit -h`."
            )
        after = {"title": holds.title, "abstract": holds.abstract, **changed}
        if not (after["title"].strip() or after["abstract"].strip() or imported.accession):
            raise Refused("A record has a title.", "Say --title.")
        body = body_over(connection, record.id, changed, why.strip())
        act = writing.append(EDIT, record.id, body)
    return review.projectors.kinds[EDIT].says(act)


def _contested(words: list[Word]) -> bool:
    return bool(words) and not agreed(words)


def value_of(field: str, text: str) -> Any:
    """Return what was typed as the field holds it; Refused where it cannot."""
    if field not in EDITABLE:
        fields = ", ".join(map(label_of, EDITABLE))
        raise Refused(f"“{field}” is no field that can be edited.", f"Fields: {fields}.")
    read: Callable[[str], Any] = _READERS.get(field, one_line)
    return read(storable(text))


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not _YEAR.match(text.strip()):
        raise Refused(f"“{text.strip()}” is not a year.", "A year has four digits, as 2019.")
    return int(text)


def _authors(text: str) -> list[str]:
    return [name for part in text.split(";") if (name := one_line(part))]


def _abstract(text: str) -> str:
    return drawable(text).strip()


def _doi(text: str) -> str:
    doi = _DOI_BEFORE.sub("", one_line(text))
    if doi and not doi.startswith("10."):
        raise Refused(f"“{doi}” is not a DOI.", "A DOI begins with 10., as 10.1000/xyz123.")
    return doi


_READERS: Mapping[str, Callable[[str], Any]] = {
    "abstract": _abstract,
    "authors": _authors,
    "doi": _doi,
    "year": _year,
}


def edits_of(connection: Connection, record_id: str) -> list[Edited]:
    """Return the fields of a record that people corrected, with what its export said."""
    words = words_on(connection, [record_id]).get(record_id, {})
    if not words:
        return []
    imported = as_imported(connection, record_id)
    return [
        Edited(
            field,
            typed_of(imported, field),
            _shown(said[-1].value) if agreed(said) else typed_of(imported, field),
            not agreed(said),
        )
        for field, said in sorted(words.items())
    ]


def typed_of(record: Record, field: str) -> str:
    """Return a field of a record as a person types it."""
    return _shown(_plain(getattr(record, field)))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str("" if value is None else value)
