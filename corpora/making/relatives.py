"""Reports that resemble another without being it: what a finder of duplicates must keep apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpora.making.people import journal, team
from corpora.making.report import Person, Report
from corpora.making.reports import Desk

# Relations in which both are reports of one study; of all others the two are strangers.
LINKED = frozenset(("protocol", "conference-abstract"))


def _near(desk: Desk, to: Report, relation: str, **changed: Any) -> Report:
    """Return a report near `to`, in a place of its own in the same journal, to be excluded."""
    place = desk.published(to.journal, to.year)
    fate = {"standing": "excluded-title-abstract", "reason": "", "near": to.key}
    return replace(to, **{**place, **fate, "relation": relation, **changed})


def erratum(desk: Desk, to: Report) -> Report:
    """Return a correction: the same title behind a word, one page, no abstract."""
    word = desk.stream.pick(("Erratum", "Correction to", "Corrigendum"))
    place = desk.published(to.journal, min(2021, to.year + desk.stream.whole(0, 1)))
    place |= {"end": place["start"]}
    return _near(desk, to, "erratum", **place, title=f"{word}: {to.title}", abstract="")


def reply(desk: Desk, to: Report) -> Report:
    """Return a comment by others or a reply by the same authors, a few pages in the same year."""
    own = desk.stream.chance(0.5)
    word = "Reply to comments on" if own else "Commentary on"
    place = desk.published(to.journal, to.year)
    place |= {"end": place["start"] + 2}
    return _near(
        desk,
        to,
        "reply",
        **place,
        title=f"{word} “{to.title}”",
        subtitle="",
        authors=to.authors if own else team(desk.stream, 1, 2),
        abstract="",
    )


def protocol(desk: Desk, to: Report) -> Report:
    """Return the protocol of a trial: the same main title, two years before, in another journal."""
    about, text = desk.retold(to, "protocol")
    place = desk.published(journal(to.subject.topic, desk.stream), max(2016, to.year - 2))
    return _near(
        desk,
        to,
        "protocol",
        **place,
        subject=about,
        abstract=text,
        subtitle="Study protocol for a randomised controlled trial",
    )


def conference_abstract(desk: Desk, to: Report) -> Report:
    """Return the abstract of a talk: the same title, half the text, in a supplement."""
    where = journal(to.subject.topic, desk.stream)
    place = desk.published(where, max(2016, to.year - 1))
    sentences = to.abstract.split(". ")
    return _near(
        desk,
        to,
        "conference-abstract",
        **place | {"issue": "Suppl 1", "end": place["start"], "doi": ""},
        type="CONF",
        abstract=". ".join(sentences[len(sentences) // 2 :]),
    )


def second_part(desk: Desk, to: Report) -> Report:
    """Return the second part of a pair; `first_part` gives the first its number."""
    end = to.end + desk.stream.whole(8, 16)
    return _near(
        desk,
        to,
        "part",
        issue=to.issue,
        start=to.end + 1,
        end=end,
        subtitle=f"Part II. {to.subtitle}",
        abstract=desk.retold(to, to.subject.design)[1],
    )


def first_part(report: Report) -> Report:
    """Return the report as the first part of two."""
    return replace(report, subtitle=f"Part I. {report.subtitle}")


def companion(desk: Desk, to: Report) -> Report:
    """Return the companion of a report: the same authors and words about another group."""
    other = "fathers" if "mothers" in to.full_title else "mothers"
    text = desk.retold(to, to.subject.design)[1]
    place = desk.published(to.journal, to.year)
    return _near(desk, to, "companion", **place, title=f"{to.title} of {other}", abstract=text)


def annual_reports(desk: Desk, place: str) -> list[Report]:
    """Return three years' reports of one agency, alike but for the year."""
    agency = Person(f"{place} Agency for Family Services (invented)")
    first = desk.report("family-support", "commentary", told={"place": place})
    made: list[Report] = []
    for year in (2017, 2018, 2019):
        abstract = (
            f"The agency's report for {year} describes {desk.stream.whole(210, 890)} families in "
            f"contact with services, {desk.stream.whole(12, 61)} staff and a budget that "
            f"{desk.stream.pick(('grew', 'shrank', 'stood still'))}. It lists the year's training, "
            f"waiting times of {desk.stream.whole(2, 19)} weeks and plans for the year to come."
        )
        one = replace(
            first,
            **desk.published(first.journal, year),
            title=f"Family services in {place}",
            subtitle=f"Annual report {year}",
            authors=(agency,),
            abstract=abstract,
            type="RPRT",
            near=made[0].key if made else "",
            relation="annual-report" if made else "",
        )
        made.append(replace(one, doi="", volume="", issue=""))
    return made


def editorials(desk: Desk) -> list[Report]:
    """Return two editorials of one editor under one title, in two issues of a journal."""
    title = ""
    while not title or not desk.titles.take(title):
        editor = team(desk.stream, 1, 1)
        first = desk.report("workforce", "commentary", authors=editor, year=2019)
        title = f"Editorial: Notes from {first.journal.name}"
    first = replace(first, title=title, subtitle="", abstract="", end=first.start + 1)
    place = desk.published(first.journal, 2019)
    place |= {"issue": str(int(first.issue) % 6 + 1), "end": place["start"] + 1}
    return [first, _near(desk, first, "editorial", **place)]
