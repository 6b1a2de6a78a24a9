"""Work done elsewhere in the flow: which rows each entry counts in, and the counts with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from review.elsewhere.entries import Elsewhere
from review.flow.counts import Flow, OtherArm
from review.flow.rows import OTHER_RESULTS
from review.flow.units import NO_RECORDS, NO_REPORTS, Records, Reports, Studies, U, total
from review.standing import DATABASE_KINDS

# From what was done to the rows below identification that it counts in.
_LEFT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "duplicates-removed": ("duplicates",),
        "automation": ("excluded_automatic",),
        "never-exported": ("excluded_other",),
        "removed": ("excluded_other",),
        "screened-out": ("records_screened", "records_excluded"),
        "not-retrieved": ("records_screened", "dbr_sought_reports", "dbr_notretrieved_reports"),
        "excluded": ("records_screened", "dbr_sought_reports", "dbr_assessed", "dbr_excluded"),
    }
)
_RIGHT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "duplicates-removed": ("other_duplicates",),
        "screened-out": ("other_screened", "other_records_excluded"),
        "not-retrieved": ("other_screened", "other_sought_reports", "other_notretrieved_reports"),
        "excluded": ("other_screened", "other_sought_reports", "other_assessed", "other_excluded"),
    }
)
_PREVIOUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "previous-studies": ("previous_studies", "total_studies"),
        "previous-reports": ("previous_reports", "total_reports"),
    }
)
NO_REASON = "-"  # in an open key, after the colon


def rows_of(entry: Elsewhere) -> tuple[str, ...]:
    """Return the rows that count an entry, with a colon and a name for a source or a reason."""
    if entry.what in _PREVIOUS:
        return _PREVIOUS[entry.what]
    if entry.kind not in DATABASE_KINDS:
        found = (OTHER_RESULTS[entry.kind], *_RIGHT[entry.what])
    else:
        kind = f"{entry.kind}_specific_results"
        found = (f"{entry.kind}_results", kind, f"{kind}:{entry.source}", *_LEFT[entry.what])
    if entry.what == "screened-out":
        return (*found, f"{found[-1]}:{NO_REASON}")
    return (*found, f"{found[-1]}:{entry.reason}") if entry.reason else found


def with_elsewhere(flow: Flow, logged: Sequence[Elsewhere], order: Iterable[str]) -> Flow:
    """Return `flow` with what was done elsewhere; reasons stay in `order`."""
    for entry in logged:
        if entry.what in _PREVIOUS:
            flow = _previous(flow, entry)
        elif entry.kind in DATABASE_KINDS:
            flow = _left(flow, entry, order)
        else:
            flow = replace(flow, other=_right(flow.other, entry, order))
    return replace(flow, logged=tuple(logged))


def _previous(flow: Flow, entry: Elsewhere) -> Flow:
    if entry.what == "previous-studies":
        studies = total(Studies, flow.previous_studies, Studies(entry.number))
        return replace(flow, previous_studies=studies)
    reports = total(Reports, flow.previous_reports, Reports(entry.number))
    return replace(flow, previous_reports=reports)


def _left(flow: Flow, entry: Elsewhere, order: Iterable[str]) -> Flow:
    rows = _LEFT[entry.what]

    def more(number: U, row: str) -> U:
        return number + type(number)(entry.number if row in rows else 0)

    named = flow.databases if entry.kind == "database" else flow.registers
    named = _added(named, entry.source, Records(entry.number))
    excluded = flow.excluded
    if entry.reason:
        excluded = _added(excluded, entry.reason, Reports(entry.number), order)
    return replace(
        flow,
        databases=named if entry.kind == "database" else flow.databases,
        registers=flow.registers if entry.kind == "database" else named,
        duplicates=more(flow.duplicates, "duplicates"),
        excluded_automatic=more(flow.excluded_automatic, "excluded_automatic"),
        excluded_other=more(flow.excluded_other, "excluded_other"),
        screened=more(flow.screened, "records_screened"),
        records_excluded=more(flow.records_excluded, "records_excluded"),
        records_by_reason=_without_reason(
            flow.records_by_reason, more(NO_RECORDS, "records_excluded"), order
        ),
        sought=more(flow.sought, "dbr_sought_reports"),
        not_retrieved=more(flow.not_retrieved, "dbr_notretrieved_reports"),
        assessed=more(flow.assessed, "dbr_assessed"),
        excluded=excluded,
    )


_EMPTY = OtherArm({}, NO_REPORTS, NO_REPORTS, NO_REPORTS, {})


def _right(arm: OtherArm | None, entry: Elsewhere, order: Iterable[str]) -> OtherArm:
    """Return the right column with an entry; once records are screened in it, it has those rows."""
    made, rows = arm or _EMPTY, _RIGHT[entry.what]

    def more(number: U, row: str) -> U:
        return number + type(number)(entry.number if row in rows else 0)

    if entry.what in {"duplicates-removed", "screened-out"} and made.screened is None:
        zero = NO_RECORDS
        screened = total(Records, *made.results.values(), made.reassessed) - made.removed
        made = replace(made, duplicates=zero, screened=screened, records_excluded=zero)
    if made.screened is not None:
        made = replace(
            made,
            duplicates=more(made.duplicates or NO_RECORDS, "other_duplicates"),
            screened=more(made.screened, "other_screened"),
            records_excluded=more(made.records_excluded or NO_RECORDS, "other_records_excluded"),
            records_by_reason=_without_reason(
                made.records_by_reason, more(NO_RECORDS, "other_records_excluded"), order
            ),
        )
    excluded = made.excluded
    if entry.reason:
        excluded = _added(excluded, entry.reason, Reports(entry.number), order)
    return replace(
        made,
        results=_added(made.results, entry.kind, Records(entry.number)),
        sought=more(made.sought, "other_sought_reports"),
        not_retrieved=more(made.not_retrieved, "other_notretrieved_reports"),
        assessed=more(made.assessed, "other_assessed"),
        excluded=excluded,
    )


def _without_reason(
    counts: Mapping[str, Records], number: Records, order: Iterable[str]
) -> Mapping[str, Records]:
    return _added(counts, "", number, order) if number else counts


def _added(
    counts: Mapping[str, U], name: str, number: U, order: Iterable[str] = ()
) -> Mapping[str, U]:
    """Return `counts` with `number` more for `name`, in `order`, else by name."""
    found = {**counts, name: counts[name] + number if name in counts else number}
    rank = {one: place for place, one in enumerate(order)}
    names = sorted(found, key=lambda one: (rank.get(one, len(rank)), one))
    return {one: found[one] for one in names}
