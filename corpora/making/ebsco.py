"""SocINDEX as EBSCOhost writes RIS: Y1 with a month, JO beside JF, and the accession within N1."""

from __future__ import annotations

from collections.abc import Iterator

from corpora.making.copy import NOTICE, Copy

_HOST = "https://search.ebscohost.com/login.aspx"


def written(copies: list[Copy]) -> str:
    """Return the export."""
    return "".join(
        "".join(f"{tag}  - {text}\n" for tag, text in _fields(copy) if text) + "ER  - \n\n"
        for copy in copies
    )


def _fields(copy: Copy) -> Iterator[tuple[str, str]]:
    yield "TY", copy.type
    for author in copy.authors:
        yield "AU", author.inverted
    yield "T1", f"{copy.title}."
    yield "JO", copy.journal
    yield "JF", copy.journal
    yield "Y1", f"{copy.year}/{_month(copy):02d}//"
    yield "VL", copy.volume
    yield "IS", copy.issue
    yield "M3", "Article" if copy.type == "JOUR" else ""
    yield "SP", copy.start
    yield "EP", copy.end
    yield "PB", copy.publisher
    yield "SN", copy.issn.replace("-", "")
    yield "AB", copy.abstract
    for keyword in copy.keywords:
        first, _, rest = keyword.partition(" ")
        yield "KW", f"{first.upper()} {rest}".strip()
    yield (
        "N1",
        f"Accession Number: {copy.accession}; Language: {copy.language}; "
        f"Source Info: {copy.year}, Vol. {copy.volume or 'pending'}; {NOTICE}",
    )
    yield "DO", copy.stated_doi
    if copy.doi_in_url:
        yield "UR", f"https://doi.org/{copy.doi}"
    yield "UR", f"{_HOST}?direct=true&AuthType=ip,sso&db=sih&AN={copy.accession}&site=ehost-live"
    yield "DP", "EBSCOhost"
    yield "DB", "sih"


def _month(copy: Copy) -> int:
    return int(copy.accession[-2:]) % 12 + 1
