"""Social Care Online as CSV: one row a record, names separated by semicolons, pages as a range."""

from __future__ import annotations

import csv
import io

from corpora.making.abstracts import HEADINGS
from corpora.making.copy import NOTICE, Copy

_COLUMNS = (
    "ID",
    "Title",
    "Authors",
    "Publication year",
    "Journal",
    "Volume",
    "Issue",
    "Pages",
    "Publisher",
    "ISSN",
    "Abstract",
    "Keywords",
    "Content type",
    "Language",
    "DOI",
    "URL",
    "Notes",
)
_TYPES = {"JOUR": "Journal article", "THES": "Thesis", "CHAP": "Book chapter", "RPRT": "Report"}


def written(copies: list[Copy]) -> str:
    """Return the export, with the byte-order mark that it begins with."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows(_row(copy) for copy in copies)
    return "\ufeff" + out.getvalue()


def _in_lines(abstract: str) -> str:
    """Return an abstract with headings as several lines, as the website shows it."""
    for heading in HEADINGS[1:]:
        abstract = abstract.replace(f" {heading}: ", f"\n{heading}: ")
    return abstract


def _row(copy: Copy) -> list[str]:
    pages = f"{copy.start}-{copy.end}" if copy.end else copy.start
    return [
        copy.accession,
        copy.title,
        "; ".join(author.inverted for author in copy.authors),
        str(copy.year),
        copy.journal,
        copy.volume,
        copy.issue,
        pages,
        copy.publisher,
        copy.issn,
        _in_lines(copy.abstract),
        "; ".join(copy.keywords),
        _TYPES.get(copy.type, "Conference paper"),
        copy.language,
        copy.stated_doi,
        f"https://doi.org/{copy.doi}" if copy.doi_in_url else "",
        NOTICE,
    ]
