"""A report as one source gives it: one record of one export, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.making.report import Person

NOTICE = "Invented record for demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One record; texts are empty where the source does not say.

    `set` is the number of its report, `awkward` names what makes it hard to match, `doi_in_url`
    says that the DOI stands in a link only.
    """

    set: int
    source: str
    accession: str
    type: str
    title: str
    authors: tuple[Person, ...]
    year: int
    journal: str
    journal_short: str
    publisher: str
    issn: str
    volume: str
    issue: str
    start: str
    end: str
    doi: str
    abstract: str
    keywords: tuple[str, ...]
    language: str
    awkward: tuple[str, ...] = ()
    doi_in_url: bool = False

    @property
    def stated_doi(self) -> str:
        """Return the DOI where a field of its own holds it."""
        return "" if self.doi_in_url else self.doi
