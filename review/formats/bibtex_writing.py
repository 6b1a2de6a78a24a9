"""Records as BibTeX; a body that is an author stands in braces, so that it stays one name.

A record that came from BibTeX has its own key again. What the review says of a record stands in
`annote`, which no style prints and Zotero and JabRef show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from urllib.parse import quote

from review.formats.kinds import BIBTEX
from review.formats.latex import texed
from review.formats.markup import protected
from review.formats.outgoing import Outgoing, text_of
from review.formats.residue import told_by
from review.record import Record, first_author

_JOURNAL_KEYS = {"incollection": "booktitle", "inproceedings": "booktitle", "phdthesis": "school"}
_KEY = re.compile(r"[^\s,{}()\"'#%~\\=]+")
_AND = re.compile(r"\band\b", re.IGNORECASE)


def write_bibtex(items: Iterable[Outgoing]) -> str:
    """Return a BibTeX file whose keys are unique, as BibTeX tells keys apart: without case."""
    from review.formats.bibtex import read_one

    kept = list(items)
    used = {_own_key(item).lower() for item in kept} - {""}
    given: set[str] = set()
    entries = []
    for item in kept:
        key = _own_key(item)
        if not key or key.lower() in given:
            key = _free(key or _made_key(item.record), used)
        given.add(key.lower())
        entries.append(told_by(partial(_entry, item, key), read_one, item.record))
    return "\n".join(entries)


def _own_key(item: Outgoing) -> str:
    """Return the key that the record had in its manager, where BibTeX can have it as one."""
    key = text_of(item.key.value)
    return key if item.key.manager != "endnote" and _KEY.fullmatch(key) else ""


def _free(key: str, used: set[str]) -> str:
    """Return `key`, with a number from the second of its kind, and mark it as used."""
    free = key
    for number in count(2):
        if free.lower() not in used:
            break
        free = f"{key}-{number}"
    used.add(free.lower())
    return free


def _made_key(record: Record) -> str:
    """Return a key such as `hart2019home`."""
    words = f"{first_author(record).split(' ')[0]} {record.year or ''} {record.title.split(' ')[0]}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "", plain) or "record"


def _entry(item: Outgoing, key: str, residue: str) -> str:
    kind = BIBTEX.get(item.record.type, "misc")
    pairs = [*_pairs(item.record, kind), ("annote", _several(item.notes))]
    lines = [f"  {name} = {{{value}}}," for name, value in pairs if value]
    return "\n".join([f"@{kind}{{{key},", *lines, f"  x-review = {{{quote(residue)}}},", "}", ""])


def _pairs(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", _tex(protected(record.title))
    yield "author", " and ".join(map(_name, record.authors))
    yield "editor", " and ".join(map(_name, record.editors))
    yield _JOURNAL_KEYS.get(kind, "journal"), _tex(protected(record.journal))
    yield "shortjournal", _tex(protected(record.journal_short))
    yield "year", "" if record.year is None else str(record.year)
    yield "date", _tex(record.date)
    yield "volume", _tex(record.volume)
    yield "number", _tex(record.issue)
    yield "pages", _tex("--".join(filter(None, (record.start_page, record.end_page))))
    yield "eid", _tex(record.article_number)
    yield "doi", _link(record.doi)
    yield "pmid", _tex(record.pmid)
    yield "pmcid", _tex(record.pmcid)
    yield "issn", _tex(", ".join(record.issn))
    yield "isbn", _tex(", ".join(record.isbn))
    yield "publisher", _tex(record.publisher)
    yield "address", _tex(record.place)
    yield "language", _tex(record.language)
    yield "database", _tex(record.database)
    yield "accession", _tex(record.accession)
    yield "url", _link(record.urls[0] if record.urls else "")
    yield "keywords", _tex("; ".join(map(protected, record.keywords)))
    yield "affiliation", _several(record.affiliations)
    yield "abstract", _tex(protected(record.abstract))
    yield "note", _several(record.notes)


def _several(values: Iterable[str]) -> str:
    return _tex("; ".join(values))


def _tex(text: str) -> str:
    return texed(text_of(text))


def _name(name: str) -> str:
    """Return a name as BibTeX wants it: a body, or a name with an `and`, in braces."""
    text = _tex(name)
    return f"{{{text}}}" if "," not in name or _AND.search(name) else text


def _link(text: str) -> str:
    """Return a link, or nothing where braces would break the entry: the residue carries it."""
    link = text_of(text)
    return "" if re.search(r"[\\{}\s]", link) else re.sub(r"([&%#_~])", r"\\\1", link)
