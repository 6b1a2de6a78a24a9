"""Bringing exports in: a file read, looked at and stored, for the command line and the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from review.facts import File
from review.importing import Search, sha256, store_file
from review.refusal import Refused

if TYPE_CHECKING:
    from review.formats.parsed import Parsed
    from review.ledger import Review

Progress = Callable[[int, int], None]  # done, in all
COVERED = ("title", "abstract", "authors", "year", "journal", "doi")


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
        """Return, for each field of `COVERED`, the share of records that have it, 0 to 1."""
        records = self.parsed.records
        return {
            field: round(sum(bool(getattr(record, field)) for record in records) / len(records), 3)
            if records
            else 0.0
            for field in COVERED
        }


def bytes_of(path: Path, typed: str) -> bytes:
    """Return the bytes of a file; Refused, naming it as `typed`, where it cannot be read."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Refused(f"{typed} is a folder, not a file.", "Name the files in it.") from None
    except OSError as error:
        raise Refused(f"{typed} cannot be read: {error.strerror}.") from None


def read_exports(
    data: bytes,
    name: str,
    progress: Progress,
    *,
    format_name: str = "",
    dialect: str = "",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Export]:
    """Yield the exports in `data`, each as soon as it is read; Refused where one cannot be."""
    from review.formats.reading import left_out, members, read

    beside = left_out(data, name)  # told with the first export that it lies beside
    for member, content in members(data, name):
        parsed = read(
            content,
            member,
            format=format_name or None,
            dialect=dialect or None,
            columns=columns or None,
            progress=progress,
        )
        yield Export(member, content, replace(parsed, notices=(*parsed.notices, *beside)))
        beside = ()


def store_export(
    review: Review,
    search: Search,
    export: Export,
    *,
    again: bool = False,
    progress: Progress | None = None,
) -> str:
    """Keep one export whole, in one transaction; Refused as `review.importing.store_file` says."""
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
    )
    return store_file(review, search, file, again=again, progress=progress)
