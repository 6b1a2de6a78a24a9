"""Records as MEDLINE text (.nbib), with the tags and wrapping of PubMed's own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from review.formats import medline
from review.formats.mapping import record_of
from review.formats.markup import protected
from review.formats.residue import restored, told_by
from review.formats.tagged import Cut, cut
from review.record import Record

_TYPES = {
    "JOUR": "Journal Article",
    "BOOK": "Book",
    "CHAP": "Book Chapter",
    "THES": "Dissertation",
    "RPRT": "Technical Report",
    "CONF": "Congress",
    "UNPB": "Preprint",
    "DATA": "Dataset",
}
_WIDTH = 88


def write_nbib(records: Iterable[tuple[Record, Mapping[str, str]]]) -> str:
    """Return a MEDLINE file; the facts beside a record become general notes."""
    return "\n".join(
        told_by(partial(_lines, facts=facts), _read_one, record) for record, facts in records
    )


def _read_one(text: str) -> Record:
    piece = next(piece for piece in cut(text, medline.GRAMMAR) if isinstance(piece, Cut))
    return restored(record_of(medline.prepare(piece.tags, medline.TABLE), medline.TABLE))


def _lines(record: Record, residue: str, *, facts: Mapping[str, str]) -> str:
    pairs = [(tag, value) for tag, value in _pairs(record) if value]
    pairs += [("GN", f"{name}: {value}") for name, value in facts.items() if value]
    lines = [_wrapped(tag, value) for tag, value in pairs]
    return "\n".join([*lines, f"XRV - {residue}", ""])


def _wrapped(tag: str, value: str) -> str:
    folded = textwrap.wrap(value, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + "\n      ".join(folded or [""])


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    yield "PMID", record.pmid
    if not record.pmid:
        yield "OWN", record.database or "REVIEW"
    yield "TI", protected(record.title)
    yield "TT", protected(record.translated_title)
    for tag, values in (
        ("AB", map(protected, (record.abstract,))),
        ("OAB", map(protected, record.other_abstracts)),
        ("FAU", record.authors),
        ("FED", record.editors),
        ("AD", record.affiliations),
        ("IS", record.issn),
        ("ISBN", record.isbn),
        ("MH", map(protected, record.keywords)),
        ("SI", record.registrations),
        ("UR", record.urls),
        ("GN", record.notes),
    ):
        for value in values:
            yield tag, value
    yield "DP", record.date or ("" if record.year is None else str(record.year))
    yield "JT", protected(record.journal)
    yield "TA", protected(record.journal_short)
    yield "VI", record.volume
    yield "IP", record.issue
    yield "PG", "-".join(filter(None, (record.start_page, record.end_page)))
    yield "LID", record.doi and f"{record.doi} [doi]"
    yield "PMC", record.pmcid
    yield "LA", record.language
    yield "PB", record.publisher
    yield "PL", record.place
    yield "PT", _TYPES.get(record.type, "")
