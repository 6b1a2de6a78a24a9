"""What the review itself can say of the items of SWiM: its groups, its counting, its certainty.

Only what follows from agreed data and stored choices is said; reasons are the authors' own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from sqlalchemy import Connection

from extraction.certainty import queries
from extraction.certainty.grading import LEVELS
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.sentences import Finding, statements
from extraction.choices import Choice, choices
from extraction.counting import StudyResults, count_any, count_outcome
from extraction.domains import results_in
from extraction.queries import agreed_studies
from extraction.sentences import count_sentences
from extraction.synthesis import matrix
from extraction.tables.own import reasons, setting_of
from review.clean import one_line
from review.wording import Words, counted, joined, words_of

Writer = Callable[[Connection, Words], Iterator[str]]


def sentences_for(item: str) -> Callable[[Connection, str], Sequence[str]]:
    """Return how item `item` of SWiM is written from the review."""
    write = _ITEMS[item]

    def written(connection: Connection, language: str) -> Sequence[str]:
        return list(write(connection, words_of("extraction", language, "swim_texts")))

    return written


def _told(connection: Connection, words: Words) -> StudyResults:
    setting = setting_of(connection, words.language)
    return results_in(agreed_studies(connection), setting.domains)


def _groups(connection: Connection, words: Words) -> Iterator[str]:
    told = _told(connection, words)
    found = matrix(told)
    if found.cells:
        margins = {
            key: len([name for name in found.margin(key) if name])
            for key in ("intervention", "control", "outcome")
        }
        yield words("swim", "groups", **margins)
    yield from _reasons(connection, words, lambda one: one.item == "1a" and not one.post_hoc)


def _changes(connection: Connection, words: Words) -> Iterator[str]:
    late = [one for one in choices(connection) if one.post_hoc]
    if late:
        yield words("swim", "changed", groupings=counted(words, "grouping", len(late)))
        yield from _reasons(connection, words, lambda one: one.post_hoc)
    elif any(_told(connection, words).values()):
        yield words("swim", "not_changed")


def _metric(connection: Connection, words: Words) -> Iterator[str]:
    if any(_told(connection, words).values()):
        yield words("swim", f"metric_{setting_of(connection, words.language).basis}")
        yield from _chosen(connection, words, ("basis",))


def _methods(connection: Connection, words: Words) -> Iterator[str]:
    if not any(_told(connection, words).values()):
        return
    setting = setting_of(connection, words.language)
    yield words("swim", f"method_{setting.basis}")
    yield words("swim", "method", share=f"{100 * setting.share:.0f}")
    if setting.basis == "direction":
        tests = "few" if setting.asked else "yes" if setting.sign_tests else "no"
        yield words("swim", f"tests_{tests}")
    yield from _chosen(connection, words, ("share", "tests"))


def _chosen(connection: Connection, words: Words, keys: Collection[str]) -> Iterator[str]:
    yield from _reasons(connection, words, lambda one: one.key in keys)


def _reasons(
    connection: Connection, words: Words, wanted: Callable[[Choice], bool]
) -> Iterator[str]:
    setting = setting_of(connection, words.language)
    yield from reasons(setting, filter(wanted, choices(connection)))


def _priority(connection: Connection, words: Words) -> Iterator[str]:
    rows = [row for rows in _told(connection, words).values() for row in rows]
    if any(row.chosen for row in rows):
        yield words("swim", "chosen", n=sum(row.chosen for row in rows), all=len(rows))
    elif rows:
        yield words("swim", "all_count", n=len(rows))


def _certainty(connection: Connection, words: Words) -> Iterator[str]:
    judged = [one for one in queries.findings(connection) if one.judgement]
    if not judged:
        return
    key = "two" if queries.two_grade(connection) else "one"
    sources = {one.judgement.adopted_from for one in judged if one.judgement}
    bodies = counted(words, "body", len(judged))
    if "" in sources:
        yield words("swim", f"graded_{key}", bodies=bodies)
    for source in sorted(sources - {""}):
        yield words("swim", "adopted", source=one_line(source))


def _presented(connection: Connection, words: Words) -> Iterator[str]:
    if any(_told(connection, words).values()):
        order = setting_of(connection, words.language).order
        yield words("swim", "presented")
        yield words("swim", f"order_{order}")
        yield from _chosen(connection, words, ("order", "columns", "hard"))


def _results(connection: Connection, words: Words) -> Iterator[str]:
    findings = queries.findings(connection)
    phrasing = queries.phrasing(connection)
    yield from statements(findings, words.language, phrasing)
    yield from _levels(findings, phrasing, words)
    setting = setting_of(connection, words.language)
    told = _told(connection, words)
    if any(told.values()):
        yield from count_sentences(count_any(told, setting.basis, setting.share), setting.words)
    for outcome in setting.ordered("results[0].outcome", matrix(told).margin("outcome")):
        count = count_outcome(told, outcome, setting.basis, setting.share)
        yield from count_sentences(count, setting.words, setting.outcome(outcome))


def _levels(findings: Sequence[Finding], phrasing: Phrasing, words: Words) -> Iterator[str]:
    """Tell of how many bodies of evidence the certainty is high, moderate and so on."""
    levels = [one.judgement.level for one in findings if one.judgement]
    parts = [
        words(
            "swim",
            "level",
            level=phrasing.label(level, words.language),
            bodies=counted(words, "body", levels.count(level)),
        )
        for level in reversed(LEVELS)
        if level in levels
    ]
    if parts:
        yield words("swim", "levels", levels=joined(words, parts))


_ITEMS: dict[str, Writer] = {
    "1a": _groups,
    "1b": _changes,
    "2": _metric,
    "3": _methods,
    "4": _priority,
    "6": _certainty,
    "7": _presented,
    "8": _results,
}
