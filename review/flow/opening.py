"""Opening a box of the flow: the records, reports or studies that its number counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, select, true

from review.counting import counted
from review.elsewhere import Elsewhere, elsewhere
from review.flow.additions import NO_REASON, rows_of
from review.flow.counts import Reports, Studies
from review.flow.queries import ASSESSED, SOUGHT, TO_ASSESS, TO_SCREEN, included_reports
from review.flow.rows import OTHER_RESULTS
from review.flow.since import INCLUDED, Since, since
from review.ids import shown_record, shown_study
from review.lookup import Found, by_ids, shown_of
from review.refusal import Refused
from review.standing import DATABASE_KINDS, PREVIOUS
from review.store import tables
from review.studies import Study
from review.versions import current

Unit = Literal["records", "reports", "studies"]
_SET, _IN, _SOURCE = tables.duplicate_set, tables.record_set, tables.source
_OF_DATABASES = _SOURCE.c.kind.in_(DATABASE_KINDS)


@dataclass(frozen=True, slots=True)
class Row:
    """What is behind a box: a shown id, and what a person needs to know it by.

    `number` is 1 but for work done elsewhere, whose records are not here; its id is the act's.
    """

    id: str
    text: str
    year: int | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """What a box counts, row by row."""

    box: str
    unit: Unit
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        """Return what the rows add up to: the number in the box."""
        return sum(row.number for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What rows are found from: the review, what the flow counts of it, and a name in the key."""

    connection: Connection
    since: Since
    name: str
    screens_other: bool
    in_synthesis: frozenset[str]

    def sets(self, condition: ColumnElement[bool]) -> tuple[Row, ...]:
        """Return the counted sets that meet `condition`, by the record shown for each."""
        return self.shown(self.since.sets(self.connection, condition))

    def shown(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return a row for each set, by the record shown for it."""
        shown = shown_of(self.connection, ids)
        return tuple(_row(shown[set_id]) for set_id in ids)

    def records(self, condition: ColumnElement[bool]) -> tuple[Row, ...]:
        """Return the new records that meet `condition`, which may ask of source and set."""
        ids = self.connection.scalars(
            select(_IN.c.record_id)
            .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
            .join(_SET, _SET.c.set_id == _IN.c.set_id)
            .where(condition, self.since.new_records, _SOURCE.c.kind != PREVIOUS)
            .order_by(_IN.c.place)
        ).all()
        return self.of_records(ids)

    def of_records(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return a row for each record."""
        found = by_ids(self.connection, ids)
        return tuple(_row(found[record]) for record in ids)


_Find = Callable[[_Behind], tuple[Row, ...]]


def rows_behind(connection: Connection, key: str, in_synthesis: Collection[str] = ()) -> Opened:
    """Return what is behind the box `key`: a row id, or a row id, a colon and a name.

    `in_synthesis` are the ids of the studies that have results in the synthesis. Refused with the
    list of boxes where there is no such one.
    """
    box, _colon, name = key.partition(":")
    found = _BOXES.get(box)
    if found is None:
        raise Refused(f"There is no box “{key}”.", f"Boxes: {', '.join(_BOXES)}.")
    unit, find = found
    _version, protocol = current(connection)
    now = since(connection)
    screens_other = protocol.screen_other_methods
    rows = find(_Behind(connection, now, name, screens_other, frozenset(in_synthesis)))
    logged = [entry for entry in now.logged if key in rows_of(entry)]
    return Opened(key, unit, (*rows, *map(_logged, logged)))


def _logged(entry: Elsewhere) -> Row:
    return Row(entry.shown, entry.text, None, entry.number)


def _row(record: Found) -> Row:
    where = f"[{record.source} {record.accession}]"
    return Row(record.shown, f"{record.title or '(no title)'} {where}", record.year)


def _of_kind(kind: str) -> _Find:
    def rows(behind: _Behind) -> tuple[Row, ...]:
        named = _SOURCE.c.name == behind.name if behind.name else true()
        return behind.records(and_(_SOURCE.c.kind == kind, named))

    return rows


def _of_other_kind(*kinds: str) -> _Find:
    """Return how what came by `kinds` is listed: records where they are screened, else sets."""

    def rows(behind: _Behind) -> tuple[Row, ...]:
        if behind.screens_other:
            return behind.records(_SOURCE.c.kind.in_(kinds))
        return behind.sets(and_(_SET.c.arm == "other", _SET.c.kind.in_(kinds), _new(behind)))

    return rows


def _new(behind: _Behind) -> ColumnElement[bool]:
    return behind.since.new_sets


def _again(arm: str) -> _Find:
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, ~behind.since.new_sets))


