"""The sample review put together: every generated file by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from corpora.making import entries, judged
from corpora.making.answers import answers
from corpora.making.cast import Cast, cast
from corpora.making.decisions import table
from corpora.making.expected import expected
from corpora.making.exports import exports, truth
from corpora.making.report import Report
from corpora.making.shelves import Shelves, shelved
from corpora.making.studies import Study
from corpora.making.verdicts import ANNA, BO, at_full_text, at_title_abstract
from corpora.making.walkthrough import Story, walkthrough


@cache
def generated() -> Mapping[str, bytes]:
    """Return the bytes of every generated file by its path within the folder."""
    everything = cast()
    shelves = shelved(everything.reports)
    accession = typed_accessions(shelves)
    first, second = at_title_abstract(shelves.reports), at_full_text(shelves.reports)
    by_key = {report.key: number for number, report in enumerate(shelves.reports, start=1)}
    named = dict(_links(everything, by_key, accession))
    report_of = {report.key: report for report in everything.reports}
    every_study = list(_named(everything, by_key, accession, list(named)))
    story = Story(
        shelves=shelves,
        accession=accession,
        answers=list(answers(shelves)),
        title_abstract=first,
        full_text=second,
        not_retrieved=_not_retrieved(shelves.reports),
        links=list(named.items()),
        studies=[
            (name, entries.extracted(report_of[key], study)) for key, name, study in every_study
        ],
        judged=[(name, one) for _, name, study in every_study if (one := judged.judged(study))],
    )
    charted = chain.from_iterable(entries.files(study) for _, study in story.studies)
    tables = {
        f"decisions/{reviewer}-{ballots[0].stage}.csv": table(ballots, reviewer, accession)
        for ballots in (first, second)
        for reviewer in (ANNA, BO)
    }
    return {
        **exports(shelves),
        "truth.csv": truth(shelves),
        **tables,
        **dict(charted),
        **dict(chain.from_iterable(judged.files(one) for _, one in story.judged)),
        "walkthrough.txt": walkthrough(story),
        "expected.json": expected(shelves, first, second),
    }


def typed_accessions(shelves: Shelves) -> dict[int, str]:
    """Return for each report the accession that people type: of its first unspoilt record."""
    found: dict[int, str] = {}
    for records in shelves.records.values():
        for copy in records:
            if not copy.awkward:
                found.setdefault(copy.set, copy.accession)
    return found


def _not_retrieved(reports: tuple[Report, ...]) -> list[int]:
    return [n for n, report in enumerate(reports, 1) if report.standing == "not-retrieved"]


def _links(
    everything: Cast, by_key: Mapping[str, int], accession: Mapping[int, str]
) -> list[tuple[str, list[str]]]:
    """Return the names of the studies that are linked by hand, with their reports."""
    report_of = {report.key: report for report in everything.reports}
    main = report_of[everything.two_reports[0]]
    both = report_of[everything.two_studies]
    of_both = accession[by_key[both.key]]
    of_one = [accession[by_key[key]] for key in everything.two_reports]
    programme = both.subject.words["programme"]
    return [
        (f"{main.subject.words['programme']} trial", of_one),
        (f"{programme} trial, towns", [of_both]),
        (f"{programme} trial, countryside", [of_both]),
    ]


def _named(
    everything: Cast,
    by_key: Mapping[str, int],
    accession: Mapping[int, str],
    linked: list[str],
) -> Iterator[tuple[str, str, Study]]:
    """Yield every study with the key of its main report and what names it on a command line."""
    names = iter(linked)
    by_hand = {everything.two_reports[0], everything.two_studies}
    for key, studies in everything.studies.items():
        for study in studies:
            yield key, next(names) if key in by_hand else accession[by_key[key]], study
