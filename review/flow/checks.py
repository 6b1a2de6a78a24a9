"""Whether a flow adds up: the rules that apply to it, each with what was expected and found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.flow.additions import rows_of
from review.flow.counts import Flow
from review.flow.numbers import Numbers, numbers_of
from review.flow.rows import COUNTED, OTHER_RESULTS, STATES
from review.flow.rules import RULES, Level
from review.flow.shares import shares


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that is broken: its sentence, the number it asks for, the number there is."""

    rule: str
    level: Level
    sentence: str
    expected: int | None
    found: int | None
    rows: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Return the sentence with both numbers."""
        if self.expected is None:
            return self.sentence
        return f"{self.sentence} Expected {self.expected}, found {self.found}."


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
        *_included(numbers),
        *_totals(numbers),
        *_template(numbers, variant),
    ]
    order = list(RULES)
    return tuple(sorted(found, key=lambda problem: order.index(problem.rule)))


def problem(rule: str, expected: int | None, found: int | None, *rows: str) -> Problem:
    """Return the breach of `rule`."""
    level, sentence = RULES[rule]
    return Problem(rule, level, sentence, expected, found, rows)


def _equal(rule: str, expected: int | None, found: int | None, *rows: str) -> Iterator[Problem]:
    if expected is not None and found is not None and expected != found:
        yield problem(rule, expected, found, *rows)


def _counts(numbers: Numbers) -> Iterator[Problem]:
    for row in COUNTED:
        count = numbers.get(row)
        if count is not None and count < 0:
            yield problem("P0", 0, count, row)
    for row, listed in numbers.named.items():
        for name, count in listed.items():
            if count < 0:
                yield problem("P0", 0, count, f"{row}:{name}")


def _identified(numbers: Numbers) -> Iterator[Problem]:
    given = [numbers.get(row) for row in ("database_results", "register_results")]
    if any(one is not None for one in given):
        identified = sum(one or 0 for one in given)
        removed = sum(
            numbers.of(row) for row in ("duplicates", "excluded_automatic", "excluded_other")
        )
        found = numbers.get("records_screened")
        going = identified + numbers.of("reassessed") - removed
        yield from _equal("P1", going, found, "records_screened")
        # A duplicate set of k records removes k - 1 of them, so that one record always stays; of
        # those that an earlier version had, or that were removed elsewhere, none need stay here.
        apart = numbers.of("already_assessed") + _removed_elsewhere(numbers)
        left, gone = identified - apart, numbers.of("duplicates") - apart
        if left and gone >= left and not numbers.with_other:
            yield problem("I11", left - 1, gone, "duplicates")
    split = [numbers.get(row) for row in ("excluded_by_human", "excluded_by_tool")]
    if None not in split:
        found = numbers.get("records_excluded")
        yield from _equal("P12", sum(one or 0 for one in split), found, "records_excluded")
    for kind in ("database", "register"):
        parts = numbers.get(f"{kind}_specific_results")
        yield from _equal("P11", parts, numbers.get(f"{kind}_results"), f"{kind}_results")


def _removed_elsewhere(numbers: Numbers) -> int:
    return sum(entry.number for entry in numbers.logged if "duplicates" in rows_of(entry))


def _arms(numbers: Numbers) -> Iterator[Problem]:
    """Check each column from screening to assessment, with what is pending in it."""
    part = shares(numbers)
    columns = (
        ("P2", "records_screened", "records_excluded", "dbr_sought_reports", part.left),
        ("P5b", "other_screened", "other_records_excluded", "other_sought_reports", part.right),
    )
    for rule, screened, excluded, sought, pending in columns:
        going = _minus(numbers.less(screened, excluded), pending.title_abstract)
        yield from _equal(rule, going, numbers.get(sought), sought)
    yield from _other_identified(numbers)
    for rule, arm, pending in (("P3", "dbr", part.left), ("P6", "other", part.right)):
        going = numbers.less(f"{arm}_sought_reports", f"{arm}_notretrieved_reports")
        going = _minus(going, pending.retrieval + pending.full_text)
        yield from _equal(rule, going, numbers.get(f"{arm}_assessed"), f"{arm}_assessed")


def _minus(start: int | None, taken: int) -> int | None:
    return None if start is None else start - taken


def _other_identified(numbers: Numbers) -> Iterator[Problem]:
    results = [numbers.get(row) for row in OTHER_RESULTS.values()]
    if all(result is None for result in results):
        return
    identified = sum(result or 0 for result in results) + numbers.of("other_reassessed")
    identified -= numbers.of("other_removed")
    if numbers.get("other_screened") is None:
        found = numbers.get("other_sought_reports")
        yield from _equal("P5", identified, found, "other_sought_reports")
    else:
        expected = identified - numbers.of("other_duplicates")
        yield from _equal("P5a", expected, numbers.get("other_screened"), "other_screened")


def _included(numbers: Numbers) -> Iterator[Problem]:
    remaining: list[int | None] = []
    for arm, rule in (("dbr", "P4"), ("other", "P6b")):
        assessed, excluded = numbers.get(f"{arm}_assessed"), numbers.get(f"{arm}_excluded")
        if assessed is None:
            continue
        if excluded is not None and excluded > assessed:
            yield problem(rule, assessed, excluded, f"{arm}_excluded")
        states = sum(numbers.of(f"{arm}_{state}") for state in STATES)
        left = None if excluded is None else assessed - excluded - states
        remaining.append(left)
        included = numbers.get(f"{arm}_included")
        yield from _equal("I6", left, included, f"{arm}_included")
        if not excluded and assessed - states > numbers.of("new_reports") and included is None:
            yield problem("P13", None, None, f"{arm}_excluded")
    reports, studies = numbers.get("new_reports"), numbers.get("new_studies")
    if remaining and None not in remaining:
        expected = sum(left or 0 for left in remaining) - numbers.of("reports_of_previous")
        yield from _equal("P7", expected, reports, "new_reports")
    if studies is None or reports is None:
        return
    if studies and not reports:
        yield problem("I7", 1, reports, "new_reports")
    if studies > reports:
        yield problem("P8", None, studies, "new_studies", "new_reports")
    if studies == reports and studies and numbers.linked is False:
        yield problem("P8b", None, None, "new_studies", "new_reports")


def _totals(numbers: Numbers) -> Iterator[Problem]:
    for unit, further in (("studies", 0), ("reports", numbers.of("reports_of_previous"))):
        previous, new = numbers.get(f"previous_{unit}"), numbers.get(f"new_{unit}")
        total = numbers.get(f"total_{unit}")
        if previous is not None and new is not None:
            expected = previous - numbers.of(f"withdrawn_{unit}") + new + further
            yield from _equal("P9", expected, total, f"total_{unit}")
        most = new if total is None else total
        for row in (f"total_{unit}_ma", f"synthesis_{unit}"):
            pooled = numbers.get(row)
            if most is not None and pooled is not None and pooled > most:
                yield problem("P10", most, pooled, row)

    questions = numbers.named.get("key_questions")
    if questions:
        answered = sum(questions.values()) - numbers.of("key_question_overlap")
        yield from _equal("P10b", answered, numbers.get("new_studies"), "new_studies")


def _template(numbers: Numbers, variant: str) -> Iterator[Problem]:
    if variant.startswith("new") and numbers.updated:
        yield problem("P14", None, None, "previous_studies")
    if variant.endswith("v1") and numbers.with_other:
        yield problem("P14", None, None, "other_sought_reports")
