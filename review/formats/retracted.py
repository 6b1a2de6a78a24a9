"""Lists of retracted publications, read offline.

Retraction Watch's CSV by its column names, a PubMed export of retracted publications in any format
that the import reads, or a plain list with one DOI or PMID a line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from review.formats.decoding import Decoder
from review.formats.fields import bare_doi
from review.refusal import Refused

_PMID = re.compile(r"(?:pmid:?\s*)?(\d{1,8})", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_NOTICES = ("retraction of publication", "retraction notice")
_EPOCH, _YEAR_DIGITS, _MONTHS = 2000, 4, 12


@dataclass(frozen=True, slots=True)
class Listed:
    """One publication of a list: bare DOI in lower case, PMID, and what the list says of it."""

    doi: str
    pmid: str
    nature: str = "retraction"
    date: str = ""  # ISO
    reason: str = ""
    notice: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RetractedList:
    """What was read: the kind of list, its publications, and the lines that say nothing."""

    kind: str
    listed: tuple[Listed, ...]
    unread: tuple[tuple[int, str], ...] = ()


def read_retracted(data: bytes, name: str) -> RetractedList:
    """Return the publications that a list names; Refused where it names none."""
    text = Decoder(data).text()
    head = _header(text)
    if "originalpaperdoi" in head or "originalpaperpubmedid" in head:
        found = RetractedList("Retraction Watch", tuple(_watch(text)))
    elif _is_plain(text):
        found = _plain(text)
    else:
        found = _export(data, name)
    if not found.listed:
        raise Refused(
            f"{name} names no retracted publication.",
            "Give Retraction Watch's CSV, a PubMed export, or a list with a DOI or PMID a line.",
        )
    return found


def _header(text: str) -> list[str]:
    return [cell.strip().lower() for cell in next(csv.reader(io.StringIO(text[:65_536])), [])]


def _watch(text: str) -> Iterator[Listed]:
    reader = csv.DictReader(io.StringIO(text))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    for row in reader:
        cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        doi, pmid = _doi(cells.get("originalpaperdoi", "")), _pmid(cells["originalpaperpubmedid"])
        if not doi and not pmid:
            continue
        notice = _doi(cells.get("retractiondoi", "")) or _pmid(cells.get("retractionpubmedid", ""))
        reason = "; ".join(
            part.strip(" +") for part in cells.get("reason", "").split(";") if part.strip(" +")
        )
        nature = cells.get("retractionnature", "").lower() or "retraction"
        yield Listed(
            doi,
            pmid,
            nature if nature in _NATURES else "retraction",
            _day(cells.get("retractiondate", "")),
            reason,
            notice,
            reader.line_num,
        )


_NATURES = ("retraction", "expression of concern", "correction", "reinstatement")


def _is_plain(text: str) -> bool:
    """Tell whether most lines are a DOI or a PMID and nothing else."""
    lines = [line.strip() for line in text.splitlines()[:200] if line.strip()]
    return bool(lines) and sum(map(_is_identifier, lines)) * 2 >= len(lines)


def _is_identifier(line: str) -> bool:
    bare = line.strip().strip('",;')
    return bool(_PMID.fullmatch(bare)) or (" " not in bare and bool(_doi(bare)))


def _plain(text: str) -> RetractedList:
    listed, unread = [], []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().strip('",;')
        if not bare:
            continue
        doi = _doi(bare)
        pmid = "" if doi else _pmid(bare)
        if doi or pmid:
            listed.append(Listed(doi, pmid, line=number))
        elif number > 1:  # the first may be a heading
            unread.append((number, line.strip()))
    return RetractedList("list of DOIs and PMIDs", tuple(listed), tuple(unread))


def _export(data: bytes, name: str) -> RetractedList:
    from review.formats.reading import read

    parsed = read(data, name)
    listed, unread = [], [(bad.line, bad.text) for bad in parsed.rejected]
    for record in parsed.records:
        sorts = {
            said.strip(" .").lower() for said in (*record.notes, *(v for _, v in record.extra))
        }
        if sorts & set(_NOTICES):
            continue  # the notice itself is no retracted publication
        doi, pmid = _doi(record.doi), _pmid(record.pmid)
        if doi or pmid:
            listed.append(Listed(doi, pmid, line=record.line))
        else:
            unread.append((record.line, record.title))
    return RetractedList(f"export ({parsed.format})", tuple(listed), tuple(unread))


def _doi(text: str) -> str:
    return bare_doi(text).lower()


def _pmid(text: str) -> str:
    found = _PMID.fullmatch(text.strip())
    return found[1].lstrip("0") if found else ""


def _day(text: str) -> str:
    """Return an ISO date; of `3/2/2021` the month comes first, as Retraction Watch writes it."""
    found = _DAY.match(text.strip())
    if not found:
        return ""
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == _YEAR_DIGITS:
        year, month, day = first, second, third
    else:
        year, month, day = third, first, second
        if month > _MONTHS:
            month, day = day, month
    try:
        return date(year + (_EPOCH if year < 100 else 0), month, day).isoformat()  # noqa: PLR2004
    except ValueError:
        return ""
