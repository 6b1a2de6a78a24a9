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
    known = item.key.manager != "endnote" and _KEY.fullmatch(item.key.value)
    return item.key.value if known else ""


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
    lines = [f"  {name} = {{{text_of(value)}}}," for name, value in pairs if value]
    return "\n".join([f"@{kind}{{{key},", *lines, f"  x-review = {{{quote(residue)}}},", "}", ""])


def _pairs(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", texed(protected(record.title))
    yield "author", " and ".join(map(_name, record.authors))
    yield "editor", " and ".join(map(_name, record.editors))
    yield _JOURNAL_KEYS.get(kind, "journal"), texed(protected(record.journal))
    yield "shortjournal", texed(protected(record.journal_short))
    yield "year", "" if record.year is None else str(record.year)
    yield "date", texed(record.date)
    yield "volume", texed(record.volume)
    yield "number", texed(record.issue)
    yield "pages", texed("--".join(filter(None, (record.start_page, record.end_page))))
    yield "eid", texed(record.article_number)
    yield "doi", _link(record.doi)
    yield "pmid", texed(record.pmid)
    yield "pmcid", texed(record.pmcid)
    yield "issn", texed(", ".join(record.issn))
    yield "isbn", texed(", ".join(record.isbn))
    yield "publisher", texed(record.publisher)
    yield "address", texed(record.place)
    yield "language", texed(record.language)
    yield "database", texed(record.database)
    yield "accession", texed(record.accession)
    yield "url", _link(record.urls[0] if record.urls else "")
    yield "keywords", texed("; ".join(map(protected, record.keywords)))
    yield "affiliation", _several(record.affiliations)
    yield "abstract", texed(protected(record.abstract))
    yield "note", _several(record.notes)


def _several(values: Iterable[str]) -> str:
    return texed("; ".join(values))


def _name(name: str) -> str:
    """Return a name as BibTeX wants it: a body, or a name with an `and`, in braces."""
    text = texed(name)
    return f"{{{text}}}" if "," not in name or _AND.search(name) else text


def _link(text: str) -> str:
    """Return a link, or nothing where braces would break the entry: the residue carries it."""
    return "" if re.search(r"[\\{}\s]", text) else re.sub(r"([&%#_~])", r"\\\1", text)
