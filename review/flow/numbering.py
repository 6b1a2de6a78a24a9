"""The numbers of a whole flow, row by row."""

from __future__ import annotations

from review.flow.counts import Flow, OtherArm
from review.flow.numbers import Named, Numbers
from review.flow.rows import COUNTED, OTHER_RESULTS
from review.flow.units import NO_RECORDS, Count, Records, total


def numbers_of(flow: Flow) -> Numbers:
    """Return the numbers of `flow`; the rows of an absent column are None."""
    counts: dict[str, Count | None] = dict.fromkeys(COUNTED)
    named: dict[str, Named] = {
        "database_specific_results": dict(flow.databases),
        "register_specific_results": dict(flow.registers),
        "dbr_excluded": dict(flow.excluded),
        "records_by_reason": dict(flow.records_by_reason),
    }
    counts |= _left(flow)
    if flow.other is not None:
        counts |= _right(flow.other)
        named["other_excluded"] = dict(flow.other.excluded)
        named["other_records_by_reason"] = dict(flow.other.records_by_reason)
    if flow.synthesis is not None:
        counts["synthesis_studies"], counts["synthesis_reports"] = flow.synthesis
    if flow.previous_studies is not None or flow.previous_reports is not None:
        counts |= _previous(flow)
    return Numbers(
        counts=counts,
        named=named,
        reason_names=flow.reason_names,
        pending=flow.pending,
        other_pending=flow.other.pending if flow.other else None,
        also_in_databases=flow.also_in_databases,
        retracted=flow.retracted,
        left_unscreened=flow.left_unscreened,
        linked=flow.linked,
        logged=flow.logged,
        look=flow.look,
    )


def _left(flow: Flow) -> dict[str, Count | None]:
    return {
        "database_results": total(Records, *flow.databases.values()),
        "register_results": total(Records, *flow.registers.values()),
        "duplicates": flow.duplicates,
        "excluded_automatic": flow.excluded_automatic,
        "excluded_other": flow.excluded_other,
        "records_screened": flow.screened,
        "straight": flow.straight,
        "records_excluded": flow.records_excluded,
        "dbr_sought_reports": flow.sought,
        "dbr_notretrieved_reports": flow.not_retrieved,
        "dbr_assessed": flow.assessed,
        "dbr_awaiting": flow.awaiting,
        "dbr_ongoing": flow.ongoing,
        "dbr_not_used": flow.not_used,
        "dbr_included": flow.included,
        "new_studies": flow.new_studies,
        "new_reports": flow.new_reports,
    }


def _right(other: OtherArm) -> dict[str, Count | None]:
    rows = tuple(OTHER_RESULTS.values())
    results: dict[str, Records] = {}
    for kind, number in other.results.items():
        row = OTHER_RESULTS.get(kind, "other_results")
        results[row] = results.get(row, NO_RECORDS) + number
    # The three rows of the template stand in every right column, our own only where they count.
    shown = {row: results.get(row, NO_RECORDS) for row in rows[:3]} | {
        row: results[row] for row in rows[3:] if row in results
    }
    return {
        **shown,
        "other_reassessed": other.reassessed,
        "other_duplicates": other.duplicates,
        "other_removed": other.removed,
        "other_screened": other.screened,
        "other_straight": other.straight,
        "other_records_excluded": other.records_excluded,
        "other_sought_reports": other.sought,
        "other_notretrieved_reports": other.not_retrieved,
        "other_assessed": other.assessed,
        "other_awaiting": other.awaiting,
        "other_ongoing": other.ongoing,
        "other_not_used": other.not_used,
        "other_included": other.included,
    }


def _previous(flow: Flow) -> dict[str, Count | None]:
    return {
        "previous_studies": flow.previous_studies,
        "previous_reports": flow.previous_reports,
        "withdrawn_studies": flow.withdrawn_studies,
        "withdrawn_reports": flow.withdrawn_reports,
        "reports_of_previous": flow.reports_of_previous,
        "reassessed": flow.reassessed,
        "already_assessed": flow.already_assessed,
        "total_studies": flow.total_studies,
        "total_reports": flow.total_reports,
    }
