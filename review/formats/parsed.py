"""What reading one export gives: its records, what was rejected and why, what to know."""

from __future__ import annotations

from dataclasses import dataclass

from review.record import Record


@dataclass(frozen=True, slots=True)
class Rejected:
    """Lines that began as a record but say nothing by which a report could be known."""

    line: int  # of the file, from 1
    why: str
    text: str  # the lines themselves, to be mended and imported again


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file as it was read; records found = len(records) + len(rejected), always."""

    format: str  # ris, medline, wos, bibtex, csv, xlsx, endnote-xml, enw, pubmed-xml, ...
    dialect: str  # ovid, ebsco, proquest, wos, scopus, embase, zotero, ... or generic
    encoding: str
    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...] = ()  # sentences for the user: text outside records, doubles, ...
    recognised_by: str = ""  # a sentence for the user: what the dialect rests on; generic: empty
    columns: tuple[tuple[str, str], ...] = ()  # of a table: header, field ("": kept in `extra`)
    misread: int = 0  # places that were decoded wrongly before the export: repair is offered
