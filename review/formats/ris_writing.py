"""Records as RIS, in the tags that Zotero, EndNote and Mendeley read alike.

Editors of a journal, a chapter or a meeting are A2; those of a whole book are ED, for Zotero's RIS
translator takes A2 of a book for the editor of its series. What RIS cannot say stands in C5, a
field that EndNote leaves free for articles (C2 is its PMCID, C6 its NIHMSID, C7 the article
number). ID holds the key of the manager that a record came from, as EndNote's own RIS does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from review.formats import ris
from review.formats.mapping import record_of
from review.formats.markup import protected
from review.formats.outgoing import Outgoing, text_of
from review.formats.residue import restored, told_by
from review.formats.tagged import Cut, cut
from review.record import Record

DIALECT = "review"
_WHOLE_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK"})


def write_ris(items: Iterable[Outgoing]) -> str:
    """Return an RIS file; what the review says of a record becomes notes, a line each."""
    return "\n".join(told_by(partial(_lines, item), read_one, item.record) for item in items)


def read_one(text: str) -> Record:
    """Return the one record in `text`, as the reader of a whole file would."""
    piece = next(piece for piece in cut(text, ris.GRAMMAR) if isinstance(piece, Cut))
    table = ris.table_of(DIALECT)
    return restored(record_of(ris.prepare(piece.tags, table), table))


def _lines(item: Outgoing, residue: str) -> str:
    pairs = [*_pairs(item.record), *(("N1", note) for note in item.notes), ("ID", item.key.value)]
    lines = [f"{tag}  - {_value(value)}" for tag, value in pairs if value]
    kind = text_of(item.record.type) or "GEN"
    return "\n".join([f"TY  - {kind}", *lines, f"C5  - {residue}", "ER  - ", ""])


def _value(text: str) -> str:
    """Return a value with its further lines indented, so that none can be read as a tag."""
    return "\n      ".join(text_of(text).split("\n"))


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    for name in record.authors:
        yield "AU", name
    yield "TI", protected(record.title)
    yield "TT", protected(record.translated_title)
    yield "T2", protected(record.journal)
    yield "J2", protected(record.journal_short)
    for name in record.editors:
        yield "ED" if record.type in _WHOLE_BOOKS else "A2", name
    yield "PY", "" if record.year is None else str(record.year)
    yield "DA", record.date
    for tag, value in (
        ("VL", record.volume), ("IS", record.issue), ("SP", record.start_page),
        ("EP", record.end_page), ("C7", record.article_number), ("DO", record.doi),
        ("AN", record.accession), ("DB", record.database), ("LA", record.language),
        ("PB", record.publisher), ("CY", record.place),
    ):  # fmt: skip
        yield tag, value
    for number in (*record.issn, *record.isbn):
        yield "SN", number
    yield "U1", record.pmid and f"{record.pmid} [PMID]"
    yield "U2", record.pmcid and f"{record.pmcid} [PMCID]"
    for tag, values in (
        ("AB", map(protected, (record.abstract, *record.other_abstracts))),
        ("KW", map(protected, record.keywords)),
        ("AD", record.affiliations),
        ("C8", record.registrations),
        ("UR", record.urls),
        ("N1", record.notes),
    ):
        for value in values:
            yield tag, value
