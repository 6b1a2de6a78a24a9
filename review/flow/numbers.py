"""The numbers of a flow by row id: what is checked, drawn and exported.

A Flow is whole; numbers that were read from a file may have gaps, which are None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from review.elsewhere import Elsewhere
from review.flow.counts import Flow, Look, OtherArm, Pending
from review.flow.rows import COUNTED, NAMED, OTHER_RESULTS, SPLITS

Named = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts by row id, lists by row id and name, and the texts of the reasons by their ids."""

    counts: Mapping[str, int | None]
    named: Mapping[str, Named] = field(default_factory=dict)
    reason_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pending: Pending = field(default_factory=Pending)
    other_pending: Pending | None = None
    also_in_databases: int = 0
    retracted: int = 0
    left_unscreened: int = 0
    linked: bool | None = None
    logged: tuple[Elsewhere, ...] = ()
    look: Look = field(default_factory=Look)

    def get(self, row: str) -> int | None:
        """Return the count of a row, None where it is not given; of a list, its sum."""
        if row in NAMED:
            return sum(self.named[row].values()) if row in self.named else None
        return self.counts.get(row)

    def of(self, row: str) -> int:
        """Return the count of a row, 0 where it is not given."""
        return self.get(row) or 0

    def less(self, start: str, *rows: str) -> int | None:
        """Return the row `start` less `rows`, None where one of them is not given."""
        first = self.get(start)
        others = [self.get(row) for row in rows]
        if first is None or None in others:
            return None
        return first - sum(other or 0 for other in others)

    @property
    def updated(self) -> bool:
        """Tell whether a previous version of the review is part of the flow."""
        return self.get("previous_studies") is not None or self.get("previous_reports") is not None

    @property
    def with_other(self) -> bool:
        """Tell whether the flow has the column of other methods."""
        rows = (*OTHER_RESULTS.values(), "other_sought_reports", "other_assessed")
        return any(self.get(row) is not None for row in rows)

    def reason(self, reason: str, language: str) -> str:
        """Return the text of a reason in `language`, else in English, else its id."""
        names = self.reason_names.get(reason, {})
        return names.get(language) or names.get("en") or reason

    def by_reason(self, row: str, language: str) -> dict[str, int]:
        """Return a list of reasons by name; those that share a name are told apart by their ids."""
        listed = self.named.get(row, {})
        names = {reason: self.reason(reason, language) for reason in listed}
        uses = Counter(names.values())
        return {
            names[reason] if uses[names[reason]] == 1 else f"{names[reason]} ({reason})": count
            for reason, count in listed.items()
        }


def from_numbers(given: Mapping[str, int | Named | None]) -> Numbers:
    """Return numbers given by row id, a list as `{name: n}`; a bare number for a list is kept.

    Rows that no flow has are not taken; what is not given is None.
    """
    named: dict[str, Named] = {}
    counts: dict[str, int | None] = {}
    for row, value in given.items():
        if isinstance(value, Mapping):
            named[row] = dict(value)
        elif row in NAMED:
            named.update({} if value is None else {row: {"": value}})
        elif row in COUNTED or row in SPLITS:
            counts[row] = value
    return Numbers(counts=counts, named=named)


def numbers_of(flow: Flow) -> Numbers:
    """Return the numbers of `flow`; the rows of an absent column are None."""
    counts: dict[str, int | None] = dict.fromkeys(COUNTED)
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


def _left(flow: Flow) -> dict[str, int | None]:
    return {
        "database_results": sum(flow.databases.values()),
        "register_results": sum(flow.registers.values()),
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


def _right(other: OtherArm) -> dict[str, int | None]:
    rows = tuple(OTHER_RESULTS.values())
    results = {OTHER_RESULTS.get(kind, "other_results"): 0 for kind in other.results}
    for kind, number in other.results.items():
        results[OTHER_RESULTS.get(kind, "other_results")] += number
    # The three rows of the template stand in every right column, our own only where they count.
    shown = {row: results.get(row, 0) for row in rows[:3]} | {
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


def _previous(flow: Flow) -> dict[str, int | None]:
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
