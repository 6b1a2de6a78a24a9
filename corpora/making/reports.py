"""Reports from subjects: title, people, journal, pages, DOI and abstract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpora.making.abstracts import abstract
from corpora.making.people import journal, team
from corpora.making.report import Journal, Report, Subject
from corpora.making.stream import Stream
from corpora.making.subjects import subject
from corpora.making.titles import Titles, composed

YEARS = (2016, 2021)
DOI_PREFIX = "10.5555"  # kept for examples: no document has a DOI under it
_TRIES = 400


class Desk:
    """Writes one report after another and keeps titles and places in journals apart."""

    def __init__(self, seed: str) -> None:
        self.stream = Stream(seed)
        self.titles = Titles()
        self._number = 0

    def report(
        self,
        topic: str,
        design: str,
        *,
        told: Mapping[str, str] | None = None,
        results: Sequence[str] = (),
        **fixed: Any,
    ) -> Report:
        """Return a new report; `fixed` are fields of it that are not drawn."""
        stream = self.stream
        for _ in range(_TRIES):
            about = subject(topic, design, stream, told)
            title, subtitle = composed(design, about.words, stream)
            if self.titles.take(f"{title} {subtitle}"):
                break
        else:
            raise RuntimeError(f"no new title is left for {design} in {topic}")
        year = fixed.pop("year", None) or stream.whole(*YEARS)
        drawn: dict[str, Any] = {
            "title": title,
            "subtitle": subtitle,
            "authors": team(stream),
            "abstract": abstract(about, stream, results),
            "subject": about,
            **self.published(journal(topic, stream), year),
        }
        return Report(**{**drawn, **fixed})

    def retold(self, report: Report, design: str) -> tuple[Subject, str]:
        """Return the report's subject for another `design`, and an abstract that says it anew."""
        kept = {key: text for key, text in report.subject.words.items() if key != "phrase"}
        about = subject(report.subject.topic, design, self.stream, kept)
        return about, abstract(about, self.stream)

    def published(self, where: Journal, year: int) -> dict[str, Any]:
        """Return a key and a place in a journal that no other report has."""
        self._number += 1
        stream = self.stream
        start = stream.whole(1, 880)
        return {
            "key": f"k{self._number:04d}",
            "journal": where,
            "year": year,
            "volume": str(year - where.begun + 1),
            "issue": str(stream.whole(1, 6)),
            "start": start,
            "end": start + stream.whole(7, 22),
            "doi": f"{DOI_PREFIX}/{where.doi_part}.{year}.{self._number:05d}",
        }
