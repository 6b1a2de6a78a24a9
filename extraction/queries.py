"""Entries as the store has them; `extraction.opened` says what one person may see of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from extraction.agreeing import outdone
from extraction.entry import CONSENSUS, Entry
from extraction.form import Form, shipped
from extraction.form import load as load_form
from extraction.study_data import StudyData
from extraction.value import Value, from_data
from review.records.lookup import Found, shown_of
from review.reports.retraction import marks_of
from review.store import tables
from review.studies import Study, all_studies, current_ids, former_ids


@dataclass(slots=True)
class _Growing:
    values: dict[str, tuple[Any, int]] = field(default_factory=dict)
    complete: bool = False
    sealed: bool = False
    checked: bool = False
    confirmed: int = 0

    def version(self, newest: int) -> int:
        """Return the oldest version of the form that a value stands under."""
        given = min((version for _value, version in self.values.values()), default=0)
        return max(given, self.confirmed) or newest


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What an entry is of."""

    study: str
    form: str
    part: str


def forms(connection: Connection) -> Mapping[str, Form]:
    """Return the shipped forms and those that the review added or changed, by id."""
    found = dict(shipped())
    table = tables.form_version
    for row in connection.execute(select(table).order_by(table.c.order)):
        found[row.form] = load_form(json.loads(row.body), row.form)
    return found


def entries(
    connection: Connection,
    study: str = "",
    *,
    agreed: bool = False,
    fields: Mapping[str, Collection[str]] | None = None,
) -> dict[Place, dict[str, Entry]]:
    """Return all entries by place and extractor, the consensus under its own name.

    For the program's own use: `extraction.opened` says what a person may see of them. With `agreed`
    only the consensus is read. With `fields`, `field` or `group.field` by form, entries hold the
    answers to these alone; one that has none of them is there where it is complete or of a part.
    """
    growing: dict[tuple[Place, str], _Growing] = {}
    values, states = tables.entry_value, tables.entry_state
    read_values = select(
        values.c.act_id,
        values.c.study_id,
        values.c.form,
        values.c.part,
        values.c.extractor,
        values.c.path,
        values.c.value,
        values.c.version,
    ).order_by(values.c.order)
    read_states = select(states).order_by(states.c.order)
    if agreed:
        read_values = read_values.where(values.c.extractor == "")
        read_states = read_states.where(states.c.extractor == "")
    if fields is not None:
        read_values = read_values.where(or_(values.c.path == "", *_asked(fields)))
    if study:
        ids = former_ids(connection, study)
        read_values = read_values.where(values.c.study_id.in_(ids))
        read_states = read_states.where(states.c.study_id.in_(ids))
    rows, marks = connection.execute(read_values).all(), connection.execute(read_states).all()
    bare = [] if fields is None else _of_parts(connection)
    seen = {row.study_id for row in (*rows, *marks)} | {study_id for study_id, *_ in bare}
    now = current_ids(connection, seen)
    aside = outdone(connection, _agreed_at(marks, now))
    if aside:
        rows, marks = ([row for row in read if row.act_id not in aside] for read in (rows, marks))
    _grow(growing, rows, now)
    for study_id, form, part, extractor in bare:
        growing.setdefault((Place(now[study_id], form, part), extractor), _Growing())
    for row in marks:
        place = Place(now[row.study_id], row.form, row.part)
        entry = growing.setdefault((place, row.extractor), _Growing())
        entry.complete = row.complete
        entry.checked = row.checked
        entry.confirmed = max(entry.confirmed, row.version)
    versions = {form.id: form.version for form in forms(connection).values()}
    found: dict[Place, dict[str, Entry]] = {}
    for (place, extractor), entry in growing.items():
        if study and place.study != study:
            continue
        name = extractor or CONSENSUS
        found.setdefault(place, {})[name] = Entry(
            study=place.study,
            form=place.form,
            version=entry.version(versions.get(place.form, 1)),
            extractor=name,
            part=place.part,
            values={path: value for path, (value, _) in entry.values.items()},
            complete=entry.complete,
            sealed=entry.sealed,
            checked=entry.checked,
        )
    return found


