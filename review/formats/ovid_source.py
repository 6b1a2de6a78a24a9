"""What Ovid writes of a report's place in one line: journal, volume, issue, pages and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
# Each database writes the line its own way.
_SOURCES = (
    # Nursing Science Quarterly.   28(2):103-106, April 2015.
    re.compile(r"^(?P<journal>.{1,300}?)\.\s{1,9}(?P<volume>\w[\w ]{0,30}?)?"
               r"(?:\((?P<issue>[^()]{0,40})\))?:"
               r"(?P<pages>[^,:]{1,60}),\s?(?P<date>.{0,40}\d{4}.{0,40}?)\.?$"),
    # School Psychology. Vol.28(2), Apr 2015, pp. 103-106.
    re.compile(r"^(?P<journal>.{1,300}?)\.\s{1,9}Vol\.?\s?(?P<volume>\w{1,20})"
               r"(?:\((?P<issue>[^()]{0,40})\))?,?\s"
               r"(?P<date>.{0,60}?\d{4}),\s?(?:pp?\.\s?)?(?P<pages>[^,]{1,60}?)\.?$"),
    # Pediatrics. Conference: ... Spain. 141 (3) (pp 12-19), 2018. Date of Publication: ...
    re.compile(r"^(?P<journal>.{1,300}?)\.\s{1,9}(?:Conference:.{0,400}?\.\s{1,9})?"
               r"(?P<volume>[\w-]{1,20})?\s?(?:\((?P<issue>(?!pp|no pag)[^()]{0,40})\)\s)?"
               r"\((?:no pagination|pp?\.?\s?(?P<pages>[^()]{1,60}))\),\s(?P<date>\d{4})\b.*$"),
    # Health & Fitness Journal January/February 2010;14(1):56
    re.compile(rf"^(?P<journal>.{{1,300}}?)\s(?P<date>(?:{_MONTH}[a-z/ -]{{0,30}})*\d{{4}});"
               r"(?P<volume>\w{1,20})(?:\((?P<issue>[^()]{0,40})\))?:(?P<pages>.{1,60}?)\.?$"),
    re.compile(r"^.{0,300}?\((?P<date>\d{4})\)\.\s{1,9}(?P<journal>[^.]{1,300})\."),
    re.compile(r"^(?P<journal>[^.\d]+)\.$"),
)  # fmt: skip
_ARTICLE = re.compile(r"\bArticle Number: ([^\s.]+(?:\.[^\s.]+)*)")
_OPEN_URL = {
    "title": "journal", "jtitle": "journal", "volume": "volume", "issue": "issue", "pages": "pages",
    "date": "date", "doi": "doi", "pmid": "pmid", "issn": "issn",
}  # fmt: skip


def told_by_source(line: str) -> dict[str, str]:
    """Return the parts that a source line of a known form tells, the filled ones alone."""
    found = next(filter(None, (pattern.match(line) for pattern in _SOURCES)), None)
    parts = (
        {name: part.strip() for name, part in found.groupdict().items() if part} if found else {}
    )
    if article := _ARTICLE.search(line):
        parts["article"] = article[1]
    return {name: part for name, part in parts.items() if part}


def told_by_links(links: Iterable[str]) -> dict[str, str]:
    """Return what the links to a library's resolver tell of a report, in OpenURL's words."""
    told: dict[str, str] = {}
    for link in links:
        if "sid=OVID" not in link and "rfr_id=info:sid/Ovid" not in link:
            continue
        try:
            words = parse_qs(urlsplit(link).query)
        except ValueError:
            continue
        for name, values in words.items():
            for value in values:
                _keep(told, name.removeprefix("rft."), value.strip())
    return told


def _keep(told: dict[str, str], name: str, value: str) -> None:
    if name in {"id", "rft_id"}:  # doi:10.1000/xyz, info:pmid/123
        name, _, value = re.sub(r"^info:(\w+)/", r"\1:", value).partition(":")
    field = _OPEN_URL.get(name)
    if field and value:
        told.setdefault(field, value)
