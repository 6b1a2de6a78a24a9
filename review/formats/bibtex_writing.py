"""Records as BibTeX; a body that is an author stands in braces, so that it stays one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import quote

from review.formats.kinds import BIBTEX
from review.formats.latex import texed
from review.formats.markup import protected
from review.formats.residue import told_by
from review.record import Record, first_author

_JOURNAL_KEYS = {"incollection": "booktitle", "inproceedings": "booktitle", "phdthesis": "school"}
_AND = re.compile(r"\band\b", re.IGNORECASE)


def write_bibtex(records: Iterable[tuple[Record, Mapping[str, str]]]) -> str:
    """Return a BibTeX file whose keys are unique; the facts beside a record become its note."""
    from review.formats.bibtex import read_one

    used: dict[str, int] = {}
    entries = []
    for record, facts in records:
        key = _key(record, used)
        entries.append(told_by(partial(_entry, key=key, facts=facts), read_one, record))
    return "\n".join(entries)


def _key(record: Record, used: dict[str, int]) -> str:
    """Return a key such as `hart2019home`, with a number from the second of its kind."""
    words = f"{first_author(record).split(' ')[0]} {record.year or ''} {record.title.split(' ')[0]}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "", plain) or "record"
    used[key] = used.get(key, 0) + 1
    return key if used[key] == 1 else f"{key}-{used[key]}"


def _entry(record: Record, residue: str, *, key: str, facts: Mapping[str, str]) -> str:
    kind = BIBTEX.get(record.type, "misc")
    lines = [f"  {name} = {{{value}}}," for name, value in _pairs(record, kind) if value]
    if facts:
        notes = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
        lines.append(f"  review-notes = {{{texed(notes)}}},")
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
    yield "pmid", record.pmid
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
    yield "abstract", texed(protected(record.abstract))


def _name(name: str) -> str:
    """Return a name as BibTeX wants it: a body, or a name with an `and`, in braces."""
    text = texed(name)
    return f"{{{text}}}" if "," not in name or _AND.search(name) else text


def _link(text: str) -> str:
    """Return a link, or nothing where braces would break the entry: the residue carries it."""
    return "" if re.search(r"[\\{}]", text) else re.sub(r"([&%#_~])", r"\\\1", text)
