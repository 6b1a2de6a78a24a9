"""Records as CSL-JSON, which Zotero, Pandoc and many others read.

What the review says of a record stands in `note`, which Zotero takes into its field Extra; the
variable meant for it, `annote`, Zotero leaves out. What CSL cannot say stands in `custom`, which
its schema keeps free for programs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from review.formats.kinds import CSL
from review.formats.markup import protected
from review.formats.outgoing import Outgoing, text_of
from review.formats.residue import MARK, residue_of
from review.record import Record

_DAY = re.compile(r"(\d{4})[-/](\d\d?)(?:[-/](\d\d?))?/*\Z")


def write_csl(items: Iterable[Outgoing]) -> str:
    """Return a CSL-JSON list; an id is the manager's own key, or the accession, or a number.

    An id comes once: of two records with the same one the second is numbered.
    """
    from review.formats.json_records import read_one

    used: set[str] = set()
    written = []
    for number, item in enumerate(items, start=1):
        told = _told(item)
        wanted = (_own_id(item), item.record.accession)
        known = (text_of(one) for one in wanted if one)
        told["id"] = next((one for one in known if one not in used), f"record-{number}")
        used.add(told["id"])
        read_back = read_one(told | {"custom": {"review": MARK}})
        told["custom"] = {"review": residue_of(item.record, read_back)}
        written.append(told)
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _own_id(item: Outgoing) -> str:
    """Return the id by which the manager knows the record: in Zotero's lists that is an address.

    The number of a record in EndNote means nothing outside of it.
    """
    if item.key.manager == "endnote":
        return ""
    return item.key.library if item.key.manager == "zotero" else item.key.value


def _told(item: Outgoing) -> dict[str, Any]:
    record = item.record
    told: dict[str, Any] = {
        "type": CSL.get(record.type, "document"),
        "title": protected(record.title),
        "abstract": protected(record.abstract),
        "author": [_person(text_of(name)) for name in record.authors],
        "editor": [_person(text_of(name)) for name in record.editors],
        "issued": _issued(record),
        "container-title": protected(record.journal),
        "container-title-short": protected(record.journal_short),
        "volume": record.volume,
        "issue": record.issue,
        "page": "-".join(filter(None, (record.start_page, record.end_page))),
        "DOI": record.doi,
        "PMID": record.pmid,
        "PMCID": record.pmcid,
        "ISSN": ", ".join(record.issn),
        "ISBN": ", ".join(record.isbn),
        "URL": record.urls[0] if record.urls else "",
        "language": record.language,
        "publisher": record.publisher,
        "publisher-place": record.place,
        "keyword": "; ".join(map(protected, record.keywords)),
        "source": record.database,
        "note": "\n".join((*record.notes, *item.notes)),
    }
    if item.key.manager in {"bibtex", "csl"}:
        told["citation-key"] = item.key.value
    return {
        name: text_of(value) if isinstance(value, str) else value
        for name, value in told.items()
        if value
    }


def _issued(record: Record) -> dict[str, Any] | None:
    """Return the date to the day where the export has it so, else the year."""
    if record.year is None:
        return None
    day = _DAY.match(record.date)
    parts = [int(part) for part in day.groups() if part] if day else []
    return {"date-parts": [parts if parts and parts[0] == record.year else [record.year]]}


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma and family and given else {"literal": name}
