"""The rows of a flow: those of the PRISMA2020 R package's file in its order, and our own.

Row ids, boxes and nodes are that file's; a box's first row carries its node and its tooltip.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from review.flow.units import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its id (`NA` for a heading), its box there, and what it counts."""

    id: str
    box: str
    unit: Unit | Literal["label"]
    text: str = ""  # section and key of its wording, where that is not its id among the rows


R_ROWS: tuple[Row, ...] = (
    Row("NA", "prevstud", "label", "headings.previous"),
    Row("previous_studies", "box1", "studies"),
    Row("previous_reports", "box1", "reports"),
    Row("NA", "newstud", "label", "headings.databases"),
    Row("database_results", "box2", "records"),
    Row("database_specific_results", "box2", "records"),
    Row("register_results", "box2", "records"),
    Row("register_specific_results", "box2", "records"),
    Row("NA", "othstud", "label", "headings.other"),
    Row("website_results", "box11", "records"),
    Row("organisation_results", "box11", "records"),
    Row("citations_results", "box11", "records"),
    Row("duplicates", "box3", "records"),
    Row("excluded_automatic", "box3", "records"),
    Row("excluded_other", "box3", "records"),
    Row("records_screened", "box4", "records"),
    Row("records_excluded", "box5", "records"),
    Row("dbr_sought_reports", "box6", "reports"),
    Row("dbr_notretrieved_reports", "box7", "reports"),
    Row("other_sought_reports", "box12", "reports"),
    Row("other_notretrieved_reports", "box13", "reports"),
    Row("dbr_assessed", "box8", "reports"),
    Row("dbr_excluded", "box9", "reports"),
    Row("other_assessed", "box14", "reports"),
    Row("other_excluded", "box15", "reports"),
    Row("new_studies", "box10", "studies"),
    Row("new_reports", "box10", "reports"),
    Row("total_studies", "box16", "studies"),
    Row("total_reports", "box16", "reports"),
    Row("identification", "identification", "label", "bars.identification"),
    Row("screening", "screening", "label", "bars.screening"),
    Row("included", "included", "label", "bars.included"),
    Row("total_studies_ma", "box17", "studies"),
    Row("total_reports_ma", "box17", "reports"),
)

# Rows whose number is a list of names with numbers.
NAMED = (
    "database_specific_results",
    "register_specific_results",
    "dbr_excluded",
    "other_excluded",
)

# Kinds of sources of the right column to the rows that count them.
OTHER_RESULTS = MappingProxyType(
    {
        "website": "website_results",
        "organisation": "organisation_results",
        "citation-search": "citations_results",
        "contact": "contact_results",
        "handsearch": "handsearch_results",
        "other": "other_results",
    }
)

# Settled states of reports that the template has no box for, in the order in which they stand.
STATES = ("awaiting", "ongoing", "not_used")

# Our own rows, which the R package's file does not have.
OWN_UNITS: MappingProxyType[str, Unit] = MappingProxyType(
    {
        "reassessed": "records",
        "already_assessed": "records",
        "straight": "records",
        "contact_results": "records",
        "handsearch_results": "records",
        "other_results": "records",
        "other_reassessed": "records",
        "other_duplicates": "records",
        "other_removed": "records",
        "other_screened": "records",
        "other_straight": "records",
        "other_records_excluded": "records",
        "dbr_awaiting": "reports",
        "dbr_ongoing": "reports",
        "dbr_not_used": "reports",
        "dbr_included": "reports",
        "other_awaiting": "reports",
        "other_ongoing": "reports",
        "other_not_used": "reports",
        "other_included": "reports",
        "withdrawn_studies": "studies",
        "withdrawn_reports": "reports",
        "reports_of_previous": "reports",
        "synthesis_studies": "studies",
        "synthesis_reports": "reports",
    }
)

# Numbers that no box shows but that have to add up where they are given: who excluded the records,
# the studies of each key question, and those that answer more than one.
SPLITS: MappingProxyType[str, Unit] = MappingProxyType(
    {
        "excluded_by_human": "records",
        "excluded_by_tool": "records",
        "key_questions": "studies",
        "key_question_overlap": "studies",
    }
)

_UNITS: MappingProxyType[str, Unit] = MappingProxyType(
    {row.id: row.unit for row in R_ROWS if row.unit != "label"}
    | OWN_UNITS
    | SPLITS
    | {"pending_title_abstract": "records"}
    | dict.fromkeys(("pending_retrieval", "pending_full_text"), "reports")
)


def unit_of(key: str) -> Unit:
    """Return what a row counts, from its id or an open key; KeyError for what is no row."""
    row = key.partition(":")[0]
    for arm in ("dbr_pending", "other_pending"):
        if row.startswith(arm):
            row = row.partition("_")[2]
    return _UNITS[row]


COUNTED = (*(row.id for row in R_ROWS if row.unit != "label"), *OWN_UNITS)
