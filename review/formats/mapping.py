"""Tags and values of one record to its fields, by a table; whatever is left goes to `extra`."""

from __future__ import annotations

import re
from typing import Any

from review.formats.fields import (
    bare_doi,
    doi_of_links,
    doi_of_notes,
    pmcid_of,
    pmcid_within,
    pmid_of_links,
    pmid_of_words,
    registrations_of,
    serials,
    split_pages,
    year_of,
)
from review.formats.markup import plain
from review.formats.plan import plan_for
from review.formats.table import Names, Table
from review.record import Record

Tags = dict[str, list[str]]
NOTHING_TOLD = "it has no title, abstract, author, DOI, accession or link"
_BARE_YEAR = re.compile(r"^\d{4}/*$")
_PMID = re.compile(r"^(?:PMID:?\s*)?(\d{1,8})$", re.IGNORECASE)
_NOT_GIVEN = frozenset({"no", "specified", "not specified", "n/a"})
_NO_ABSTRACT = re.compile(
    r"^\W*(?:no abstract(?: is)?(?: available| provided| given| found)?|abstract not available|"
    r"abstract unavailable|n/?a|nan|none|null)\W*$",
    re.IGNORECASE,
)
_LONGEST_NONE = 40
_BEFORE_LINK = re.compile(r"\n|(?<=\S) +(?=https?://)")
_SEVERAL_NAMES = re.compile(r";\s+|;$")


def record_of(tags: Tags, table: Table, raw: str = "", line: int = 0) -> Record:
    """Return the record that `tags` (emptied on the way) tell; `raw` and `line` as given."""
    plan = plan_for(table, tuple(tags))
    table = plan.table
    told: dict[str, Any] = {"raw": raw, "line": line}
    told["year"], told["date"] = _when(tags, table)
    _pages(tags, table, told)
    if doi := _doi(tags, table):
        told["doi"] = doi
    if table.serials:
        _serials(tags, table.serials, told)
    if table.abstract:
        _abstracts(tags, table.abstract, told)
    if accession := _accession(tags, table):
        told["accession"] = accession
    _pubmed_ids(tags, table, told)
    if table.registrations:
        told["registrations"] = _registrations(tags, table.registrations)
    for field, names in plan.marked_up_ones:
        told[field] = plain(_one(tags, names))
    for field, names in plan.plain_ones:
        told[field] = _one(tags, names)
    _lists(tags, table, told)
    told["extra"] = tuple([(tag, value) for tag in tags for value in tags[tag] if value])
    return Record(**told)


def tells(record: Record) -> bool:
    """Return whether there is anything by which the record's report could be known."""
    return bool(
        record.title
        or record.abstract
        or record.translated_title
        or record.authors
        or record.doi
        or record.accession
        or record.pmid
        or record.pmcid
        or record.editors
        or record.urls
        or record.isbn
        or (record.journal and record.year)
    )


def one_line(text: str) -> str:
    """Return `text` with line ends and runs of blanks turned into single blanks."""
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def _one(tags: Tags, names: Names) -> str:
    for name in names:
        values = tags[name]
        for position, value in enumerate(values):
            if value:
                del values[position]
                return one_line(value)
    return ""


def _all(tags: Tags, names: Names) -> list[str]:
    if len(names) == 1 and names[0] in tags:
        return [value for value in tags.pop(names[0]) if value]
    return [value for name in names if name in tags for value in tags.pop(name) if value]


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))  # noqa: PLR2004 - one is distinct


def _lists(tags: Tags, table: Table, told: dict[str, Any]) -> None:
    if table.authors:
        told["authors"] = _people(_all(tags, table.authors))
    if table.editors:
        told["editors"] = _people(_all(tags, table.editors))
    if table.keywords:
        told["keywords"] = _keywords(_all(tags, table.keywords))
    if table.urls:
        told["urls"] = _urls(_all(tags, table.urls))
    if table.affiliations:
        told["affiliations"] = tuple(
            [plain(one_line(value)) for value in _all(tags, table.affiliations)]
        )
    if table.notes:
        told["notes"] = tuple(_all(tags, table.notes))


def _abstracts(tags: Tags, names: Names, told: dict[str, Any]) -> None:
    """Take all abstracts; words that say there is none stay in their tag."""
    values = _all(tags, names)
    if none := [value for value in values if len(value) < _LONGEST_NONE and _is_none(value)]:
        tags[names[0]] = none
        values = [value for value in values if value not in none]
    if values:
        first, *others = _distinct([plain(value) for value in values])
        told["abstract"], told["other_abstracts"] = first, tuple(others)


def _is_none(abstract: str) -> bool:
    return bool(_NO_ABSTRACT.match(abstract))


