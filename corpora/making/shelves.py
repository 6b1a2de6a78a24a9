"""Which source holds which report, and how awkwardly: every record of the five exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora.making.awkward import CHANGES, made_awkward
from corpora.making.copy import Copy
from corpora.making.report import Report
from corpora.making.sources import SOURCES, Source
from corpora.making.stream import Stream

# How many reports two, three, four and five of the sources hold.
HELD_BY = {2: 720, 3: 220, 4: 65, 5: 11}
TWICE_IN_ASSIA = 12
# Shares of the further copies by the number of ways in which they are changed.
_CHANGED_IN = {0: 0.40, 1: 0.40, 2: 0.13, 4: 0.03}
_BARE = 0.04  # share of those that keep so little that a person has to look
_BARE_WAYS = (
    ("no-abstract", "no-doi", "ahead-of-print", "no-subtitle"),
    ("no-abstract", "no-doi", "no-authors", "truncated-title"),
    ("no-abstract", "no-doi", "no-authors", "no-pages", "misprint"),
    ("no-abstract", "no-doi", "no-authors", "ahead-of-print"),
    ("no-abstract", "no-doi", "first-author-only", "supplement", "no-pages", "no-subtitle"),
)
_NO_DOI_IN_SOCINDEX = 0.3
_OWN_ABSTRACT = 0.3  # Social Care Online writes shorter ones


@dataclass(frozen=True, slots=True)
class Shelves:
    """The reports by number (from 1), and the records of each source in the order of its export."""

    reports: tuple[Report, ...]
    records: dict[str, tuple[Copy, ...]]


def shelved(reports: Sequence[Report]) -> Shelves:
    """Return the reports numbered, with copies of them on the shelves of the sources."""
    stream = Stream("shelves")
    mixed = stream.shuffled(reports)
    sizes = [size for size, many in HELD_BY.items() for _ in range(many)]
    sizes = stream.shuffled(sizes + [1] * (len(mixed) - len(sizes)))
    calm = {key for one in mixed if one.near for key in (one.key, one.near)}
    by_source: dict[str, list[Copy]] = {source.name: [] for source in SOURCES}
    for number, (report, size) in enumerate(zip(mixed, sizes, strict=True), start=1):
        for copy in _copies(report, number, size, stream, calm=report.key in calm):
            by_source[copy.source].append(copy)
    doubled = [c for c in by_source["ASSIA"] if mixed[c.set - 1].key not in calm]
    by_source["ASSIA"] += [_again(copy) for copy in stream.some(doubled, TWICE_IN_ASSIA)]
    records = {
        source.name: _numbered(source, stream.shuffled(by_source[source.name]), stream)
        for source in SOURCES
    }
    return Shelves(tuple(mixed), records)


def _copies(report: Report, number: int, size: int, stream: Stream, *, calm: bool) -> list[Copy]:
    """Return the copies of one report; the first, and all of a calm one, are as they should be."""
    weights = {s.name: s.weight for s in SOURCES if report.type in s.types}
    made: list[Copy] = []
    for place in range(min(size, len(weights))):
        source = stream.weighted(weights)
        del weights[source]
        copy = _as_held(_clean(report, number, source), stream, calm=calm)
        if place and not calm:
            copy = made_awkward(copy, _ways(stream), stream)
        made.append(copy)
    return made


def _ways(stream: Stream) -> tuple[str, ...]:
    if stream.chance(_BARE):
        return stream.pick(_BARE_WAYS)
    return tuple(stream.some(list(CHANGES), stream.weighted(_CHANGED_IN)))


def _clean(report: Report, number: int, source: str) -> Copy:
    in_journal = report.type in {"JOUR", "CONF"}
    return Copy(
        set=number,
        source=source,
        accession="",
        type=report.type,
        title=report.full_title,
        authors=report.authors,
        year=report.year,
        journal=report.journal.name,
        journal_short=report.journal.short,
        publisher=report.journal.publisher,
        issn=report.journal.issn,
        volume=report.volume if in_journal else "",
        issue=report.issue if in_journal else "",
        start=str(report.start),
        end=str(report.end) if report.end > report.start else "",
        doi=report.doi,
        abstract=report.abstract,
        keywords=report.subject.keywords,
        language=report.language,
    )


def _as_held(copy: Copy, stream: Stream, *, calm: bool) -> Copy:
    """Return the copy with what its source always does to records."""
    if copy.source == "SocINDEX" and not calm and stream.chance(_NO_DOI_IN_SOCINDEX):
        return replace(copy, doi="")
    if copy.source == "Social Care Online" and stream.chance(_OWN_ABSTRACT):
        sentences = copy.abstract.split(". ")
        return replace(copy, abstract=". ".join(sentences[: len(sentences) // 2 + 1]))
    return copy


def _again(copy: Copy) -> Copy:
    """Return the record as the same export holds it a second time."""
    return replace(copy, keywords=copy.keywords[:2], awkward=("twice-in-one-export",))


def _numbered(source: Source, copies: Sequence[Copy], stream: Stream) -> tuple[Copy, ...]:
    numbers = stream.shuffled(range(1, len(copies) + 1))
    return tuple(
        replace(copy, accession=source.accession(copy.year, number))
        for copy, number in zip(copies, numbers, strict=True)
    )
