"""BibTeX and BibLaTeX, read by bibtexparser; what it cannot read is rejected with its lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from review.formats.family import Options, Walked
from review.formats.kinds import ris_type
from review.formats.latex import untexed
from review.formats.mapping import Tags, one_line, record_of
from review.formats.parsed import Rejected
from review.formats.table import Table
from review.record import Record

if TYPE_CHECKING:
    from bibtexparser.model import Entry

TABLE = Table(
    name="generic",
    type=(" type",),
    title=("title",),
    translated_title=("title-translation", "titletranslation"),
    abstract=("abstract",),
    authors=("author", "authors"),
    editors=("editor",),
    year=("year", "date"),
    date=("date", "month"),
    journal=("journal", "journaltitle", "booktitle", "school", "institution", "fjournal"),
    journal_short=("shortjournal", "journal-abbrev", "journal-iso", "shorttitle-journal"),
    volume=("volume",),
    issue=("number", "issue"),
    pages=("pages", "page"),
    article_number=("article-number", "articleno", "eid"),
    doi=("doi",),
    doi_within=("url", "ee", "link", "note"),
    pmid=("pmid",),
    pmid_within=("note", "annote"),
    pmcid=("pmcid", "pmc"),
    serials=("issn", "isbn", "eissn"),
    accession=("unique-id", "accession", "accession-number", "accessionnumber", "key"),
    database=("database", "source-database"),
    language=("language", "langid"),
    publisher=("publisher", "organization"),
    place=("address", "location"),
    keywords=("keywords", "keywords-plus", "author_keywords"),
    urls=("url", "link", "ee"),
    affiliations=("affiliation", "affiliations"),
    notes=("note", "annote"),
    registrations=("registration",),
)
_SIGNS = (
    ("cochrane", re.compile(r"^Record #\d+ of \d+\s*\n@|cochranelibrary\.com", re.MULTILINE)),
    ("wos", re.compile(r"unique-id\s*=\s*.?(?:WOS|ISI):|web-of-science", re.IGNORECASE)),
    ("scopus", re.compile(r"source\s*=\s*.?\{?Scopus|scopus\.com", re.IGNORECASE)),
    ("ebsco", re.compile(r"ebscohost", re.IGNORECASE)),
    ("proquest", re.compile(r"proquest\.com", re.IGNORECASE)),
    ("jabref", re.compile(r"@comment\{jabref|owner\s*=|timestamp\s*=", re.IGNORECASE)),
    (
        "zotero",
        re.compile(r"urldate\s*=.*\n.*(?:shorttitle|abstract)\s*=|file\s*=.*zotero", re.IGNORECASE),
    ),
    ("mendeley", re.compile(r"mendeley-groups|annote\s*=.*mendeley", re.IGNORECASE)),
)
_BRACE_OR_AND = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)
# The Cochrane Library writes `Berg, A, Moe, BC, and Lund, K`.
_AFTER_INITIALS = re.compile(r"(?<=[A-Z]),\s+(?:and\s+)?(?=\S)")
# An at sign that begins a line of a value is kept from being taken for an entry.
_NO_ENTRY = re.compile(r"^([ \t]*)@(?![A-Za-z]+[ \t]*[{(])", re.MULTILINE)
_GUARD = "\ue002"
_INHERITED = frozenset(
    ["booktitle", "year", "date", "month", "publisher", "address", "location", "editor", "volume",
     "series", "isbn", "issn"]
)  # fmt: skip
_PMID_KEY = re.compile(r"^PMID:(\d{1,8})$")  # as Europe PMC writes it
_PEOPLE = frozenset({"author", "authors", "editor"})
_WORDS = frozenset(TABLE.keywords)
_LINKS = frozenset({"url", "doi", "link", "ee", "file"})


def read(text: str, options: Options) -> Walked:
    """Read all entries; comments are outside, @string lines are within the entries' values."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ExplicitComment,
        ImplicitComment,
        ParsingFailedBlock,
    )

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    walked = Walked.of(options, dialect_of(text[: 1 << 18]))
    blocks = parse_string(_NO_ENTRY.sub(rf"\g<1>{_GUARD}@", text)).blocks
    volumes = {block.key.lower(): block for block in blocks if isinstance(block, Entry)}
    for block in blocks:
        line, raw = (block.start_line or 0) + 1, (block.raw or "").replace(_GUARD, "").strip()
        inner = block
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            inner = block.ignore_error_block or block
        if isinstance(inner, Entry):
            tags = _tags(inner, walked.dialect)
            _inherit(tags, volumes)
            walked.take(record_of(tags, TABLE, raw, line))
        elif isinstance(inner, ParsingFailedBlock):
            said = one_line(str(inner.error)).strip()
            why = f"it is not valid BibTeX: {said}" if said else "it is not valid BibTeX"
            walked.rejected.append(Rejected(line, why, raw))
        elif isinstance(inner, ImplicitComment | ExplicitComment):
            walked.outside.append((line, raw))
    return walked


def read_one(text: str) -> Record:
    """Return the one record in `text`."""
    return read(text, Options("generic")).records[0]


def dialect_of(sample: str) -> str:
    """Return whose BibTeX this is, or `generic`."""
    return next((name for name, sign in _SIGNS if sign.search(sample)), "generic")


def _tags(entry: Entry, dialect: str) -> Tags:
    tags: Tags = {}
    for field in entry.fields:
        name = field.key.strip().lower()
        value = str(field.value).replace(_GUARD, "")
        if dialect == "cochrane" and name in _PEOPLE:
            value = _AFTER_INITIALS.sub(" and ", value)
        tags.setdefault(name, []).extend(_values(name, value))
    kind = entry.entry_type.lower()
    tags[" type"] = [ris_type(kind) or "GEN"]
    tags.setdefault("key", []).insert(0, entry.key)
    if found := _PMID_KEY.match(entry.key):
        tags.setdefault("pmid", []).append(found[1])
    if not ris_type(kind):
        tags.setdefault("entrytype", []).append(kind)
    return tags


def _inherit(tags: Tags, volumes: Mapping[str, Entry]) -> None:
    """Give a paper what its volume, named as `crossref`, says for it."""
    for key in tags.get("crossref", ()):
        volume = volumes.get(key.lower())
        for field in volume.fields if volume else ():
            name = field.key.strip().lower()
            name = "booktitle" if name == "title" else name
            if name in _INHERITED and name not in tags:
                tags[name] = _values(name, str(field.value))


def _values(name: str, value: str) -> list[str]:
    if name in _PEOPLE:
        return [untexed(one_line(person)) for person in _parted(value)]
    if name in _WORDS:
        text = one_line(untexed(value))
        return [word for word in re.split(r"\s*;\s*" if ";" in text else r"\s*,\s+", text) if word]
    if name in _LINKS:
        link = value[1:-1] if value.startswith("{") and value.endswith("}") else value
        return [re.sub(r"\\([&%#_~])", r"\1", link)]
    if name == "x-review":
        return [unquote(value)]
    if name == "abstract":
        return [untexed(value)]
    return [one_line(untexed(value))]


def _parted(value: str) -> list[str]:
    """Return the names between `and`s that stand in no braces: {Barnes and Noble} is one."""
    names, depth, start = [], 0, 0
    for found in _BRACE_OR_AND.finditer(value):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0:
            names.append(value[start : found.start()])
            start = found.end()
    return [name for name in (*names, value[start:]) if name.strip()]
