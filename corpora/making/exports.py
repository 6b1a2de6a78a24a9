"""The export files, and the truth about every record in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from corpora.making.report import Report
from corpora.making.shelves import Shelves
from corpora.making.sources import SOURCES, Source

_COLUMNS = (
    "accession",
    "source",
    "file",
    "set",
    "standing",
    "reason",
    "near_set",
    "relation",
    "awkward",
    "title",
)


def exports(shelves: Shelves) -> dict[str, bytes]:
    """Return the bytes of every export by file name."""
    return {
        name: source.write(list(shelves.records[source.name][part]))
        .replace("\n", source.line_end)
        .encode()
        for source in SOURCES
        for name, part in parts(source, shelves)
    }


def parts(source: Source, shelves: Shelves) -> Iterator[tuple[str, slice]]:
    """Yield the files of a source, each with the part of its records that it holds."""
    number = len(shelves.records[source.name])
    for place, start in enumerate(range(0, number, source.in_a_file), start=1):
        yield source.file.format(place), slice(start, start + source.in_a_file)


def truth(shelves: Shelves) -> bytes:
    """Return as CSV, for every record, its report's number and fate, and what it resembles."""
    number_of = {report.key: number for number, report in enumerate(shelves.reports, start=1)}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for source in SOURCES:
        for file, part in parts(source, shelves):
            for copy in shelves.records[source.name][part]:
                report: Report = shelves.reports[copy.set - 1]
                rows.writerow(
                    (
                        copy.accession,
                        copy.source,
                        file,
                        copy.set,
                        report.standing,
                        report.reason,
                        number_of.get(report.near, ""),
                        report.relation,
                        " ".join(copy.awkward),
                        report.full_title,
                    )
                )
    return out.getvalue().encode()
