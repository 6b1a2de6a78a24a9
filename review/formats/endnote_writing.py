"""Records as EndNote's XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from review.formats.kinds import endnote_number, endnote_type
from review.formats.markup import protected
from review.formats.residue import told_by
from review.record import Record

_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_endnote_xml(records: Iterable[tuple[Record, Mapping[str, str]]]) -> str:
    """Return an EndNote XML file; the facts beside a record become its research notes."""
    from review.formats.endnote_xml import read_one

    texts = [
        told_by(partial(_record, number=number, facts=facts), read_one, record)
        for number, (record, facts) in enumerate(records, start=1)
    ]
    body = "\n".join(texts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n{body}\n</records></xml>\n'


def _record(record: Record, residue: str, *, number: int, facts: Mapping[str, str]) -> str:
    name = endnote_type(record.type)
    notes = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
    kind = f"<ref-type name={quoteattr(name)}>{endnote_number(record.type)}</ref-type>"
    parts = [f"<rec-number>{number}</rec-number>", kind, *_parts(record)]
    parts += [_leaf("research-notes", notes), _leaf("custom6", residue)]
    return "<record>" + "".join(parts) + "</record>"


def _parts(record: Record) -> Iterator[str]:
    yield _group(
        "contributors",
        _group("authors", *(_leaf("author", name) for name in record.authors)),
        _group("secondary-authors", *(_leaf("author", name) for name in record.editors)),
    )
    yield _group(
        "titles",
        _leaf("title", protected(record.title)),
        _leaf("secondary-title", protected(record.journal)),
        _leaf("translated-title", protected(record.translated_title)),
    )
    yield _group("periodical", _leaf("abbr-1", protected(record.journal_short)))
    yield _leaf("pages", "-".join(filter(None, (record.start_page, record.end_page))))
    yield _leaf("volume", record.volume)
    yield _leaf("number", record.issue)
    year = "" if record.year is None else str(record.year)
    date = _group("pub-dates", _leaf("date", record.date))
    yield _group("dates", _leaf("year", year), date)
    yield _group("keywords", *(_leaf("keyword", protected(word)) for word in record.keywords))
    for name, value in (
        ("isbn", "\n".join((*record.issn, *record.isbn))),
        ("accession-num", record.accession),
        ("electronic-resource-num", record.doi),
        ("custom2", record.pmcid),
        ("custom7", record.article_number),
        ("abstract", protected(record.abstract)),
        ("notes", "\n".join(record.notes)),
        ("language", record.language),
        ("publisher", record.publisher),
        ("pub-location", record.place),
        ("remote-database-name", record.database),
        ("auth-address", "; ".join(record.affiliations)),
    ):
        yield _leaf(name, value)
    links = _group("related-urls", *(_leaf("url", link) for link in record.urls))
    yield _group("urls", links)


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(_ILLEGAL.sub('', text))}</{name}>" if text else ""


def _group(name: str, *parts: str) -> str:
    body = "".join(parts)
    return f"<{name}>{body}</{name}>" if body else ""