def _duplicates(behind: _Behind) -> tuple[Row, ...]:
    """Return the removed records: of each new set all but one database or register record.

    The one that stays is the set's shown record where it is one of these, else the first of them;
    of a set that arrived by other methods, or that an earlier version had, none stays here.
    """
    rows = behind.connection.execute(
        select(_IN.c.record_id, _IN.c.set_id, _SET.c.shown_id)
        .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
        .join(_SET, _SET.c.set_id == _IN.c.set_id)
        .where(_OF_DATABASES, behind.since.new_records)
        .order_by(_IN.c.place)
    ).all()
    own = set(behind.since.sets(behind.connection, and_(_SET.c.arm == "database", _new(behind))))
    stays: dict[str, str] = {}
    for row in rows:
        if row.set_id in own and (row.set_id not in stays or row.record_id == row.shown_id):
            stays[row.set_id] = row.record_id
    gone = [row.record_id for row in rows if stays.get(row.set_id) != row.record_id]
    return behind.of_records(gone)


def _already_assessed(behind: _Behind) -> tuple[Row, ...]:
    return behind.records(and_(_OF_DATABASES, ~_new(behind)))


def _removed(arm: str, because: str = "") -> _Find:
    named = _SET.c.removed == because if because else _SET.c.removed != ""
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, named))


def _screened(arm: str) -> _Find:
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, _SET.c.removed == ""))


def _found_twice(behind: _Behind) -> tuple[Row, ...]:
    """Return the records by other methods that do not stand for a new set in the right column."""
    if not behind.screens_other:
        return ()
    stands = and_(_SET.c.arm == "other", _IN.c.place == _SET.c.place, _new(behind))
    return behind.records(and_(~_OF_DATABASES, ~stands))


def _standing(arm: str, *standings: str) -> _Find:
    """Return how the sets of `arm` ("" for both) that stand so are listed, by reason if named."""

    def rows(behind: _Behind) -> tuple[Row, ...]:
        arms = (arm,) if arm else ("database", "other")
        named = "" if behind.name == NO_REASON else behind.name
        reason = _SET.c.reason == named if behind.name else true()
        return behind.sets(and_(_SET.c.standing.in_(standings), _SET.c.arm.in_(arms), reason))

    return rows


def _new_reports(behind: _Behind) -> tuple[Row, ...]:
    return behind.shown(included_reports(behind.connection, behind.since)[0])


def _of_previous(behind: _Behind) -> tuple[Row, ...]:
    return behind.shown(included_reports(behind.connection, behind.since)[1])


def _all_reports(behind: _Behind) -> tuple[Row, ...]:
    query = select(_SET.c.set_id).where(_SET.c.standing == INCLUDED).order_by(_SET.c.place)
    return (
        *behind.shown(behind.connection.scalars(query).all()),
        *_logged_before(behind, "previous-reports"),
    )


def _new_studies(behind: _Behind) -> tuple[Row, ...]:
    return tuple(_study(study) for study in behind.since.new_studies())


def _all_studies(behind: _Behind) -> tuple[Row, ...]:
    return (*map(_study, behind.since.studies), *_logged_before(behind, "previous-studies"))


def _named(name: str, reports: Sequence[str]) -> str:
    return f"{name} ({counted(len(reports), 'report')})"


def _study(study: Study) -> Row:
    return Row(shown_study(study.id), _named(study.name, study.reports))


def _previous_studies(behind: _Behind) -> tuple[Row, ...]:
    base = behind.since.base
    kept = behind.since.kept.values() if base is None else base.studies
    rows = [Row(shown_study(one.id), _named(one.name, one.reports)) for one in kept]
    return (*rows, *_logged_before(behind, "previous-studies"))


def _previous_reports(behind: _Behind) -> tuple[Row, ...]:
    base = behind.since.base
    if base is None:
        imported = and_(_SET.c.arm == PREVIOUS, _SET.c.standing == INCLUDED)
        query = select(_SET.c.set_id).where(imported).order_by(_SET.c.place)
        return behind.shown(behind.connection.scalars(query).all())
    then = [set_id for set_id, was in base.standings.items() if was == INCLUDED]
    return (*_former(behind, then), *_logged_before(behind, "previous-reports"))


