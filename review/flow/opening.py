"""Opening a box of the flow: the records, reports or studies that its number counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from review.counting import counted
from review.flow import behind_columns as columns
from review.flow import behind_studies as studies
from review.flow.additions import rows_of
from review.flow.behind import Behind, Find, Row, logged_row
from review.flow.queries import ASSESSED, SOUGHT, TO_ASSESS, TO_SCREEN
from review.flow.rows import OTHER_RESULTS
from review.flow.scope import INCLUDED
from review.flow.since import since
from review.flow.units import Count, Unit, of_unit
from review.protocols.versions import current
from review.refusal import Refused

_ONE: dict[Unit, str] = {"records": "record", "reports": "report", "studies": "study"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a box counts, row by row."""

    box: str
    unit: Unit
    rows: tuple[Row, ...]

    @property
    def number(self) -> Count:
        """Return what the rows add up to: the number in the box."""
        return of_unit(self.unit, sum(row.number for row in self.rows))

    @property
    def in_words(self) -> str:
        """Return the number with its unit."""
        return counted(self.number, _ONE[self.unit], self.unit)


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
    rows = find(Behind(connection, now, name, screens_other, frozenset(in_synthesis)))
    logged = [entry for entry in now.logged if key in rows_of(entry)]
    return Opened(key, unit, (*rows, *map(logged_row, logged)))


_RESULTS: dict[str, tuple[Unit, Find]] = {
    row: ("records", columns.of_other_kind(kind)) for kind, row in OTHER_RESULTS.items()
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

_BOXES: dict[str, tuple[Unit, Find]] = {
    "previous_studies": ("studies", studies.previous_studies),
    "previous_reports": ("reports", studies.previous_reports),
    "withdrawn_studies": ("studies", studies.withdrawn_studies),
    "withdrawn_reports": ("reports", studies.withdrawn_reports),
    "database_results": ("records", columns.of_kind("database")),
    "database_specific_results": ("records", columns.of_kind("database")),
    "register_results": ("records", columns.of_kind("register")),
    "register_specific_results": ("records", columns.of_kind("register")),
    "reassessed": ("records", columns.again("database")),
    **_RESULTS,
    "other_reassessed": ("records", columns.again("other")),
    "duplicates": ("records", columns.duplicates),
    "already_assessed": ("records", columns.already_assessed),
    "excluded_automatic": ("records", columns.removed("database", "automation")),
    "excluded_other": ("records", columns.removed("database", "other")),
    "records_screened": ("records", columns.screened("database")),
    "straight": ("records", columns.straight("database")),
    "records_excluded": ("records", columns.standing("database", "excluded-title-abstract")),
    "other_duplicates": ("records", columns.found_twice),
    "other_removed": ("records", columns.removed("other")),
    "other_screened": ("records", columns.screened("other")),
    "other_straight": ("records", columns.straight("other")),
    "other_records_excluded": ("records", columns.standing("other", "excluded-title-abstract")),
    **{
        f"{prefix}_{name}": ("reports", columns.standing(arm, *standings))
        for prefix, arm in _ARMS
        for name, standings in _STATES
    },
    **{
        f"{prefix}pending_{name}": (unit, columns.standing(arm, *standings))
        for prefix, arm in (("", ""), ("dbr_", "database"), ("other_", "other"))
        for name, unit, standings in _PENDING
    },
    "new_studies": ("studies", studies.new_studies),
    "new_reports": ("reports", studies.new_reports),
    "reports_of_previous": ("reports", studies.of_previous),
    "total_studies": ("studies", studies.all_studies),
    "total_reports": ("reports", studies.all_reports),
    "synthesis_studies": ("studies", studies.synthesis_studies),
    "synthesis_reports": ("reports", studies.synthesis_reports),
}
