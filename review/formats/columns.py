"""Which column of a table holds which field, by the headers that databases and managers write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from review.formats.table import Table
from review.refusal import Refused

# Header names, lower case, with single blanks for anything but letters, digits, # and %;
# the best name of a field first.
_NAMES: dict[str, tuple[str, ...]] = {
    "type": (
        "type of reference",
        "reference type",
        "item type",
        "document type",
        "entrytype",
        "publication type",
        "content type",
        "pt",
        "type",
    ),
    "title": (
        "title",
        "primary title",
        "article title",
        "document title",
        "item title",
        "citation title",
        "titles",
        "ti",
        "ti title",
        "publication title main",
    ),
    "translated_title": ("translated title", "title translation", "english title"),
    "abstract": (
        "abstract",
        "abstract note",
        "abstracts",
        "ab",
        "original abstract",
        "notes abstract",
        "summary",
    ),
    "authors": (
        "authors",
        "author names",
        "author full names",
        "author s",
        "author",
        "first authors",
        "au",
        "creators",
        "creator",
        "authors primary",
        "primary authors",
    ),
    "editors": ("editors", "editor", "secondary authors", "book editors", "editor names"),
    "year": (
        "year",
        "publication year",
        "published year",
        "pub year",
        "py",
        "year of publication",
        "date published",
        "publication date",
        "cover date",
        "online date",
        "date",
        "articledate",
    ),
    "date": (
        "date published",
        "publication date",
        "cover date",
        "date",
        "date of publication",
        "online publication date",
        "published",
        "articledate",
    ),
    "journal": (
        "journal",
        "source title",
        "journal book",
        "publication title",
        "journal title",
        "journal name",
        "journals",
        "publication",
        "source",
        "secondary title",
        "booktitle",
        "book title",
        "full journal",
        "container title",
        "so",
        "publication name",
        "conference title",
        "proceedings title",
        "alternate title3",
    ),
    "journal_short": (
        "journal abbreviation",
        "abbreviated source title",
        "journal abbrev",
        "source abbreviation",
        "short journal",
        "iso abbreviation",
        "alternate title2",
    ),
    "volume": ("volume", "journal volume", "vl", "vol"),
    "issue": ("issue", "number", "journal issue", "issue number", "is", "no"),
    "start_page": (
        "start page",
        "page start",
        "first page",
        "startpage",
        "beginning page",
        "begin page",
        "sp",
    ),
    "end_page": ("end page", "page end", "last page", "endpage", "ending page", "ep"),
    "pages": ("pages", "page range", "page", "pagination", "pg"),
    "article_number": ("art no", "article number", "article no", "art number", "eid"),
    "doi": ("doi", "item doi", "digital object identifier", "doi link", "doi number", "dois"),
    "doi_within": (
        "url",
        "link",
        "links",
        "open url link",
        "source url",
        "articleurl",
        "external urls",
        "urls",
        "citation",
        "extra",
    ),
    "pmid": ("pmid", "pubmedid", "pubmed id", "pubmed", "medline pmid", "medline id"),
    "pmcid": ("pmcid", "pmc id", "pmc"),
    "serials": (
        "issn",
        "isbn",
        "issns",
        "isbns",
        "eissn",
        "print issn",
        "electronic issn",
        "issn isbn",
        "isbn issn",
    ),
    "accession": (
        "accession",
        "record id",
        "id",
        "key",
        "accession number",
        "an",
        "ut",
        "ut unique wos id",
        "unique wos id",
        "eid",
        "lens id",
        "pui",
        "covidence",
        "covidence #",
        "ref",
        "uid",
        "embase accession id",
        "eric number",
        "pmid",
        "pubmedid",
        "pubmed id",
        "publication id",
        "external id",
        "accession numbers",
    ),
    "database": ("database", "source database", "db", "library catalog", "databases"),
    "language": (
        "language",
        "language of original document",
        "la",
        "article language",
        "languages",
    ),
    "publisher": ("publisher", "publishers", "publisher name"),
    "place": (
        "place published",
        "place",
        "location",
        "publisher location",
        "country",
        "publisher city",
        "place of publication",
    ),
    "keywords": (
        "keywords",
        "author keywords",
        "keyword",
        "manual tags",
        "index keywords",
        "automatic tags",
        "mesh terms",
        "subjects",
        "subject terms",
        "ieee terms",
        "kw",
        "descriptors",
        "subject",
        "emtree drug index terms",
        "emtree medical index terms",
        "identifiers",
    ),
    "urls": (
        "url",
        "urls",
        "link",
        "links",
        "article url",
        "articleurl",
        "pdf link",
        "source url",
        "embase link",
        "full text link",
        "fulltexturl",
        "persistent link",
        "external url",
    ),
    "affiliations": (
        "affiliations",
        "authors with affiliations",
        "author affiliations",
        "addresses",
        "correspondence address",
        "affiliation",
        "author addresses",
    ),
    "notes": ("notes", "note"),
    "registrations": (
        "clinical trial numbers",
        "clinical trial number",
        "trial registration",
        "registration",
        "trial registry number",
    ),
}
# What only one vendor's header has; the first that is wholly there names the dialect.
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("pubmed", frozenset({"pmid", "citation", "journal book"})),
    ("scopus", frozenset({"source title", "eid"})),
    ("scopus", frozenset({"source title", "cited by", "link"})),
    ("embase", frozenset({"author names", "source"})),
    ("embase", frozenset({"emtree drug index terms"})),
    ("cinahl", frozenset({"article title", "journal title", "accession number"})),
    ("zotero", frozenset({"item type", "publication title", "manual tags"})),
    ("publish-or-perish", frozenset({"articleurl", "citesurl"})),
    ("publish-or-perish", frozenset({"gsrank"})),
    ("rayyan", frozenset({"key", "issn", "notes", "location"})),
    ("rayyan", frozenset({"key", "title", "issn", "volume", "issue", "pages"})),
    ("covidence", frozenset({"covidence #"})),
    ("asreview", frozenset({"asreview label"})),
    ("asreview", frozenset({"record id", "label included"})),
    ("springer", frozenset({"item title", "item doi"})),
    ("ieee", frozenset({"document title", "ieee terms"})),
    ("ieee", frozenset({"document title", "pdf link"})),
    ("lens", frozenset({"lens id"})),
    ("wos", frozenset({"ut unique wos id"})),
    ("wos", frozenset({"article title", "source title"})),
    ("dimensions", frozenset({"publication id", "source title"})),
    ("rispy", frozenset({"type of reference"})),
)
_NOT_WORD = re.compile(r"[^0-9a-z#%\u00c0-\uffff]+")
KNOWN = frozenset(name for names in _NAMES.values() for name in names)


def normal(header: str) -> str:
    """Return a header as `_NAMES` writes it."""
    return _NOT_WORD.sub(" ", header.lower()).strip()


def known_count(headers: Iterable[str]) -> int:
    """Return how many of the headers name a field."""
    return sum(normal(header) in KNOWN for header in headers)


def dialect_of(headers: Iterable[str]) -> str:
    """Return whose table has these headers, or `generic`."""
    present = {normal(header) for header in headers}
    return next((name for name, sign in _SIGNS if sign <= present), "generic")


def table_for(headers: Sequence[str], dialect: str, chosen: Mapping[str, str] | None) -> Table:
    """Return the table whose tags are these very headers; `chosen` maps columns to fields.

    Raises Refused when `chosen` names a column or field that there is not.
    """
    by_name: dict[str, list[str]] = {}
    for header in headers:
        by_name.setdefault(normal(header), []).append(header)
    fields: dict[str, list[str]] = {
        field: [header for name in names for header in by_name.get(name, ())]
        for field, names in _NAMES.items()
    }
    for column, field in (chosen or {}).items():
        _choose(fields, by_name, column, field)
    return Table(name=dialect, **{field: tuple(names) for field, names in fields.items()})  # type: ignore[arg-type]


def _choose(
    fields: dict[str, list[str]], by_name: Mapping[str, list[str]], column: str, field: str
) -> None:
    headers = by_name.get(normal(column))
    if not headers:
        raise Refused(f"The table has no column “{column}”.", f"Its columns: {', '.join(by_name)}.")
    known = {"issn": "serials", "isbn": "serials"}.get(field, field)
    if known not in fields:
        raise Refused(
            f"“{field}” is no field of a record.", f"Fields: {', '.join(sorted(fields))}."
        )
    for names in fields.values():
        names[:] = [name for name in names if name not in headers]
    fields[known] = headers + fields[known]
