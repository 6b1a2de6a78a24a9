"""Bringing exports in: files read, looked at and stored, for the command line and the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from review.facts import File
from review.refusal import Refused
from review.sources.coverage import few_abstracts, shares
from review.sources.describing import Search
from review.sources.importing import Straight, sha256, store_file

if TYPE_CHECKING:
    from review.formats.parsed import Parsed
    from review.ledger.ledger import Review
    from review.record import Record

Progress = Callable[[int, int], None]  # done, in all
_ABSTRACT_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says of a file, over what its content tells; empty: the content decides."""

    format: str = ""
    dialect: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)  # header -> field, "" for none
    repair: bool = False  # text that was decoded wrongly before it was exported
    language: str = "en"  # of the review: of several abstracts the one in it comes first


_AS_TOLD = Reading()


@dataclass(frozen=True, slots=True)
class Export:
    """One export file (or one of an archive) as read, not stored yet."""

    name: str
    content: bytes
    parsed: Parsed

    @property
    def found(self) -> int:
        """How many records the file holds, rejected ones included."""
        return len(self.parsed.records) + len(self.parsed.rejected)

    def coverage(self) -> dict[str, float]:
        """Return, for each field that is looked at, the share of records that have it, 0 to 1."""
        return shares(self.parsed.records)

    @property
    def without_abstract(self) -> tuple[Record, ...]:
        """The records that came without an abstract."""
        return tuple(record for record in self.parsed.records if not record.abstract.strip())

    @property
    def warning(self) -> str:
        """Return the warning that the export came without abstracts; "" where it did not."""
        return few_abstracts(len(self.parsed.records), len(self.without_abstract))

    def sample(self) -> list[tuple[str, str]]:
        """Return the first record that has most to show, field by field, each with its label."""
        records = self.parsed.records[:20]
        if not records:
            return []
        return sample_of(max(records, key=lambda one: sum(bool(value) for _, value in _lines(one))))

    def as_data(self) -> dict[str, Any]:
        """Return the account of the file as plain values; found = imported + rejected."""
        parsed = self.parsed
        return {
            "file": self.name,
            "bytes": len(self.content),
            "sha256": sha256(self.content),
            "format": parsed.format,
            "dialect": parsed.dialect,
            "recognised_by": parsed.recognised_by,
            "encoding": parsed.encoding,
            "found": self.found,
            "imported": len(parsed.records),
            "rejected": [
                {"line": bad.line, "why": bad.why, "text": bad.text} for bad in parsed.rejected
            ],
            "notices": list(parsed.notices),
            "coverage": self.coverage(),
            "without_abstract": len(self.without_abstract),
            "columns": [{"column": name, "field": held} for name, held in parsed.columns],
        }


def sample_of(record: Record) -> list[tuple[str, str]]:
    """Return a record field by field as it was understood, empty fields left out."""
    return [(label, text) for label, text in _lines(record) if text]


def _lines(record: Record) -> list[tuple[str, str]]:
    pages = "-".join(filter(None, (record.start_page, record.end_page)))
    abstract = record.abstract.strip()
    more = " ..." if len(abstract) > _ABSTRACT_SHOWN else ""
    return [
        ("type", record.type),
        ("title", record.title),
        ("authors", "; ".join(record.authors)),
        ("year", str(record.year or "")),
        ("journal", record.journal),
        ("volume", record.volume),
        ("issue", record.issue),
        ("pages", pages or record.article_number),
        ("doi", record.doi),
        ("pmid", record.pmid),
        ("accession", record.accession),
        ("database", record.database),
        ("keywords", "; ".join(record.keywords[:5])),
        ("abstract", abstract[:_ABSTRACT_SHOWN] + more),
        ("kept beside", ", ".join(dict.fromkeys(name for name, _value in record.extra))),
    ]


def read_exports(
    data: bytes, name: str, progress: Progress, reading: Reading = _AS_TOLD
) -> Iterator[Export]:
    """Yield the exports in `data`, each as soon as it is read; Refused where one cannot be."""
    from review.formats.reading import left_out, members, read

    beside = left_out(data, name)  # told with the first export that it lies beside
    for member, content in members(data, name):
        parsed = read(
            content,
            member,
            format=reading.format or None,
            dialect=reading.dialect or None,
            columns=reading.columns or None,
            progress=progress,
            repair=reading.repair,
            language=reading.language,
        )
        if reading.dialect and reading.dialect not in dialects_of(parsed.format):
            known = ", ".join(dialects_of(parsed.format)) or f"{parsed.format} has only one"
            raise Refused(f"“{reading.dialect}” is not a dialect.", f"Dialects: {known}.")
        yield Export(member, content, replace(parsed, notices=(*parsed.notices, *beside)))
        beside = ()


def dialects_of(format_name: str) -> tuple[str, ...]:
    """Return the dialects that a format is read in, for a person to choose from."""
    from review.formats.column_names import SIGNS
    from review.formats.ris_dialects import DIALECTS

    of_tables = {name for name, _sign in SIGNS}
    names = {"ris": set(DIALECTS), "csv": of_tables, "xlsx": of_tables}.get(format_name, set())
    return ("generic", *sorted(names - {"generic"})) if names else ()


def fields_of_tables() -> tuple[str, ...]:
    """Return the fields that a column of a table can be mapped to."""
    from review.formats.columns import FIELDS

    return FIELDS


def store_export(
    review: Review,
    search: Search,
    export: Export,
    *,
    again: bool = False,
    straight: Straight | None = None,
    progress: Progress | None = None,
) -> str:
    """Keep one export whole, in one transaction; Refused as `store_file` says."""
    parsed = export.parsed
    file = File(
        export.name,
        sha256(export.content),
        len(export.content),
        parsed.format,
        parsed.dialect,
        parsed.encoding,
        parsed.records,
        [(bad.line, bad.why, bad.text) for bad in parsed.rejected],
        parsed.columns,
    )
    return store_file(review, search, file, again=again, straight=straight, progress=progress)
