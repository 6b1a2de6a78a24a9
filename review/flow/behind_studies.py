"""Finding what is behind the boxes of studies and their reports: new, previous, all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import and_, select

from review.counting import counted
from review.elsewhere.entries import elsewhere
from review.flow.behind import Behind, Row, logged_row, record_row
from review.flow.queries import included_reports
from review.flow.scope import INCLUDED
from review.flow.units import Reports, Studies
from review.ids import shown_record, shown_study
from review.records.lookup import by_ids
from review.standing import PREVIOUS
from review.store import tables
from review.studies import Study

_SET = tables.duplicate_set


def new_reports(behind: Behind) -> tuple[Row, ...]:
    """Return the included reports of new studies."""
    return behind.shown(included_reports(behind.connection, behind.since)[0])


def of_previous(behind: Behind) -> tuple[Row, ...]:
    """Return the included reports that are new and of studies included before."""
    return behind.shown(included_reports(behind.connection, behind.since)[1])


def all_reports(behind: Behind) -> tuple[Row, ...]:
    """Return every included report, and what a previous version had besides."""
    query = select(_SET.c.set_id).where(_SET.c.standing == INCLUDED).order_by(_SET.c.place)
    return (
        *behind.shown(behind.connection.scalars(query).all()),
        *_logged_before(behind, "previous-reports"),
    )


def new_studies(behind: Behind) -> tuple[Row, ...]:
    """Return the studies that no earlier version had."""
    return tuple(_study(study) for study in behind.since.new_studies())


def all_studies(behind: Behind) -> tuple[Row, ...]:
    """Return every included study, and what a previous version had besides."""
    return (*map(_study, behind.since.studies), *_logged_before(behind, "previous-studies"))


def _named(name: str, reports: Sequence[str]) -> str:
    return f"{name} ({counted(len(reports), 'report')})"


def _study(study: Study) -> Row:
    return Row(shown_study(study.id), _named(study.name, study.reports))


def previous_studies(behind: Behind) -> tuple[Row, ...]:
    """Return the studies that the earlier version included."""
    base = behind.since.base
    kept = behind.since.kept.values() if base is None else base.studies
    rows = [Row(shown_study(one.id), _named(one.name, one.reports)) for one in kept]
    return (*rows, *_logged_before(behind, "previous-studies"))


def previous_reports(behind: Behind) -> tuple[Row, ...]:
    """Return the reports that the earlier version included."""
    base = behind.since.base
    if base is None:
        imported = and_(_SET.c.arm == PREVIOUS, _SET.c.standing == INCLUDED)
        query = select(_SET.c.set_id).where(imported).order_by(_SET.c.place)
        return behind.shown(behind.connection.scalars(query).all())
    then = [set_id for set_id, was in base.standings.items() if was == INCLUDED]
    return (*_former(behind, then), *_logged_before(behind, "previous-reports"))


def withdrawn_studies(behind: Behind) -> tuple[Row, ...]:
    """Return the studies of the earlier version that are included no longer."""
    return tuple(
        Row(shown_study(one.id), _named(one.name, one.reports)) for one in behind.since.withdrawn
    )


def withdrawn_reports(behind: Behind) -> tuple[Row, ...]:
    """Return the reports of the earlier version that are included no longer."""
    return _former(behind, behind.since.withdrawn_reports)


def _former(behind: Behind, records: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each former set, by its own record; of an import undone since the id."""
    found = by_ids(behind.connection, records)
    return tuple(
        record_row(found[one]) if one in found else Row(shown_record(one), "(no longer here)")
        for one in records
    )


def _logged_before(behind: Behind, what: str) -> tuple[Row, ...]:
    """Return what was entered of a previous version before the last edition closed."""
    base = behind.since.base
    if base is None:
        return ()
    found = elsewhere(behind.connection)
    return tuple(
        logged_row(one) for one in found if base.logged & set(one.ids) and one.what == what
    )


def synthesis_studies(behind: Behind) -> tuple[Row, ...]:
    """Return the studies with results in the synthesis."""
    return tuple(_study(one) for one in behind.since.studies if one.id in behind.in_synthesis)


def synthesis_reports(behind: Behind) -> tuple[Row, ...]:
    """Return the reports of studies with results in the synthesis."""
    studies = [one for one in behind.since.studies if one.id in behind.in_synthesis]
    return behind.shown(list(dict.fromkeys(r for study in studies for r in study.reports)))


def synthesis(studies: Collection[Study], ids: Collection[str]) -> tuple[Studies, Reports]:
    """Return how many of `studies` have the `ids`, and how many reports these have."""
    found = [study for study in studies if study.id in ids]
    return Studies(len(found)), Reports(len({r for study in found for r in study.reports}))
