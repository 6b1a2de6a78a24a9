"""Records as RIS, in the tags that Zotero, EndNote and Mendeley read alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from review.formats import ris
from review.formats.mapping import record_of
from review.formats.markup import protected
from review.formats.residue import restored, told_by
from review.formats.tagged import Cut, cut
from review.record import Record

DIALECT = "review"


def write_ris(records: Iterable[tuple[Record, Mapping[str, str]]]) -> str:
    """Return an RIS file; the facts beside a record become notes."""
    return "\n".join(
        told_by(partial(_lines, facts=facts), read_one, record) for record, facts in records
    )


def read_one(text: str) -> Record:
    """Return the one record in `text`, as the reader of a whole file would."""
    piece = next(piece for piece in cut(text, ris.GRAMMAR) if isinstance(piece, Cut))
    table = ris.table_of(DIALECT)
    return restored(record_of(ris.prepare(piece.tags, table), table))


def _lines(record: Record, residue: str, *, facts: Mapping[str, str]) -> str:
    lines = [f"{tag}  - {_value(value)}" for tag, value in _pairs(record) if value]
    lines += [f"N1  - {name}: {_value(value)}" for name, value in facts.items() if value]
    return "\n".join([f"TY  - {record.type or 'GEN'}", *lines, f"C6  - {residue}", "ER  - ", ""])


def _value(text: str) -> str:
    """Return a value with its further lines indented, so that none can be read as a tag."""
    return "\n      ".join(text.split("\n"))


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    for name in record.authors:
        yield "AU", name
    yield "TI", protected(record.title)
    yield "TT", protected(record.translated_title)
    yield "T2", protected(record.journal)
    yield "J2", protected(record.journal_short)
    for name in record.editors:
        yield "A2", name
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
