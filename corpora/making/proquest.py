"""ASSIA as ProQuest writes RIS: T1 and AN first, the year in PY, the database in DB."""

from __future__ import annotations

from collections.abc import Iterator

from corpora.making.copy import NOTICE, Copy

_DATABASE = "Applied Social Sciences Index & Abstracts (ASSIA)"


def written(copies: list[Copy]) -> str:
    """Return the export."""
    return "\n\n\n".join(
        "".join(f"{tag}  - {text}\n" for tag, text in _fields(copy) if text) + "ER  - \n"
        for copy in copies
    )


def _fields(copy: Copy) -> Iterator[tuple[str, str]]:
    yield "TY", copy.type
    yield "T1", copy.title
    yield "AN", copy.accession
    yield "AB", copy.abstract
    yield "JF", copy.journal
    for author in copy.authors:
        yield "AU", author.inverted
    yield "Y1", str(copy.year)
    yield "PY", str(copy.year)
    yield "DA", str(copy.year)
    yield "VL", copy.volume
    yield "IS", copy.issue
    yield "SP", copy.start
    yield "EP", copy.end
    yield "PB", copy.publisher
    yield "SN", f"{copy.issn}, {copy.issn}"
    for keyword in copy.keywords:
        yield "KW", keyword.capitalize()
    yield "UR", f"https://www.proquest.com/docview/{copy.accession}?accountid=10000"
    if copy.doi_in_url:
        yield "L2", f"http://dx.doi.org/{copy.doi}"
    yield "LA", copy.language
    yield "DB", _DATABASE
    yield "N1", NOTICE
    yield "N1", "Last updated - 2021-09-30"
    yield "DO", f"https://doi.org/{copy.stated_doi}" if copy.stated_doi else ""
