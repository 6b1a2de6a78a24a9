"""Tags and values of one record to its fields, by a table; whatever is left goes to `extra`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.formats.fields import (
    bare_doi,
    doi_of_links,
    pmcid_of,
    pmid_of_links,
    registrations_of,
    serials,
    split_pages,
    year_of,
)
from review.formats.markup import plain
from review.formats.table import Names, Table
from review.record import Record

Tags = dict[str, list[str]]
NOTHING_TOLD = "it has no title, abstract, author, DOI, accession or link"
_BARE_YEAR = re.compile(r"^\d{4}/*$")
_PMID = re.compile(r"^(?:PMID:?\s*)?(\d{1,8})$", re.IGNORECASE)
_NOT_GIVEN = frozenset({"no", "specified", "not specified", "n/a"})
_SEVERAL_NAMES = re.compile(r"\s*;\s+|;$")


def record_of(tags: Tags, table: Table, raw: str = "", line: int = 0) -> Record:
    """Return the record that `tags` (emptied on the way) tell; `raw` and `line` as given."""
    year, date = _when(tags, table)
    start, end = _pages(tags, table)
    doi = _doi(tags, table)
    issn, isbn = _serials(tags, table.serials)
    abstract, *others = _distinct(map(plain, _all(tags, table.abstract))) or [""]
    accession = _accession(tags, table)
    pmid, pmcid = _pubmed_ids(tags, table)
    registered = _registrations(tags, table.registrations)
    return Record(
        type=_one(tags, table.type),
        title=plain(_one(tags, table.title)),
        translated_title=plain(_one(tags, table.translated_title)),
        abstract=abstract,
        other_abstracts=tuple(others),
        authors=_people(_all(tags, table.authors)),
        editors=_people(_all(tags, table.editors)),
        year=year,
        date=date,
        journal=plain(_one(tags, table.journal)),
        journal_short=plain(_one(tags, table.journal_short)),
        volume=_one(tags, table.volume),
        issue=_one(tags, table.issue),
        start_page=start,
        end_page=end,
        article_number=_one(tags, table.article_number),
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        issn=issn,
        isbn=isbn,
        accession=accession,
        database=_one(tags, table.database),
        language=_one(tags, table.language),
        publisher=_one(tags, table.publisher),
        place=_one(tags, table.place),
        keywords=_keywords(tags, table.keywords),
        urls=_urls(tags, table.urls),
        affiliations=tuple(map(one_line, _all(tags, table.affiliations))),
        notes=tuple(_all(tags, table.notes)),
        registrations=registered,
        extra=tuple((tag, value) for tag, values in tags.items() for value in values if value),
        raw=raw,
        line=line,
    )


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
    )


def one_line(text: str) -> str:
    """Return `text` with its line ends turned into single blanks."""
    return " ".join(text.split()) if "\n" in text else text


def _one(tags: Tags, names: Names) -> str:
    for name in names:
        values = tags.get(name)
        if values:
            for position, value in enumerate(values):
                if value:
                    del values[position]
                    return one_line(value)
    return ""


def _all(tags: Tags, names: Names) -> list[str]:
    return [value for name in names if name in tags for value in tags.pop(name) if value]


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _people(values: list[str]) -> tuple[str, ...]:
    if len(values) == 1 and ";" in values[0]:
        values = [name for name in _SEVERAL_NAMES.split(values[0]) if name]
    names = []
    for value in values:
        name = one_line(value)
        if "," in name and ", " not in name:
            name = name.replace(",", ", ").rstrip()
        names.append(name)
    return tuple(names)


def _when(tags: Tags, table: Table) -> tuple[int | None, str]:
    """Return the year, and the date where more than the year is told (a date's own tag: always)."""
    year = None
    for name in table.year:
        if year is None and (values := tags.get(name)):
            year = next(filter(None, map(year_of, values)), None)
    for name in table.date:
        values = tags.get(name, [])
        if any(value and not _BARE_YEAR.match(value) for value in values):
            break
    else:
        name = next((name for name in table.date if any(tags.get(name, ()))), "")
    date = (
        _one(tags, (name,))
        if name and (name not in table.year[:1] or not _bare(tags[name]))
        else ""
    )
    for name in table.year:
        if name in tags:
            tags[name] = [
                value
                for value in tags[name]
                if not _BARE_YEAR.match(value) or int(value[:4]) != year
            ]
    return year, date


def _bare(values: list[str]) -> bool:
    return all(_BARE_YEAR.match(value) for value in values if value)


def _pages(tags: Tags, table: Table) -> tuple[str, str]:
    start, end = _one(tags, table.start_page), _one(tags, table.end_page)
    if start.lower() in _NOT_GIVEN and end.lower() in _NOT_GIVEN:
        start = end = ""
    if not start and (whole := _one(tags, table.pages)):
        start = whole
    if start and not end:
        return split_pages(start)
    return start, end


def _doi(tags: Tags, table: Table) -> str:
    for name in table.doi:
        for value in tags.get(name, ()):
            if doi := bare_doi(value):
                tags[name] = [rest for rest in tags[name] if bare_doi(rest) != doi]
                return doi
    return doi_of_links(value for name in table.doi_within for value in tags.get(name, ()))


def _pubmed_ids(tags: Tags, table: Table) -> tuple[str, str]:
    pmid = pmcid = ""
    for name in table.pmid:
        for value in tags.get(name, ()):
            if not pmid and (found := _PMID.match(value)):
                pmid = found[1]
                tags[name] = [rest for rest in tags[name] if rest != value]
    for name in table.pmcid:
        for value in tags.get(name, ()):
            if not pmcid and (pmcid := pmcid_of(value)):
                tags[name] = [rest for rest in tags[name] if rest != value]
    return pmid or pmid_of_links(v for name in table.urls for v in tags.get(name, ())), pmcid


def _serials(tags: Tags, names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    issn: list[str] = []
    isbn: list[str] = []
    for name in names:
        unread = []
        for value in tags.get(name, ()):
            found = serials(value)
            if found is None:
                unread.append(value)
            else:
                issn += found[0]
                isbn += found[1]
        if name in tags:
            tags[name] = unread
    return tuple(_distinct(issn)), tuple(_distinct(isbn))


def _accession(tags: Tags, table: Table) -> str:
    if given := _one(tags, table.accession):
        return given
    for tag, pattern in table.accession_within:
        for value in tags.get(tag, ()):
            if found := pattern.search(value):
                return found[1].strip()
    return ""


def _keywords(tags: Tags, names: Names) -> tuple[str, ...]:
    values = _all(tags, names)
    if any("\n" in value for value in values):
        values = [part.strip() for value in values for part in value.split("\n") if part.strip()]
    return tuple(map(plain, values))


def _urls(tags: Tags, names: Names) -> tuple[str, ...]:
    links = []
    for value in _all(tags, names):
        parts = value.split("\n") if "\n" in value else [value]
        whole = [value] if not all("://" in part for part in parts) else parts
        links += [part.strip() for part in whole]
    return tuple(_distinct(links))


def _registrations(tags: Tags, names: Names) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        for value in tags.get(name, ()):
            found += registrations_of(value)
    return tuple(_distinct(found))
