"""Work done elsewhere in the flow: which rows each entry counts in, and the counts with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar, cast

from review.elsewhere import Elsewhere
from review.flow.counts import Flow, OtherArm, Records, Reports, Studies
from review.flow.rows import OTHER_RESULTS
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
N = TypeVar("N", Records, Reports)


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
        return replace(flow, previous_studies=Studies((flow.previous_studies or 0) + entry.number))
    return replace(flow, previous_reports=Reports((flow.previous_reports or 0) + entry.number))


def _left(flow: Flow, entry: Elsewhere, order: Iterable[str]) -> Flow:
    rows = _LEFT[entry.what]

    def more(row: str) -> int:
        return entry.number if row in rows else 0

    named = flow.databases if entry.kind == "database" else flow.registers
    named = _added(named, entry.source, Records(entry.number))
    excluded = flow.excluded
    if entry.reason:
        excluded = _added(excluded, entry.reason, Reports(entry.number), order)
    return replace(
        flow,
        databases=named if entry.kind == "database" else flow.databases,
        registers=flow.registers if entry.kind == "database" else named,
        duplicates=Records(flow.duplicates + more("duplicates")),
        excluded_automatic=Records(flow.excluded_automatic + more("excluded_automatic")),
        excluded_other=Records(flow.excluded_other + more("excluded_other")),
        screened=Records(flow.screened + more("records_screened")),
        records_excluded=Records(flow.records_excluded + more("records_excluded")),
        records_by_reason=_without_reason(flow.records_by_reason, more("records_excluded"), order),
        sought=Reports(flow.sought + more("dbr_sought_reports")),
        not_retrieved=Reports(flow.not_retrieved + more("dbr_notretrieved_reports")),
        assessed=Reports(flow.assessed + more("dbr_assessed")),
        excluded=excluded,
    )


_EMPTY = OtherArm({}, Reports(0), Reports(0), Reports(0), {})


def _right(arm: OtherArm | None, entry: Elsewhere, order: Iterable[str]) -> OtherArm:
    """Return the right column with an entry; once records are screened in it, it has those rows."""
    made, rows = arm or _EMPTY, _RIGHT[entry.what]

    def more(row: str) -> int:
        return entry.number if row in rows else 0

    if entry.what in {"duplicates-removed", "screened-out"} and made.screened is None:
        zero = Records(0)
        screened = Records(sum(made.results.values()) + made.reassessed - made.removed)
        made = replace(made, duplicates=zero, screened=screened, records_excluded=zero)
    if made.screened is not None:
        made = replace(
            made,
            duplicates=Records((made.duplicates or 0) + more("other_duplicates")),
            screened=Records(made.screened + more("other_screened")),
            records_excluded=Records((made.records_excluded or 0) + more("other_records_excluded")),
            records_by_reason=_without_reason(
                made.records_by_reason, more("other_records_excluded"), order
            ),
        )
    excluded = made.excluded
    if entry.reason:
        excluded = _added(excluded, entry.reason, Reports(entry.number), order)
    return replace(
        made,
        results=_added(made.results, entry.kind, Records(entry.number)),
        sought=Reports(made.sought + more("other_sought_reports")),
        not_retrieved=Reports(made.not_retrieved + more("other_notretrieved_reports")),
        assessed=Reports(made.assessed + more("other_assessed")),
        excluded=excluded,
    )


def _without_reason(
    counts: Mapping[str, Records], number: int, order: Iterable[str]
) -> Mapping[str, Records]:
    return _added(counts, "", Records(number), order) if number else counts


def _added(
    counts: Mapping[str, N], name: str, number: N, order: Iterable[str] = ()
) -> Mapping[str, N]:
    """Return `counts` with `number` more for `name`, in `order`, else by name."""
    found: dict[str, N] = {**counts, name: cast("N", counts.get(name, 0) + number)}
    rank = {one: place for place, one in enumerate(order)}
    names = sorted(found, key=lambda one: (rank.get(one, len(rank)), one))
    return {one: found[one] for one in names}
