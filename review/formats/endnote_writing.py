"""Records as EndNote's XML, element by element in the order in which EndNote writes them.

A record that came from EndNote has its record number and library again, by which EndNote knows it
(`rec-number`, `foreign-keys`); the key of another manager becomes its label. A body that is an
author ends in a comma, without which EndNote takes its last word for a surname. What the format
cannot say stands in custom5, which EndNote leaves free for articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from review.formats.kinds import endnote_number, endnote_type
from review.formats.manager_keys import Key
from review.formats.markup import protected
from review.formats.outgoing import Outgoing, text_of
from review.formats.residue import told_by
from review.record import Record


def write_endnote_xml(items: Iterable[Outgoing]) -> str:
    """Return an EndNote XML file; what the review says of a record becomes its research notes."""
    from review.formats.endnote_xml import read_one

    kept = list(items)
    texts = [
        told_by(partial(_record, item, number), read_one, item.record)
        for item, number in zip(kept, _numbers(kept), strict=True)
    ]
    body = "\n".join(texts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n{body}\n</records></xml>\n'


def _numbers(items: list[Outgoing]) -> Iterator[str]:
    """Yield a number for each record: EndNote's own the first time it comes, else a free one."""
    own = {item.key.value for item in items if _is_number(item.key)}
    free = (str(number) for number in count(1) if str(number) not in own)
    left = set(own)
    for item in items:
        if _is_number(item.key) and item.key.value in left:
            left.discard(item.key.value)
            yield item.key.value
        else:
            yield next(free)


def _is_number(key: Key) -> bool:
    return key.manager == "endnote" and key.value.isascii() and key.value.isdecimal()


def _record(item: Outgoing, number: str, residue: str) -> str:
    record, key = item.record, item.key
    name = endnote_type(record.type)
    parts = [f"<rec-number>{number}</rec-number>"]
    if key.library and _is_number(key) and key.value == number:
        library = quoteattr(text_of(key.library))
        parts.append(f'<foreign-keys><key app="EN" db-id={library}>{number}</key></foreign-keys>')
    parts.append(f"<ref-type name={quoteattr(name)}>{endnote_number(record.type)}</ref-type>")
    parts += _parts(record, key)
    parts += [_leaf("research-notes", "\n".join(item.notes)), _leaf("custom5", residue)]
    return "<record>" + "".join(parts) + "</record>"


def _parts(record: Record, key: Key) -> Iterator[str]:
    yield _group(
        "contributors",
        _group("authors", *(_leaf("author", _name(name)) for name in record.authors)),
        _group("secondary-authors", *(_leaf("author", _name(name)) for name in record.editors)),
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
        ("label", "" if key.manager == "endnote" else key.value),
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


def _name(name: str) -> str:
    return name if "," in name else f"{name},"


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(text_of(text))}</{name}>" if text else ""


def _group(name: str, *parts: str) -> str:
    body = "".join(parts)
    return f"<{name}>{body}</{name}>" if body else ""