def _people(values: list[str]) -> tuple[str, ...]:
    if len(values) == 1 and ";" in values[0]:
        values = [name.strip() for name in _SEVERAL_NAMES.split(values[0]) if name.strip()]
    names = []
    for value in values:
        name = plain(one_line(value))
        if "," in name and ", " not in name:
            name = name.replace(",", ", ").rstrip()
        names.append(name)
    return tuple(names)


def _when(tags: Tags, table: Table) -> tuple[int | None, str]:
    """Return the year, and the date where it tells more than the year."""
    year = next((y for name in table.year for value in tags[name] if (y := year_of(value))), None)
    best, found = "", ""
    for name in table.date:
        for value in tags[name]:
            if value and (not found or (_BARE_YEAR.match(found) and not _BARE_YEAR.match(value))):
                best, found = name, value
    if _BARE_YEAR.match(found) and int(found[:4]) == year:
        found = ""
    if found:
        tags[best].remove(found)
    for name in table.year:
        if tags[name]:
            tags[name] = [
                value
                for value in tags[name]
                if not (_BARE_YEAR.match(value) and int(value[:4]) == year)
            ]
    return year, one_line(found)


def _pages(tags: Tags, table: Table, told: dict[str, Any]) -> None:
    start, end = _one(tags, table.start_page), _one(tags, table.end_page)
    if start and end and start.lower() in _NOT_GIVEN and end.lower() in _NOT_GIVEN:
        return
    start = start or _one(tags, table.pages)
    told["start_page"], told["end_page"] = (start, end) if end else split_pages(start)


def _doi(tags: Tags, table: Table) -> str:
    for name in table.doi:
        for value in tags[name]:
            if doi := bare_doi(value):
                if len(tags[name]) == 1:
                    tags[name] = []
                else:
                    tags[name] = [rest for rest in tags[name] if bare_doi(rest) != doi]
                return doi
    links = [v for name in table.doi_within if name not in table.notes for v in tags[name]]
    notes = [v for name in table.doi_within if name in table.notes for v in tags[name]]
    return doi_of_links(links) or doi_of_notes(notes)


def _pubmed_ids(tags: Tags, table: Table, told: dict[str, Any]) -> None:
    for field, names, found_in in (("pmid", table.pmid, _pmid), ("pmcid", table.pmcid, pmcid_of)):
        for name in names:
            for value in tags.get(name, ()):
                if field not in told and (identifier := found_in(value)):
                    told[field] = identifier
                    tags[name] = [rest for rest in tags[name] if rest != value]
    links = [value for name in table.urls for value in tags[name]]
    notes = [value for name in table.pmid_within for value in tags[name]]
    if links or notes:
        told["pmid"] = told.get("pmid") or pmid_of_links(links) or pmid_of_words(notes)
        told["pmcid"] = told.get("pmcid") or pmcid_within([*links, *notes])


def _pmid(value: str) -> str:
    found = _PMID.match(value.partition("\n")[0])
    return found[1] if found else ""


def _serials(tags: Tags, names: Names, told: dict[str, Any]) -> None:
    issn: list[str] = []
    isbn: list[str] = []
    for name in names:
        unread = []
        for value in tags[name]:
            found = serials(value)
            if found is None:
                unread.append(value)
            else:
                issn += found[0]
                isbn += found[1]
        tags[name] = unread
    told["issn"], told["isbn"] = _distinct(issn), _distinct(isbn)


def _accession(tags: Tags, table: Table) -> str:
    for name in table.accession:
        first = next(filter(None, tags[name]), "")
        # A PMID or a registration that is the accession is that as well.
        shared = name in table.pmid or (
            name in table.registrations and registrations_of(first) == [first]
        )
        if given := first if shared else _one(tags, (name,)):
            return given
    for tag, pattern in table.accession_within:
        for value in tags[tag]:
            if found := pattern.search(value):
                return found[1].strip()
    return ""


def _keywords(values: list[str]) -> tuple[str, ...]:
    if any("\n" in value for value in values):
        values = [part.strip() for value in values for part in value.split("\n") if part.strip()]
    return tuple([plain(value) for value in values])


def _urls(values: list[str]) -> tuple[str, ...]:
    if any(_BEFORE_LINK.search(value) for value in values):
        values = [link.strip() for value in values for link in _links_of(value)]
    return _distinct(values)


def _links_of(value: str) -> list[str]:
    parts = _BEFORE_LINK.split(value)
    return parts if all("://" in part for part in parts) else [value]


def _registrations(tags: Tags, names: Names) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        for value in list(tags[name]):
            numbers = registrations_of(value)
            found += numbers
            if numbers == [value]:
                tags[name].remove(value)
    return _distinct(found)
