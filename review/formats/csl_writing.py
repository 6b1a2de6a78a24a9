"""Records as CSL-JSON, which Zotero, Pandoc and many others read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from review.formats.kinds import CSL
from review.formats.markup import protected
from review.formats.residue import MARK, residue_of
from review.record import Record


def write_csl(records: Iterable[tuple[Record, Mapping[str, str]]]) -> str:
    """Return a CSL-JSON list; ids are the accessions where they are unique, else numbered."""
    from review.formats.json_records import read_one

    used: set[str] = set()
    items = []
    for number, (record, facts) in enumerate(records, start=1):
        item = _item(record, facts)
        item["id"] = f"record-{number}"
        if record.accession and record.accession not in used:
            item["id"] = record.accession
        used.add(item["id"])
        item["custom"] = {
            "review": residue_of(record, read_one(item | {"custom": {"review": MARK}}))
        }
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(record: Record, facts: Mapping[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": CSL.get(record.type, "document"),
        "title": protected(record.title),
        "abstract": protected(record.abstract),
        "author": [_person(name) for name in record.authors],
        "editor": [_person(name) for name in record.editors],
        "issued": {"date-parts": [[record.year]]} if record.year is not None else None,
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
        "note": "\n".join(record.notes),
    }
    if facts:
        item["annote"] = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
    return {name: value for name, value in item.items() if value}


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma and family and given else {"literal": name}
