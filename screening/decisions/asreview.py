"""ASReview: the labels in its exports, as columns or as notes of RIS records.

Versions 2 and 3 write `asreview_label` (1, 0 or blank), `asreview_time`, `asreview_note`,
`asreview_user_name` and `asreview_user_email`; version 1 writes `included`. In RIS the label is a
note, `ASReview_relevant`, `ASReview_irrelevant` or `ASReview_not_seen`. Without a user a label is
nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from review.counting import counted
from review.record import Record
from screening.decisions.row import Given, Keys, Row, marked, noted
from screening.decisions.sheet import Line, Sheet
from screening.decisions.table import keys_of

_LABELS = (
    "asreview label",
    "label included",
    "included",
    "label",
    "final included",
    "included label",
    "label abstract included",
    "included final",
    "is included",
    "included flag",
)
_VERDICTS = {"1": "include", "0": "exclude"}
_NOT_SEEN = frozenset({"", "-1", "nan", "none"})
_TAG = "asreview tag "
_PERSON = ("asreview user name", "asreview user email")
_NOTE = ("asreview note", "exported notes 1", "exported notes", "notes 1")
_MARK = re.compile(r"\s*\bASReview_(relevant|irrelevant|not_seen|prior|validation_\w+)\b\.?\s*")
_SAID = {"relevant": "include", "irrelevant": "exclude"}


def has_labels(sheet: Sheet) -> bool:
    """Tell whether a table of records has a column of labels."""
    return bool(sheet.names & set(_LABELS))


def decisions_of_table(sheet: Sheet) -> Given:
    """Read the labels of a table, each of the user whom it names, if it does."""
    column = next(name for name in _LABELS if name in sheet.names)
    given = Given("ASReview" if column.startswith("asreview") else "labels")
    unseen = 0
    for line in sheet.lines:
        label = line.get(column).lower().removesuffix(".0")
        if label in _NOT_SEEN:
            unseen += 1
            continue
        given.rows.append(_row(line, label))
    given.says.append(f"Verdicts in the column “{column}”{_told(given.rows, unseen)}")
    return given


def _told(rows: Sequence[Row], unseen: int) -> str:
    people = sorted({row.reviewer for row in rows if row.reviewer})
    whose = f" of {', '.join(people)}" if people else ", which say nowhere whose they are"
    return f"{whose}; {counted(unseen, 'record')} without one"


def _row(line: Line, label: str) -> Row:
    verdict = _VERDICTS.get(label, "")
    tags = [
        name.removeprefix(_TAG)
        for name in line.cells
        if name.startswith(_TAG) and line.get(name).lower() in {"1", "1.0", "true"}
    ]
    return Row(
        line=line.line,
        keys=_keys(line),
        reviewer=line.first(_PERSON),
        verdict=verdict,
        note=noted(line.first(_NOTE), marked("labels", tags)),
        at=line.get("asreview time"),
        text=line.text,
        why="" if verdict else f"“{label}” is no verdict of ASReview's",
    )


def _keys(line: Line) -> Keys:
    """Return the keys of a line; ASReview numbers its records from 0 under a name of ours."""
    keys = keys_of(line)
    number = line.get("record id")
    ids = [key for key in keys.ids if key != number or not number.isdecimal()]
    if accession := line.get("accession number"):
        ids.append(accession)
    return replace(keys, ids=tuple(ids), checked=bool(keys.title))


def has_notes(records: Sequence[Record]) -> bool:
    """Tell whether an export in RIS carries labels in its notes."""
    return any(_MARK.search(note) for record in records for note in record.notes)


def decisions_of_notes(records: Sequence[Record]) -> Given:
    """Read the labels in the notes of an export; none of them says whose it is."""
    given = Given("ASReview")
    unseen = 0
    for record in records:
        marks = [found[1] for note in record.notes for found in _MARK.finditer(note)]
        verdicts = {_SAID[mark] for mark in marks if mark in _SAID}
        if not verdicts:
            unseen += 1
            continue
        notes = [rest for note in record.notes if (rest := _MARK.sub(" ", note).strip())]
        given.rows.append(
            Row(
                line=record.line,
                keys=keys_of_record(record),
                reviewer="",
                verdict=min(verdicts),
                note=noted(*notes),
                text=f"{record.accession or record.title}: {', '.join(marks)}",
                why="" if len(verdicts) == 1 else "it is marked relevant and irrelevant",
            )
        )
    given.says.append(f"Verdicts of ASReview in the notes{_told(given.rows, unseen)}")
    return given


def keys_of_record(record: Record) -> Keys:
    """Return by what a record of an export is known here."""
    return Keys(
        ids=(record.accession,) if record.accession else (),
        checked=True,
        doi=record.doi,
        pmid=record.pmid,
        title=record.title,
        year=record.year,
    )
