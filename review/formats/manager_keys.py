"""The key by which a reference manager knows a record, found in the record's own lines.

A user who exports records wants to find them again in the library that they came from: by the
entry key of BibTeX, the record number of EndNote, the item key of Zotero.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

from review.record import Record

_ENTRY = re.compile(r"\s*@\w+\s*[{(]\s*([^\s,{}()\"#%~\\]+)\s*,")
_NUMBER = re.compile(r"<rec-number>\s*(?:<style[^>]*>)?\s*(\d+)\b")
_LIBRARY = re.compile(r"<key\s[^>]*\bapp=[\"']EN[\"'][^>]*\bdb-id=[\"']([^\"']*)[\"']")
_RIS_ID = re.compile(r"^ID {1,2}- *(\d+) *$", re.MULTILINE)
_ZOTERO_URI = re.compile(r"zotero\.org/.*/items/([A-Z0-9]{8})\Z")


@dataclass(frozen=True, slots=True)
class Key:
    """A record's key in one manager's library; empty where no manager is known."""

    manager: str = ""  # bibtex, endnote, zotero, csl
    value: str = ""
    library: str = ""  # EndNote's id of the library, in which alone the number means something


NO_KEY = Key()


def key_of(record: Record, format: str, dialect: str) -> Key:  # noqa: A002 - the word that users type
    """Return the key that `record` had in the manager whose `format` and `dialect` it came in."""
    if format == "bibtex":
        return _bibtex(record)
    if format == "endnote-xml":
        return _endnote(record)
    if format == "ris" and dialect == "endnote" and (found := _RIS_ID.search(record.raw)):
        return Key("endnote", found[1])
    if format in {"csv", "xlsx"} and dialect == "zotero" and record.accession:
        return Key("zotero", record.accession)
    if format == "csl-json":
        return _csl(record)
    return NO_KEY


def _bibtex(record: Record) -> Key:
    found = _ENTRY.match(record.raw)
    return Key("bibtex", found[1]) if found else NO_KEY


def _endnote(record: Record) -> Key:
    number, library = _NUMBER.search(record.raw), _LIBRARY.search(record.raw)
    if number is None:
        return NO_KEY
    return Key("endnote", number[1], unescape(library[1]) if library else "")


def _csl(record: Record) -> Key:
    """Return Zotero's item key or citation key, else the id that the list gives the record."""
    try:
        item = json.loads(record.raw)
    except (ValueError, RecursionError):
        return NO_KEY
    if not isinstance(item, dict):
        return NO_KEY
    given = str(item.get("id") or "")
    if found := _ZOTERO_URI.search(given):
        return Key("zotero", found[1], given)
    return Key("csl", str(item.get("citation-key") or given))
