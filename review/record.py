"""A record: one title/abstract as a source gave it, never changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one export says of one report, field by field, with its own lines beside it.

    Text is kept as the export has it, only decoded and joined; whatever has no field of its own
    stands in `extra` as (tag or column, value), so that nothing of a record is dropped.
    """

    type: str = ""  # an RIS type: JOUR, CHAP, THES, RPRT, CONF, BOOK, ...
    title: str = ""
    translated_title: str = ""
    abstract: str = ""
    other_abstracts: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # "Surname, Given" where the export tells them apart
    editors: tuple[str, ...] = ()
    year: int | None = None
    date: str = ""  # as exported
    journal: str = ""  # or the book, proceedings, university
    journal_short: str = ""
    volume: str = ""
    issue: str = ""
    start_page: str = ""
    end_page: str = ""
    article_number: str = ""
    doi: str = ""  # bare, as "10.1000/xyz", in the export's case
    pmid: str = ""
    pmcid: str = ""
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    accession: str = ""  # the record's own identifier in its export
    database: str = ""  # as the export names it
    language: str = ""
    publisher: str = ""
    place: str = ""
    keywords: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()  # NCT01234567, ISRCTN..., as written
    extra: tuple[tuple[str, str], ...] = ()
    raw: str = ""  # the record's own lines, decoded
    line: int = 0  # where it begins in its file, from 1 (0: nowhere)


def first_author(record: Record) -> str:
    """Return the surname of the first author, or an empty string."""
    return record.authors[0].partition(",")[0].strip() if record.authors else ""


def short_authors(authors: tuple[str, ...]) -> str:
    """Return `Surname`, `Surname & Surname` or `Surname et al.`, as a list column shows them."""
    surnames = [name.partition(",")[0].strip() for name in authors]
    if len(surnames) > 2:  # noqa: PLR2004 - two are named, more are not
        return f"{surnames[0]} et al."
    return " & ".join(surnames)
