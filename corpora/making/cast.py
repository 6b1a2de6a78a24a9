"""All reports of the review: how many of which kind, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpora.making.assessed import CORE, excluded_at_full_text
from corpora.making.report import Report
from corpora.making.reports import Desk
from corpora.making.set_aside import set_aside
from corpora.making.stream import Stream
from corpora.making.studies import Study, studies, told

SETS = 3221
NOT_RETRIEVED = 17
# What stands in running text for an outcome of the extraction form.
_IN_PROSE = {
    "Child maltreatment": "reports of child maltreatment",
    "Parenting practices": "harsh discipline",
    "Parenting stress": "parenting stress",
    "Child behaviour": "child behaviour problems",
    "Parental mental health": "parental depression",
    "Parent-child interaction": "insensitive caregiving",
    "Family functioning": "family conflict",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The reports in no particular order, and the studies behind the included ones by report key.

    `two_reports` are the keys of the main and the second report of one study, `two_studies` is the
    key of the report that describes two.
    """

    reports: tuple[Report, ...]
    studies: dict[str, tuple[Study, ...]]
    two_reports: tuple[str, str]
    two_studies: str


def cast() -> Cast:
    """Return every report of the sample review."""
    desk = Desk("family-partner")
    included, behind = _included(desk)
    assessed = excluded_at_full_text(desk)
    missing = [
        desk.report(CORE, desk.stream.pick(("trial", "controlled")), standing="not-retrieved")
        for _ in range(NOT_RETRIEVED)
    ]
    kept = [*included, *assessed, *missing]
    rest = set_aside(desk, SETS - len(kept))
    by_number = {one.number: one for one in studies(Stream("studies"))}
    return Cast(
        reports=(*kept, *rest),
        studies={key: tuple(by_number[n] for n in numbers) for key, numbers in behind.items()},
        two_reports=(included[0].key, included[1].key),
        two_studies=included[2].key,
    )


def _included(desk: Desk) -> tuple[list[Report], dict[str, tuple[int, ...]]]:
    """Return the included reports, the first two of one study and the third of two studies."""
    found = studies(Stream("studies"))
    main = _trial(desk, (found[0],), 2017)
    later = _later(desk, main)
    both = _trial(desk, found[1:3], 2019)
    both = replace(both, subtitle="Two randomised controlled trials")
    reports, behind = [main, later, both], {main.key: (0,), both.key: (1, 2)}
    for study in found[3:]:
        reports.append(_trial(desk, (study,), 0))
        behind[reports[-1].key] = (study.number,)
    return reports, behind


def _trial(desk: Desk, behind: tuple[Study, ...], year: int, **fixed: object) -> Report:
    results = [told(finding) for study in behind for finding in study.findings]
    first = desk.stream.pick(behind[0].findings)
    return desk.report(
        CORE,
        "trial",
        told={"service": behind[0].service, "outcome": _IN_PROSE[first.outcome]},
        results=results,
        year=year,
        standing="included",
        **fixed,
    )


def _later(desk: Desk, main: Report) -> Report:
    """Return the second report of the study whose first is `main`."""
    words = main.subject.words
    return replace(
        main,
        **desk.published(main.journal, 2020),
        title=f"Five years after {words['programme']}",
        subtitle=f"Long-term follow-up of a randomised trial with {words['population']}",
        abstract=desk.retold(main, "trial")[1],
    )
