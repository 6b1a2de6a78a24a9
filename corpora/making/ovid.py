"""PsycINFO as Ovid writes RIS: numbered records, T1, A1, Y1, N2, JF, and lines after ER."""

from __future__ import annotations

from collections.abc import Iterator

from corpora.making.copy import NOTICE, Copy

_HOST = "http://ovidsp.ovid.com/ovidweb.cgi"


def written(copies: list[Copy]) -> str:
    """Return the export."""
    return "".join(_record(number, copy) for number, copy in enumerate(copies, start=1))


def _record(number: int, copy: Copy) -> str:
    lines = [f"{number}.", *(f"{tag}  - {text}" for tag, text in _fields(copy) if text), "ER  -"]
    link = f"{_HOST}?T=JS&CSC=Y&NEWS=N&PAGE=fulltext&D=psyc19&AN={copy.accession}"
    return "\n".join([*lines, "", f"Link to the Ovid Full Text or citation: {link}", "", ""])


def _fields(copy: Copy) -> Iterator[tuple[str, str]]:
    doi = f"http://dx.doi.org/{copy.doi}" if copy.doi else ""
    yield "TY", copy.type
    yield "ID", copy.accession
    yield "DO", doi
    yield "T1", f"{copy.title}."
    for author in copy.authors:
        yield "A1", f"{author.surname}, {author.given}".rstrip(". ,")
    yield "Y1", f"{copy.year}//"
    yield "N2", copy.abstract
    for place, keyword in enumerate(copy.keywords):
        yield "KW", f"{'*' if place < 3 else ''}{keyword.title()}"  # noqa: PLR2004 - majors first
    yield "M3", "Social Services [3370]"
    yield "JF", copy.journal
    yield "VL", copy.volume
    yield "IS", copy.issue
    yield "SP", copy.start or "No"
    yield "EP", (copy.end if copy.start else "Specified")
    yield "CY", "NO"
    yield "PB", copy.publisher
    yield "PB", NOTICE
    yield "LA", copy.language
    yield "SN", copy.issn
    yield "L2", f"{_HOST}?T=JS&PAGE=reference&D=psyc19&NEWS=N&AN={copy.accession}"
