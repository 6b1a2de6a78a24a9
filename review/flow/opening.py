"""Opening a box of the flow: the records, reports or studies that its number counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, select

from review.flow.queries import ASSESSED, SOUGHT, TO_ASSESS, TO_SCREEN
from review.ids import shown_study
from review.lookup import Found, by_ids, shown_of
from review.refusal import Refused
from review.standing import DATABASE_KINDS, OTHER_KINDS
from review.store import tables
from review.studies import all_studies

Unit = Literal["records", "reports", "studies"]
_SET = tables.duplicate_set


@dataclass(frozen=True, slots=True)
class Row:
    """One thing behind a box: its shown id, and what a person needs to know it by."""

    id: str
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a box counts, row by row."""

    box: str
    unit: Unit
    rows: tuple[Row, ...]


def rows_behind(connection: Connection, key: str) -> Opened:
    """Return what is behind the box `key`: a row id, or a row id, a colon and a name.

    Refused with the list of boxes where there is no such one.
    """
    box, _colon, name = key.partition(":")
    if box in {"database_specific_results", "register_specific_results"} and not name:
        box = box.replace("_specific", "")
    if box in _RECORD_BOXES:
        return Opened(key, "records", _RECORD_BOXES[box](connection, name))
    if box in _SET_BOXES:
        unit, arm, standings = _SET_BOXES[box]
        return Opened(key, unit, _sets(connection, _where(arm, standings, name)))
    if box in {"new_studies", "total_studies"}:
        rows = [
            Row(shown_study(study.id), f"{study.name} ({len(study.reports)} reports)")
            for study in all_studies(connection)
        ]
        return Opened(key, "studies", tuple(rows))
    if box in {"new_reports", "total_reports"}:
        return Opened(key, "reports", _sets(connection, _SET.c.standing == "included"))
    boxes = ", ".join([*_RECORD_BOXES, *_SET_BOXES, "new_studies", "new_reports"])
    raise Refused(f"There is no box “{key}”.", f"Boxes: {boxes}.")


