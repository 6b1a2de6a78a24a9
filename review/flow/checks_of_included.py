"""The rules of what is included: reports assessed, studies and reports, totals, the template."""

from __future__ import annotations

from collections.abc import Iterator

from review.flow.numbers import Numbers, Rows
from review.flow.problem import Problem, problem, unequal
from review.flow.rows import STATES
from review.flow.units import NO_STUDIES, Reports, U, total


def included(numbers: Numbers) -> Iterator[Problem]:
    """Check what became of the reports assessed, and studies against their reports."""
    rows = numbers.reports
    remaining: list[Reports | None] = []
    for arm, rule in (("dbr", "P4"), ("other", "P6b")):
        assessed, excluded = rows.get(f"{arm}_assessed"), rows.get(f"{arm}_excluded")
        if assessed is None:
            continue
        if excluded is not None and excluded > assessed:
            yield problem(rule, assessed, excluded, f"{arm}_excluded")
        settled = assessed - rows.total(*(f"{arm}_{state}" for state in STATES))
        left = None if excluded is None else settled - excluded
        remaining.append(left)
        kept = rows.get(f"{arm}_included")
        yield from unequal("I6", left, kept, f"{arm}_included")
        if not excluded and settled > rows.of("new_reports") and kept is None:
            yield problem("P13", None, None, f"{arm}_excluded")
    if remaining and None not in remaining:
        expected = total(Reports, *remaining) - rows.of("reports_of_previous")
        yield from unequal("P7", expected, rows.get("new_reports"), "new_reports")
    yield from _studies(numbers)


def _studies(numbers: Numbers) -> Iterator[Problem]:
    reports, studies = numbers.reports.get("new_reports"), numbers.studies.get("new_studies")
    if studies is None or reports is None:
        return
    if studies and not reports:
        yield problem("I7", Reports(1), reports, "new_reports")
    if int(studies) > int(reports):
        yield problem("P8", None, studies, "new_studies", "new_reports")
    if int(studies) == int(reports) and studies and numbers.linked is False:
        yield problem("P8b", None, None, "new_studies", "new_reports")


def totals(numbers: Numbers) -> Iterator[Problem]:
    """Check the totals of an update, the synthesis, and the studies of the key questions."""
    yield from _total(numbers.studies, NO_STUDIES)
    yield from _total(numbers.reports, numbers.reports.of("reports_of_previous"))
    questions = numbers.studies.get("key_questions")
    if questions:
        answered = questions - numbers.studies.of("key_question_overlap")
        yield from unequal("P10b", answered, numbers.studies.get("new_studies"), "new_studies")


def _total(rows: Rows[U], further: U) -> Iterator[Problem]:
    unit = rows.unit.unit
    previous, new = rows.get(f"previous_{unit}"), rows.get(f"new_{unit}")
    whole = rows.get(f"total_{unit}")
    if previous is not None and new is not None:
        expected = previous - rows.of(f"withdrawn_{unit}") + new + further
        yield from unequal("P9", expected, whole, f"total_{unit}")
    most = new if whole is None else whole
    for row in (f"total_{unit}_ma", f"synthesis_{unit}"):
        pooled = rows.get(row)
        if most is not None and pooled is not None and pooled > most:
            yield problem("P10", most, pooled, row)


def template(numbers: Numbers, variant: str) -> Iterator[Problem]:
    """Check that the template which someone says they use has the columns that are given."""
    if variant.startswith("new") and numbers.updated:
        yield problem("P14", None, None, "previous_studies")
    if variant.endswith("v1") and numbers.with_other:
        yield problem("P14", None, None, "other_sought_reports")