def _asked(fields: Mapping[str, Collection[str]]) -> Iterator[ColumnElement[bool]]:
    """Yield, form by form, what holds for the rows of these fields."""
    form, path = tables.entry_value.c.form, tables.entry_value.c.path
    for one, keys in fields.items():
        at = [
            path.like(f"{group}[%].{child}") if child else path == group
            for group, _dot, child in (key.partition(".") for key in sorted(keys))
        ]
        if at:
            yield and_(form == one, or_(*at))


def _of_parts(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Return the study, form, part and extractor of all entries on a part of a study."""
    kept = tables.entry_value.c
    whose = select(kept.study_id, kept.form, kept.part, kept.extractor).distinct()
    return [tuple(row) for row in connection.execute(whose.where(kept.part != ""))]


def _grow(
    growing: dict[tuple[Place, str], _Growing],
    rows: Iterable[Any],
    now: Mapping[str, str],
) -> None:
    """Let entries take values: act, study, form, part, extractor, path, text and version a row."""
    whose: tuple[str, ...] = ()
    entry = _Growing()
    for study_id, form, part, extractor, path, text, version in (row[1:] for row in rows):
        if whose != (study_id, form, part, extractor):  # rows of one act stand together
            whose = (study_id, form, part, extractor)
            place = Place(now[study_id], form, part)
            entry = growing.setdefault((place, extractor), _Growing())
        value = _parsed(text)
        if not path:
            entry.sealed = True
        elif value is None:
            entry.values.pop(path, None)
        else:
            entry.values[path] = (value, version)


@lru_cache(maxsize=100_000)
def _parsed(text: str) -> Value | None:
    """Return a value as it was kept; most stand in many entries, and nobody changes one."""
    data = json.loads(text)
    return None if data is None else from_data(data)


def agreed_at(connection: Connection) -> dict[Place, list[str]]:
    """Return the ids of every standing consensus, by place."""
    state = tables.entry_state
    marks = connection.execute(select(state).where(state.c.extractor == "")).all()
    return _agreed_at(marks, current_ids(connection, {row.study_id for row in marks}))


def _agreed_at(marks: Sequence[Row[Any]], now: Mapping[str, str]) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = {}
    for row in marks:
        if not row.extractor:
            place = Place(now[row.study_id], row.form, row.part)
            found.setdefault(place, []).append(row.act_id)
    return found


def holding(connection: Connection, study: str, acts: Collection[str]) -> list[str]:
    """Return those of `acts` on a study that are no consensus which others stand above."""
    own = {place: ids for place, ids in agreed_at(connection).items() if place.study == study}
    aside = outdone(connection, own)
    return [act for act in acts if act not in aside]


def agreed_studies(connection: Connection) -> list[StudyData]:
    """Return every included study with what is agreed about it."""
    agreed: dict[str, dict[str, dict[str, Mapping[str, Value]]]] = {}
    for place, of_place in entries(connection, agreed=True).items():
        if CONSENSUS in of_place:
            by_form = agreed.setdefault(place.study, {})
            by_form.setdefault(place.form, {})[place.part] = of_place[CONSENSUS].values
    studies = all_studies(connection)
    reports = {report for study in studies for report in study.reports}
    shown = shown_of(connection, reports)
    marks = marks_of(connection, reports)
    return [_data(study, agreed.get(study.id, {}), shown, marks) for study in studies]


def _identifier(report: Found) -> str:
    """Return what leads a reader to a report."""
    pmid = f"PMID {report.pmid}" if report.pmid else ""
    return report.doi or pmid or report.accession or report.shown


def _data(
    study: Study,
    by_form: Mapping[str, Mapping[str, Mapping[str, Value]]],
    shown: Mapping[str, Found],
    marks: Mapping[str, str],
) -> StudyData:
    return StudyData(
        id=study.id,
        name=study.name,
        characteristics=by_form.get("characteristics", {}).get("", {}),
        tidier=by_form.get("tidier", {}),
        reports=tuple(_identifier(shown[report]) for report in study.reports),
        footnotes=tuple(
            f"{shown[report].shown} {marks[report]}" for report in study.reports if report in marks
        ),
        year=next((shown[report].year for report in study.reports), None),
    )
