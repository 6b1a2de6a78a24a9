"""Whether a flow adds up: the rules that apply to it, each with what was expected and found."""

from __future__ import annotations

from collections.abc import Iterator

from review.flow.additions import rows_of
from review.flow.checks_of_included import included, template, totals
from review.flow.counts import Flow
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.problem import Problem, problem, unequal
from review.flow.rows import COUNTED, OTHER_RESULTS
from review.flow.rules import RULES
from review.flow.shares import shares
from review.flow.units import Records, Reports, of_unit, total

__all__ = ["Problem", "check"]

_REMOVED = ("duplicates", "excluded_automatic", "excluded_other")


def check(flow: Flow | Numbers, *, variant: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with `flow`, in the order of the rules; empty where it adds up.

    What is pending is added to the sums. A rule whose numbers are not all given is left out.
    `variant` is the template that someone says they use: `new` or `updated`, `-v1` or `-v2`.
    """
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    found = [
        *_counts(numbers),
        *_identified(numbers),
        *_arms(numbers),
        *included(numbers),
        *totals(numbers),
        *template(numbers, variant),
    ]
    order = list(RULES)
    return tuple(sorted(found, key=lambda problem: order.index(problem.rule)))


def _counts(numbers: Numbers) -> Iterator[Problem]:
    given = {row: numbers.get(row) for row in COUNTED} | {
        f"{row}:{name}": count
        for row, listed in numbers.named.items()
        for name, count in listed.items()
    }
    for row, count in given.items():
        if count is not None and int(count) < 0:
            yield problem("P0", of_unit(count.unit, 0), count, row)


def _identified(numbers: Numbers) -> Iterator[Problem]:
    records = numbers.records
    results = ("database_results", "register_results")
    if any(records.get(row) is not None for row in results):
        identified = records.total(*results)
        going = identified + records.of("reassessed") - records.total(*_REMOVED)
        yield from unequal("P1", going, records.get("records_screened"), "records_screened")
        yield from _one_stays(numbers, identified)
    split = ("excluded_by_human", "excluded_by_tool")
    if all(records.get(row) is not None for row in split):
        row = "records_excluded"
        yield from unequal("P12", records.total(*split), records.get(row), row)
    for kind in ("database", "register"):
        parts = records.get(f"{kind}_specific_results")
        yield from unequal("P11", parts, records.get(f"{kind}_results"), f"{kind}_results")


def _one_stays(numbers: Numbers, identified: Records) -> Iterator[Problem]:
    """Check that of k records in a duplicate set k - 1 are removed.

    Of those that an earlier version had, or that were removed elsewhere, none need stay here.
    """
    apart = numbers.records.of("already_assessed") + _removed_elsewhere(numbers)
    left, gone = identified - apart, numbers.records.of("duplicates") - apart
    if left and not gone < left and not numbers.with_other:
        yield problem("I11", left - Records(1), gone, "duplicates")


def _removed_elsewhere(numbers: Numbers) -> Records:
    removed = (entry.number for entry in numbers.logged if "duplicates" in rows_of(entry))
    return Records(sum(removed))


def _arms(numbers: Numbers) -> Iterator[Problem]:
    """Check each column from screening to assessment, with what is pending in it."""
    part = shares(numbers)
    columns = (
        ("P2", "records_screened", "records_excluded", "dbr_sought_reports", part.left),
        ("P5b", "other_screened", "other_records_excluded", "other_sought_reports", part.right),
    )
    for rule, screened, excluded, sought, pending in columns:
        going = numbers.records.less(screened, excluded)
        expected = None if going is None else _as_reports(going - pending.title_abstract)
        yield from unequal(rule, expected, numbers.reports.get(sought), sought)
    yield from _other_identified(numbers)
    for rule, arm, pending in (("P3", "dbr", part.left), ("P6", "other", part.right)):
        left = numbers.reports.less(f"{arm}_sought_reports", f"{arm}_notretrieved_reports")
        expected = None if left is None else left - pending.retrieval - pending.full_text
        row = f"{arm}_assessed"
        yield from unequal(rule, expected, numbers.reports.get(row), row)


def _as_reports(records: Records) -> Reports:
    """Return how many reports are sought for so many records, each of which describes one."""
    return Reports(int(records))


def _other_identified(numbers: Numbers) -> Iterator[Problem]:
    records = numbers.records
    given = [count for row in OTHER_RESULTS.values() if (count := records.get(row)) is not None]
    if not given:
        return
    identified = total(Records, *given, records.of("other_reassessed"))
    identified -= records.of("other_removed")
    if records.get("other_screened") is None:
        row = "other_sought_reports"
        yield from unequal("P5", _as_reports(identified), numbers.reports.get(row), row)
    else:
        expected = identified - records.of("other_duplicates")
        yield from unequal("P5a", expected, records.get("other_screened"), "other_screened")
