"""The tag-value family's members, and the one walk that reads them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from review.formats import enw, medline, ris, wos
from review.formats.decoding import Decoder
from review.formats.mapping import NOTHING_TOLD, Tags, record_of, tells
from review.formats.parsed import Rejected
from review.formats.residue import carries, restored
from review.formats.table import Table
from review.formats.tagged import Grammar, Outside, cut
from review.record import Record

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said of a file, for the readers that can use it."""

    dialect: str | None = None
    columns: Mapping[str, str] | None = None  # column -> field
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One format of the family."""

    grammar: Grammar
    table: Callable[[str], Table]  # by dialect
    prepare: Callable[[Tags, Table], Tags]
    dialect_of: Callable[[str], tuple[str, str]]  # by a sample; with what it rests on


@dataclass(slots=True)
class Walked:
    """What reading a file of any format gathers on its way."""

    records: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    outside: list[tuple[int, str]] = field(default_factory=list)  # line, text
    dialect: str = "generic"
    recognised_by: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def take(self, record: Record) -> None:
        """Keep a record, or reject it when there is nothing by which it could be known."""
        if record.extra and carries(record):
            record = restored(record)
        if tells(record):
            self.records.append(record)
        else:
            self.rejected.append(Rejected(record.line, NOTHING_TOLD, record.raw))


def _medline_dialect(sample: str) -> tuple[str, str]:
    return ("eric" if "\nOWN - ERIC" in "\n" + sample else "pubmed"), ""


MEMBERS: dict[str, Member] = {
    "ris": Member(ris.GRAMMAR, ris.table_of, ris.prepare, ris.dialect_of),
    "medline": Member(medline.GRAMMAR, lambda _: medline.TABLE, medline.prepare, _medline_dialect),
    "wos": Member(wos.GRAMMAR, lambda _: wos.TABLE, wos.prepare, lambda _: ("wos", "")),
    "refworks": Member(
        wos.REFWORKS_GRAMMAR,
        lambda _: wos.REFWORKS,
        wos.prepare_refworks,
        lambda _: ("refworks", ""),
    ),
    "enw": Member(enw.GRAMMAR, lambda _: enw.TABLE, enw.prepare, lambda _: ("endnote", "")),
}


def read_tagged(decoder: Decoder, format_name: str, options: Options) -> Walked:
    """Read a file of the family, block by block, so that only its records stay in memory."""
    member = MEMBERS[format_name]
    dialect, recognised_by = member.dialect_of(decoder.sample())
    walked = Walked(dialect=dialect, recognised_by=recognised_by)
    if options.dialect:
        walked = Walked(dialect=options.dialect)
    table = member.table(walked.dialect)
    prepare, grammar = member.prepare, member.grammar
    line, total = 1, len(decoder.data)
    blocks = decoder.blocks(grammar.boundary) if grammar.boundary else [(decoder.text(), total)]
    for text, done in blocks:
        for piece in cut(text, grammar, line):
            if isinstance(piece, Outside):
                walked.outside.append((piece.line, piece.text))
            else:
                walked.take(record_of(prepare(piece.tags, table), table, piece.raw, piece.line))
        line += text.count("\n")
        if options.progress:
            options.progress(done, total)
    return walked