def _withdrawn_studies(behind: _Behind) -> tuple[Row, ...]:
    return tuple(
        Row(shown_study(one.id), _named(one.name, one.reports)) for one in behind.since.withdrawn
    )


def _withdrawn_reports(behind: _Behind) -> tuple[Row, ...]:
    return _former(behind, behind.since.withdrawn_reports)


def _former(behind: _Behind, records: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each former set, by its own record; of an import undone since the id."""
    found = by_ids(behind.connection, records)
    return tuple(
        _row(found[one]) if one in found else Row(shown_record(one), "(no longer here)")
        for one in records
    )


def _logged_before(behind: _Behind, what: str) -> tuple[Row, ...]:
    """Return what was entered of a previous version before the last edition closed."""
    base = behind.since.base
    if base is None:
        return ()
    found = elsewhere(behind.connection)
    return tuple(_logged(one) for one in found if one.id in base.logged and one.what == what)


def _synthesis_studies(behind: _Behind) -> tuple[Row, ...]:
    return tuple(_study(one) for one in behind.since.studies if one.id in behind.in_synthesis)


def _synthesis_reports(behind: _Behind) -> tuple[Row, ...]:
    studies = [one for one in behind.since.studies if one.id in behind.in_synthesis]
    return behind.shown(list(dict.fromkeys(r for study in studies for r in study.reports)))


def synthesis(studies: Collection[Study], ids: Collection[str]) -> tuple[Studies, Reports]:
    """Return how many of `studies` have the `ids`, and how many reports these have."""
    found = [study for study in studies if study.id in ids]
    return Studies(len(found)), Reports(len({r for study in found for r in study.reports}))


_RESULTS: dict[str, tuple[Unit, _Find]] = {
    row: ("records", _of_other_kind(kind)) for kind, row in OTHER_RESULTS.items()
}
_PENDING: tuple[tuple[str, Unit, tuple[str, ...]], ...] = (
    ("title_abstract", "records", TO_SCREEN),
    ("retrieval", "reports", ("sought",)),
    ("full_text", "reports", TO_ASSESS),
)
_STATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sought_reports", SOUGHT),
    ("notretrieved_reports", ("not-retrieved",)),
    ("assessed", ASSESSED),
    ("excluded", ("excluded-full-text",)),
    ("awaiting", ("awaiting",)),
    ("ongoing", ("ongoing",)),
    ("not_used", ("not-used",)),
    ("included", (INCLUDED,)),
)
_ARMS = (("dbr", "database"), ("other", "other"))

_BOXES: dict[str, tuple[Unit, _Find]] = {
    "previous_studies": ("studies", _previous_studies),
    "previous_reports": ("reports", _previous_reports),
    "withdrawn_studies": ("studies", _withdrawn_studies),
    "withdrawn_reports": ("reports", _withdrawn_reports),
    "database_results": ("records", _of_kind("database")),
    "database_specific_results": ("records", _of_kind("database")),
    "register_results": ("records", _of_kind("register")),
    "register_specific_results": ("records", _of_kind("register")),
    "reassessed": ("records", _again("database")),
    **_RESULTS,
    "other_reassessed": ("records", _again("other")),
    "duplicates": ("records", _duplicates),
    "already_assessed": ("records", _already_assessed),
    "excluded_automatic": ("records", _removed("database", "automation")),
    "excluded_other": ("records", _removed("database", "other")),
    "records_screened": ("records", _screened("database")),
    "records_excluded": ("records", _standing("database", "excluded-title-abstract")),
    "other_duplicates": ("records", _found_twice),
    "other_removed": ("records", _removed("other")),
    "other_screened": ("records", _screened("other")),
    "other_records_excluded": ("records", _standing("other", "excluded-title-abstract")),
    **{
        f"{prefix}_{name}": ("reports", _standing(arm, *standings))
        for prefix, arm in _ARMS
        for name, standings in _STATES
    },
    **{
        f"{prefix}pending_{name}": (unit, _standing(arm, *standings))
        for prefix, arm in (("", ""), ("dbr_", "database"), ("other_", "other"))
        for name, unit, standings in _PENDING
    },
    "new_studies": ("studies", _new_studies),
    "new_reports": ("reports", _new_reports),
    "reports_of_previous": ("reports", _of_previous),
    "total_studies": ("studies", _all_studies),
    "total_reports": ("reports", _all_reports),
    "synthesis_studies": ("studies", _synthesis_studies),
    "synthesis_reports": ("reports", _synthesis_reports),
}
