"""Records as MEDLINE text (.nbib), with the tags and wrapping of PubMed's own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from functools import partial

from review.formats import medline
from review.formats.mapping import record_of
from review.formats.markup import protected
from review.formats.outgoing import Outgoing, text_of
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


def write_nbib(items: Iterable[Outgoing]) -> str:
    """Return a MEDLINE file; what the review says of a record becomes general notes."""
    return "\n".join(told_by(partial(_lines, item), _read_one, item.record) for item in items)


def _read_one(text: str) -> Record:
    piece = next(piece for piece in cut(text, medline.GRAMMAR) if isinstance(piece, Cut))
    return restored(record_of(medline.prepare(piece.tags, medline.TABLE), medline.TABLE))


def _lines(item: Outgoing, residue: str) -> str:
    pairs = [*_pairs(item.record), *(("GN", note) for note in item.notes)]
    lines = [_wrapped(tag, text_of(value)) for tag, value in pairs if value]
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
