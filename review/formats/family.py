"""The tag-value family's members, and the one walk that reads them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from review.formats.decoding import Decoder
from review.formats.languages import in_order
from review.formats.mapping import NOTHING_TOLD, Tags, record_of, tells
from review.formats.parsed import Rejected
from review.formats.repairing import Repair
from review.formats.residue import carries, restored
from review.formats.table import MIXED, Table
from review.formats.tagged import Grammar, Outside, cut
from review.record import Record

Progress = Callable[[int, int], None]


_LOOKED_AT = 1 << 16  # characters of a file's beginning, for its vendor


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said of a file, for the readers that can use it."""

    dialect: str | None = None
    columns: Mapping[str, str] | None = None  # column -> field
    progress: Progress | None = None
    language: str = "en"  # of the review: an abstract in it comes first
    repair: bool = False  # text that is garbled


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
    language: str = "en"
    repair: Repair | None = None

    @classmethod
    def of(cls, options: Options, dialect: str, recognised_by: str = "") -> Walked:
        """Return a walk that has found nothing yet; a dialect that the user named wins."""
        walked = cls(dialect=dialect, recognised_by=recognised_by, language=options.language)
        if options.dialect:
            walked.dialect, walked.recognised_by = options.dialect, ""
        walked.repair = Repair() if options.repair else None
        return walked

    def take(self, record: Record) -> None:
        """Keep a record, or reject it when there is nothing by which it could be known."""
        if record.other_abstracts:
            first, *others = in_order((record.abstract, *record.other_abstracts), self.language)
            record = replace(record, abstract=first, other_abstracts=tuple(others))
        if self.repair:
            record = self.repair.repaired(record)
        if record.extra and carries(record):
            record = restored(record)
        if tells(record):
            self.records.append(record)
        else:
            self.rejected.append(Rejected(record.line, NOTHING_TOLD, record.raw))


def _ris() -> Member:
    from review.formats import ris

    return Member(ris.GRAMMAR, ris.table_of, ris.prepare, ris.dialect_of)


def _medline() -> Member:
    from review.formats import medline

    return Member(medline.GRAMMAR, lambda _: medline.TABLE, medline.prepare, _medline_dialect)


def _medline_dialect(sample: str) -> tuple[str, str]:
    return ("eric" if "\nOWN - ERIC" in "\n" + sample else "pubmed"), ""


def _wos() -> Member:
    from review.formats import wos

    return Member(wos.GRAMMAR, lambda _: wos.TABLE, wos.prepare, _always("wos"))


def _refworks() -> Member:
    from review.formats import wos

    return Member(
        wos.REFWORKS_GRAMMAR, lambda _: wos.REFWORKS, wos.prepare_refworks, _always("refworks")
    )


def _ovid_tagged() -> Member:
    from review.formats import ovid_tagged as ovid

    return Member(ovid.GRAMMAR, lambda _: ovid.TABLE, ovid.prepare, _always("ovid"))


def _cochrane_text() -> Member:
    from review.formats import cochrane_text as cochrane

    return Member(cochrane.GRAMMAR, lambda _: cochrane.TABLE, cochrane.prepare, _always("cochrane"))


def _enw() -> Member:
    from review.formats import enw

    return Member(enw.GRAMMAR, lambda _: enw.TABLE, enw.prepare, _always("endnote"))


def _always(dialect: str) -> Callable[[str], tuple[str, str]]:
    return lambda _sample: (dialect, "")


# A file is of one format: the others' expressions need not be compiled to read it.
MEMBERS: dict[str, Callable[[], Member]] = {
    "ris": _ris,
    "medline": _medline,
    "wos": _wos,
    "refworks": _refworks,
    "ovid-tagged": _ovid_tagged,
    "cochrane-text": _cochrane_text,
    "enw": _enw,
}


def read_tagged(decoder: Decoder, format_name: str, options: Options) -> Walked:
    """Read a file of the family, block by block, so that only its records stay in memory."""
    member = MEMBERS[format_name]()
    sample = decoder.sample()
    prepare, grammar = member.prepare, member.grammar.fitted(sample)
    pieces = [sample[:_LOOKED_AT], *decoder.windows(member.grammar.boundary)]
    walked = Walked.of(options, *member.dialect_of("\n".join(pieces)))
    reading = _Mixed() if walked.dialect == MIXED else _One(member.table(walked.dialect))
    line, total = 1, len(decoder.data)
    blocks = decoder.blocks(grammar.boundary) if grammar.boundary else [(decoder.text(), total)]
    for text, done in blocks:
        for piece in cut(text, grammar, line):
            if isinstance(piece, Outside):
                walked.outside.append((piece.line, piece.text))
            else:
                table = reading.table_for(piece.raw)
                walked.take(record_of(prepare(piece.tags, table), table, piece.raw, piece.line))
        line += text.count("\n")
        if options.progress:
            options.progress(done, total)
    walked.recognised_by = reading.told() or walked.recognised_by
    return walked


@dataclass(slots=True)
class _One:
    """All records are read by one table."""

    table: Table

    def table_for(self, _raw: str) -> Table:
        return self.table

    def told(self) -> str:
        return ""


@dataclass(slots=True)
class _Mixed:
    """Each record is read by the table of its own signs, counted to be told."""

    numbers: Counter[str] = field(default_factory=Counter)

    def table_for(self, raw: str) -> Table:
        from review.formats import ris

        name = ris.dialect_of_record(raw, "generic")
        self.numbers[name] += 1
        return ris.table_of(name)

    def told(self) -> str:
        parts = ", ".join(f"{number} {name}" for name, number in self.numbers.most_common())
        return f"Each record by its own signs: {parts}."
