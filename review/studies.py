"""Studies and their reports, many to many.

An included report is a study of its own until it is linked; from then on it belongs to the studies
that it was linked to. Its own study has an id derived from the report's, so that work done on it
stays where it was when further reports join.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind
from review.clean import one_line
from review.ids import shown_record, shown_study
from review.record import short_authors
from review.records.corrections import Fields, corrected
from review.standing import batches
from review.store import tables

STUDY_LINK = "study-link"


@dataclass(frozen=True, slots=True)
class Study:
    """An investigation with the sets (reports) that describe it, the primary one first."""

    id: str
    name: str
    reports: tuple[str, ...]


@dataclass(slots=True)
class _Growing:
    name: str = ""
    records: dict[str, None] = field(default_factory=dict)


def all_studies(connection: Connection, *, only_included: bool = True) -> list[Study]:
    """Return the studies of the review in the order of their first report's arrival.

    With `only_included` a study counts when at least one of its reports is included, and only its
    included reports are listed.
    """
    shown = tables.duplicate_set
    query = select(
        shown.c.set_id,
        shown.c.shown_id,
        shown.c.place,
        shown.c.standing,
        tables.record.c.authors,
        tables.record.c.year,
    ).join(tables.record, tables.record.c.id == shown.c.shown_id)
    linked = _linked(connection)
    reports: dict[str, Any]
    if only_included:
        query = query.where(shown.c.standing == "included")
        reports = {row.set_id: row for row in connection.execute(query)}
    else:
        sets = {set_id for study in linked.values() for set_id in study.records}
        reports = _rows(connection, query, sets)
        reports |= {
            row.set_id: row
            for row in connection.execute(query.where(shown.c.standing == "included"))
        }
    studies = dict(linked)
    in_a_study = {set_id for study in linked.values() for set_id in study.records}
    for set_id in reports:
        if set_id not in in_a_study:
            studies[set_id] = _Growing(records={set_id: None})
    edits = corrected(connection, [row.shown_id for row in reports.values()])
    made = [_study(study_id, growing, reports, edits) for study_id, growing in studies.items()]
    kept = [(study, place) for study, place in made if study.reports]
    return _distinct(
        [study for study, _place in sorted(kept, key=lambda pair: (pair[1], pair[0].id))]
    )


def names_of_studies(connection: Connection) -> dict[str, str]:
    """Return what each included study is called, by its id."""
    return {study.id: study.name for study in all_studies(connection)}


def _rows(connection: Connection, query: Any, sets: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for batch in batches(sorted(sets)):
        rows = connection.execute(query.where(tables.duplicate_set.c.set_id.in_(batch)))
        found.update({row.set_id: row for row in rows})
    return found


def _study(
    study_id: str, growing: _Growing, reports: Mapping[str, Any], edits: Mapping[str, Fields]
) -> tuple[Study, int]:
    sets = tuple(set_id for set_id in growing.records if set_id in reports)
    if not sets:
        return Study(study_id, growing.name, ()), 0
    first = reports[sets[0]]
    edited = edits.get(first.shown_id, {})
    authors = "; ".join(edited["authors"]) if "authors" in edited else first.authors
    name = growing.name or default_name(authors, edited.get("year", first.year))
    return Study(study_id, name, sets), min(reports[set_id].place for set_id in sets)


def default_name(authors: str, year: int | None) -> str:
    """Return the name of a study after its first report: `Surname et al. 2019`."""
    people = tuple(name for name in authors.split("; ") if name)
    return one_line(f"{short_authors(people) or 'No author'} {year or 'no year'}")


def _distinct(studies: list[Study]) -> list[Study]:
    """Tell studies of one name apart by a letter: `Berg 2019a`, `Berg 2019b`."""
    names = [study.name for study in studies]
    seen: dict[str, int] = {}
    distinct = []
    for study in studies:
        name = study.name
        if names.count(name) > 1:
            seen[name] = seen.get(name, 0) + 1
            name = f"{name}{_letters(seen[name])}"
        distinct.append(Study(study.id, name, study.reports))
    return distinct


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _linked(connection: Connection) -> dict[str, _Growing]:
    """Return the studies that acts made, each with the sets of its records, in order of linking."""
    link, in_set = tables.study_link, tables.record_set
    rows = connection.execute(
        select(link, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == link.c.record_id)
        .order_by(link.c.order)
    )
    links = rows.all()
    now = current_ids(connection, {row.study_id for row in links})
    studies: dict[str, _Growing] = {}
    for row in links:
        study = studies.setdefault(now[row.study_id], _Growing())
        study.name = row.name or study.name
        if row.linked:
            study.records[row.set_id] = None
        else:
            study.records.pop(row.set_id, None)
    return studies


def made_by_hand(connection: Connection) -> set[str]:
    """Return the ids of the studies that acts made or named."""
    return set(_linked(connection))


def current_ids(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return, for each study id, the one that the study has now.

    A report's own study carries the id of its set, which is its smallest record's: when a merge
    gives the set a smaller record, work done under the old id belongs to the new one.
    """
    in_set, found = tables.record_set, {study_id: study_id for study_id in ids}
    for batch in batches(sorted(ids)):
        query = select(in_set.c.record_id, in_set.c.set_id).where(in_set.c.record_id.in_(batch))
        found.update({row[0]: row[1] for row in connection.execute(query)})
    return found


def former_ids(connection: Connection, study: str) -> list[str]:
    """Return every id under which work on `study` may be kept: its own, and its records'."""
    in_set = tables.record_set
    members = connection.scalars(select(in_set.c.record_id).where(in_set.c.set_id == study))
    return sorted({study, *members})


def studies_of(connection: Connection, set_id: str) -> list[Study]:
    """Return the studies that the report `set_id` describes."""
    everything = all_studies(connection, only_included=False)
    return [study for study in everything if set_id in study.reports]


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.study_link),
        [
            {
                "act_id": act.id,
                "record_id": record,
                "study_id": act.subject,
                "order": f"{act.order}-{position:04d}",
                "name": act.body.get("name", ""),
                "linked": act.body["linked"],
            }
            for position, record in enumerate(act.body["records"])
        ],
    )


def _touched(_connection: Connection, act: Act) -> Collection[str]:
    return tuple(act.body["records"])


def _says(act: Act) -> str:
    records = ", ".join(shown_record(record) for record in act.body["records"])
    verb = "linked to" if act.body["linked"] else "taken out of"
    return f"{records} {verb} study {act.body.get('name') or shown_study(act.subject)}"


STUDY_KIND = Kind(STUDY_LINK, _apply, (tables.study_link,), _touched, _says, undoable=True)