def _where(arm: str, standings: Sequence[str], reason: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _SET.c.standing.in_(standings)
    if arm:
        condition &= _SET.c.arm == arm
    if reason:
        condition &= _SET.c.reason == reason
    return condition


def _sets(connection: Connection, condition: ColumnElement[bool]) -> tuple[Row, ...]:
    ids = connection.scalars(select(_SET.c.set_id).where(condition).order_by(_SET.c.place)).all()
    shown = shown_of(connection, ids)
    return tuple(_row(shown[set_id]) for set_id in ids)


def _row(record: Found) -> Row:
    where = f"[{record.source} {record.accession}]"
    return Row(record.shown, f"{record.title or '(no title)'} {where}", record.year)


def _records(connection: Connection, condition: ColumnElement[bool]) -> tuple[Row, ...]:
    in_set, source = tables.record_set, tables.source
    ids = connection.scalars(
        select(in_set.c.record_id)
        .join(source, source.c.id == in_set.c.source_id)
        .where(condition)
        .order_by(in_set.c.place)
    ).all()
    found = by_ids(connection, ids)
    return tuple(_row(found[record]) for record in ids)


def _of_kind(kind: str) -> Callable[[Connection, str], tuple[Row, ...]]:
    def rows(connection: Connection, name: str) -> tuple[Row, ...]:
        condition = tables.source.c.kind == kind
        return _records(
            connection, condition & (tables.source.c.name == name) if name else condition
        )

    return rows


def _of_other_kind(kind: str) -> Callable[[Connection, str], tuple[Row, ...]]:
    """Return how the sets of the other arm that arrived by `kind` are listed."""

    def rows(connection: Connection, _name: str) -> tuple[Row, ...]:
        return _sets(connection, (_SET.c.arm == "other") & (_SET.c.kind == kind))

    return rows


def _duplicates(connection: Connection, _name: str) -> tuple[Row, ...]:
    """Return the removed records: of each set all but one database or register record.

    The one that stays is the set's shown record where it is one of these, else the first of them;
    of a set that arrived by other methods none stays in this column.
    """
    in_set, source = tables.record_set, tables.source
    rows = connection.execute(
        select(in_set.c.record_id, in_set.c.set_id, _SET.c.shown_id, _SET.c.arm)
        .join(source, source.c.id == in_set.c.source_id)
        .join(_SET, _SET.c.set_id == in_set.c.set_id)
        .where(source.c.kind.in_(DATABASE_KINDS))
        .order_by(in_set.c.place)
    ).all()
    stays: dict[str, str] = {}
    for row in rows:
        if row.arm == "database" and (row.set_id not in stays or row.record_id == row.shown_id):
            stays[row.set_id] = row.record_id
    gone = [row.record_id for row in rows if stays.get(row.set_id) != row.record_id]
    found = by_ids(connection, gone)
    return tuple(_row(found[record]) for record in gone)


def _removed(because: str) -> Callable[[Connection, str], tuple[Row, ...]]:
    def rows(connection: Connection, _name: str) -> tuple[Row, ...]:
        return _sets(connection, (_SET.c.arm == "database") & (_SET.c.removed == because))

    return rows


def _in_arm(arm: str) -> Callable[[Connection, str], tuple[Row, ...]]:
    def rows(connection: Connection, _name: str) -> tuple[Row, ...]:
        return _sets(connection, (_SET.c.arm == arm) & (_SET.c.removed == ""))

    return rows


def _straight(arm: str) -> Callable[[Connection, str], tuple[Row, ...]]:
    def rows(connection: Connection, _name: str) -> tuple[Row, ...]:
        return _sets(connection, (_SET.c.arm == arm) & (_SET.c.removed == "") & _SET.c.straight)

    return rows


def _found_twice(connection: Connection, _name: str) -> tuple[Row, ...]:
    """Return the records by other methods that do not stand for their set in the right column."""
    in_set, source = tables.record_set, tables.source
    ids = connection.scalars(
        select(in_set.c.record_id)
        .join(source, source.c.id == in_set.c.source_id)
        .join(_SET, _SET.c.set_id == in_set.c.set_id)
        .where(source.c.kind.not_in(DATABASE_KINDS))
        .where((_SET.c.arm == "database") | (in_set.c.place != _SET.c.place))
        .order_by(in_set.c.place)
    ).all()
    found = by_ids(connection, ids)
    return tuple(_row(found[record]) for record in ids)


_RECORD_BOXES: dict[str, Callable[[Connection, str], tuple[Row, ...]]] = {
    "database_results": _of_kind("database"),
    "database_specific_results": _of_kind("database"),
    "register_results": _of_kind("register"),
    "register_specific_results": _of_kind("register"),
    "website_results": _of_other_kind("website"),
    "organisation_results": _of_other_kind("organisation"),
    "citations_results": _of_other_kind("citation-search"),
    **{f"{kind}_results": _of_other_kind(kind) for kind in OTHER_KINDS[3:]},
    "duplicates": _duplicates,
    "excluded_automatic": _removed("automation"),
    "excluded_other": _removed("other"),
    "records_screened": _in_arm("database"),
    "other_screened": _in_arm("other"),
    "straight": _straight("database"),
    "other_straight": _straight("other"),
    "other_duplicates": _found_twice,
}

_PENDING: tuple[tuple[str, Unit, tuple[str, ...]], ...] = (
    ("title_abstract", "records", TO_SCREEN),
    ("retrieval", "reports", ("sought",)),
    ("full_text", "reports", TO_ASSESS),
)
_SET_BOXES: dict[str, tuple[Unit, str, tuple[str, ...]]] = {
    "records_excluded": ("records", "database", ("excluded-title-abstract",)),
    **{
        f"{prefix}_{name}": ("reports", arm, standings)
        for prefix, arm in (("dbr", "database"), ("other", "other"))
        for name, standings in (
            ("sought_reports", SOUGHT),
            ("notretrieved_reports", ("not-retrieved",)),
            ("assessed", ASSESSED),
            ("excluded", ("excluded-full-text",)),
            ("awaiting", ("awaiting",)),
            ("ongoing", ("ongoing",)),
            ("not_used", ("not-used",)),
        )
    },
    "other_records_excluded": ("records", "other", ("excluded-title-abstract",)),
    **{
        f"{prefix}pending_{name}": (unit, arm, standings)
        for prefix, arm in (("", ""), ("dbr_", "database"), ("other_", "other"))
        for name, unit, standings in _PENDING
    },
}
