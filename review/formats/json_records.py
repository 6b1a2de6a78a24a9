"""JSON lists of records: CSL-JSON, Publish or Perish, and plain lists of flat objects."""

from __future__ import annotations

import json
from typing import Any

from review.formats.cells import people, words
from review.formats.family import Options, Walked
from review.formats.kinds import CSL, ris_type
from review.formats.mapping import Tags, one_line, record_of
from review.formats.own_json import DIALECT, is_own, own_record
from review.formats.parsed import Rejected
from review.formats.residue import restored
from review.formats.table import Table
from review.record import Record
from review.refusal import Refused

TABLE = Table(
    name="generic",
    type=(" type",),
    title=("title",),
    translated_title=("translated-title", "translated_title"),
    abstract=("abstract",),
    authors=("author", "authors"),
    editors=("editor", "editors"),
    year=("issued", "year", "date"),
    date=("issued", "date"),
    journal=("container-title", "journal", "source", "publicationTitle", "journal_title"),
    journal_short=("container-title-short", "journalAbbreviation"),
    volume=("volume",),
    issue=("issue", "number"),
    start_page=("startpage", "page-first"),
    end_page=("endpage",),
    pages=("page", "pages"),
    article_number=("article-number",),
    doi=("DOI", "doi"),
    doi_within=("URL", "url", "urls", "article_url", "note", "notes"),
    pmid=("PMID", "pmid"),
    pmid_within=("note", "notes"),
    pmcid=("PMCID", "pmcid"),
    serials=("ISSN", "ISBN", "issn", "isbn"),
    accession=(
        "accession",
        "accession-number",
        "record_id",
        "id",
        "citation-key",
        "uid",
        "key",
        "recNumber",
    ),
    database=("source-database", "archive", "database"),
    language=("language",),
    publisher=("publisher",),
    place=("publisher-place",),
    keywords=("keyword", "keywords"),
    urls=("URL", "url", "urls", "article_url", "fulltext_url"),
    affiliations=("affiliation", "affiliations", "address"),
    notes=("note", "notes"),
)
_NAMES = frozenset({"author", "authors", "editor", "editors", "translator"})
_CSL_TYPES = frozenset({*CSL.values(), "document"})
_WORDS = frozenset({"keyword", "keywords"})
# Where 0 says that there is none, as Publish or Perish has it; elsewhere it is a number or an id.
_NEVER_NOUGHT = frozenset(
    {*TABLE.year, *TABLE.date, *TABLE.volume, *TABLE.issue, *TABLE.pages}
    | {*TABLE.start_page, *TABLE.end_page, *TABLE.article_number}
)


def read(text: str, options: Options) -> Walked:
    """Read a list of objects, or the list inside one object; `line` is the place in the list."""
    items = _items(_parsed(text))
    csl = any(isinstance(item, dict) and "issued" in item for item in items)
    scholar = any(isinstance(item, dict) and "cites_url" in item for item in items)
    dialect = "csl" if csl else "publish-or-perish" if scholar else "generic"
    dialect = DIALECT if items and all(map(is_own, items)) else dialect
    walked = Walked.of(options, dialect)
    for number, item in enumerate(items, start=1):
        raw = json.dumps(item, ensure_ascii=False)
        if is_own(item):
            walked.take(own_record(item, raw, number))
        elif isinstance(item, dict):
            walked.take(record_of(_tags(item), TABLE, raw, number))
        else:
            walked.rejected.append(Rejected(number, "it is no JSON object", raw))
        if options.progress:
            options.progress(number, len(items))
    return walked


def _parsed(text: str) -> Any:
    """Return what the text holds, as one value or as a list of one object a line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        try:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        except (ValueError, RecursionError):
            raise Refused(
                f"The JSON is broken: {error}.",
                "Export it again; the download may have been cut off.",
            ) from error


def read_one(item: dict[str, Any]) -> Record:
    """Return the record in one object."""
    return restored(record_of(_tags(item), TABLE))


def _items(whole: Any) -> list[Any]:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list) and value]
        objects = [value for value in lists if isinstance(value[0], dict)]
        return max(objects, key=len) if objects and "title" not in whole else [whole]
    return []


def _tags(item: dict[str, Any]) -> Tags:
    tags: Tags = {" type": [ris_type(str(item.get("type", ""))) or "GEN"]}
    if item.get("type") in _CSL_TYPES and "source" in item:  # elsewhere it is the journal
        item = {"source-database": item["source"], **item}
        del item["source"]
    for key, value in item.items():
        if value is None or (key in _NEVER_NOUGHT and value == 0):
            continue
        if key in _NAMES:
            tags[key] = _people(value)
        elif key == "issued" or (key == "date" and isinstance(value, dict)):
            tags[key] = [_date(value)]
        elif key == "custom" and isinstance(value, dict) and "review" in value:
            tags[key] = [_text(value["review"])]
        elif key in _WORDS and isinstance(value, str):
            tags[key] = words(value)
        elif isinstance(value, list):
            tags[key] = [_text(part) for part in value]
        else:
            tags[key] = [_text(value)]
    return tags


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return json.dumps(value, ensure_ascii=False)


def _people(value: Any) -> list[str]:
    if isinstance(value, str):
        return people(value)
    values = value if isinstance(value, list) else [value]
    return [name for one in values if (name := _person(one))]


def _person(value: Any) -> str:
    if not isinstance(value, dict):
        return one_line(_text(value))
    if value.get("literal"):
        return str(value["literal"])
    surname = " ".join(
        str(value[part]) for part in ("non-dropping-particle", "family") if value.get(part)
    )
    given = " ".join(str(value[part]) for part in ("given", "dropping-particle") if value.get(part))
    return ", ".join(filter(None, (surname, given, str(value.get("suffix") or ""))))


def _date(value: Any) -> str:
    """Return `2020-07-11` of CSL's date parts, or the date as it is said."""
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts") or [[]]
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return "-".join(str(part).zfill(2) for part in parts[0] if part not in {None, ""})
    return str(value.get("raw") or value.get("literal") or "")
