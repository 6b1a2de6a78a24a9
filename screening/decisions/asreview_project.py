"""ASReview's project files: an archive with one SQLite file of results for each review.

Version 2 and 3: `reviews/<id>/results.db`, table `results` (record_id, label, time, note, tags,
user_id), and the records in `data_store.db`. Version 1: `reviews/<id>/results.sql`, in which
`record_id` is the row of the data file. A user's number names nobody outside the server it is from,
so it is a code.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from review.counting import counted
from review.formats.reading import read as read_records
from review.refusal import Refused
from screening.decisions.asreview import keys_of_record
from screening.decisions.row import Given, Keys, Row, marked, noted

_VERDICTS = {1: "include", 0: "exclude"}
_MOST_STEPS = 2_000  # thousands of steps of SQLite's machine: more is no honest file
_MOST_BYTES = 1 << 30
_BROKEN = "Export the project again from ASReview, or export its records as CSV."


def is_project(data: bytes) -> bool:
    """Tell whether an archive is a project file of ASReview."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "project.json" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def decisions_of(data: bytes) -> Given:
    """Read the labels of all reviews of a project; Refused where its files are broken."""
    given = Given("ASReview project")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            results = [
                name
                for name in names
                if name.startswith("reviews/") and name.endswith(("/results.db", "/results.sql"))
            ]
            records = _records(archive, names)
            for name in results:
                given.rows += _labels(_read(archive, name), records)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
        raise Refused("This project file of ASReview cannot be unpacked.", _BROKEN) from error
    except (sqlite3.Error, NotImplementedError, LookupError, TypeError) as error:
        raise Refused("This project file of ASReview cannot be read.", _BROKEN) from error
    people = sorted({row.reviewer for row in given.rows if row.reviewer})
    whose = f" of users {', '.join(people)}" if people else ", which say nowhere whose they are"
    given.says.append(
        f"ASReview project file of {counted(len(results), 'review')} with "
        f"{counted(len(given.rows), 'verdict')}{whose}"
    )
    return given


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Refused(f"{name} unpacks to more than 1 GB.", _BROKEN)
    return content


def _rows(data: bytes, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table of a SQLite file, held in memory; nothing in it is run."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA trusted_schema = OFF")
        steps = iter(range(_MOST_STEPS * 1000))
        connection.set_progress_handler(lambda: next(steps, None) is None, 1000)
        kind = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        if connection.execute(kind, (table,)).fetchone():
            for row in connection.execute(f'SELECT rowid AS "place", * FROM "{table}"'):
                yield dict(row)


def _records(archive: zipfile.ZipFile, names: list[str]) -> dict[int, Keys]:
    """Return by what each record of the project is known, by its number there."""
    if "data_store.db" in names:
        rows = _rows(_read(archive, "data_store.db"), "record")
        return {int(row["record_id"]): _keys_of(row) for row in rows}
    found: dict[int, Keys] = {}
    for name in sorted(name for name in names if name.startswith("data/") and name[-1] != "/"):
        for record in read_records(_read(archive, name), name).records:
            found[len(found)] = keys_of_record(record)
    return found


def _keys_of(row: Mapping[str, Any]) -> Keys:
    year = row.get("year")
    return Keys(
        checked=True,
        doi=str(row.get("doi") or ""),
        title=str(row.get("title") or ""),
        year=year if isinstance(year, int) else None,
    )


def _labels(data: bytes, records: Mapping[int, Keys]) -> Iterator[Row]:
    for row in _rows(data, "results"):
        label = row.get("label")
        if label is None:
            continue
        number = int(row["record_id"])
        verdict = _VERDICTS.get(label, "")
        user = row.get("user_id")
        note = str(row.get("note") or row.get("notes") or "")
        keys = records.get(number, Keys())
        yield Row(
            line=int(row["place"]),
            keys=keys,
            reviewer="" if user is None else str(user),
            verdict=verdict,
            note=noted(note, marked("labels", _tags(row.get("tags")))),
            at=str(row.get("time") or row.get("labeling_time") or ""),
            text=f"record {number}, {keys.shown}: {label}",
            why="" if verdict else f"“{label}” is no verdict of ASReview's",
        )


def _tags(text: object) -> list[str]:
    """Return the tags that were chosen, group by group, as their names in the export."""
    try:
        groups = json.loads(str(text or "[]"))
    except ValueError:
        return []
    return [
        str(value.get("export") or value.get("label") or value.get("id"))
        for group in _dicts(groups)
        for value in _dicts(group.get("values"))
        if value.get("checked")
    ]


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
