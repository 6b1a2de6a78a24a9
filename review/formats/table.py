"""Which tags, columns or keys of an export hold which field of a record."""

from __future__ import annotations

from dataclasses import dataclass
from re import Pattern

Names = tuple[str, ...]
MIXED = "mixed"  # a dialect: records of several vendors one after the other, as copied together


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """For each field the tags that may hold it, the best first; adding a dialect is adding one.

    A field of one value takes the first that is filled and leaves the rest to `extra`; a field
    of several takes all of them.
    """

    name: str = "generic"
    type: Names = ()
    title: Names = ()
    translated_title: Names = ()
    abstract: Names = ()
    authors: Names = ()
    editors: Names = ()
    year: Names = ()
    date: Names = ()
    journal: Names = ()
    journal_short: Names = ()
    volume: Names = ()
    issue: Names = ()
    start_page: Names = ()
    end_page: Names = ()
    pages: Names = ()  # first and last page in one value
    article_number: Names = ()
    doi: Names = ()
    doi_within: Names = ()  # links and notes that are searched when `doi` is empty
    pmid: Names = ()
    pmid_within: Names = ()  # notes that may name one in words
    pmcid: Names = ()
    serials: Names = ()  # ISSNs and ISBNs, told apart by their form
    accession: Names = ()
    accession_within: tuple[tuple[str, Pattern[str]], ...] = ()  # tag, pattern with one group
    database: Names = ()
    language: Names = ()
    publisher: Names = ()
    place: Names = ()
    keywords: Names = ()
    urls: Names = ()
    affiliations: Names = ()
    notes: Names = ()
    registrations: Names = ()
