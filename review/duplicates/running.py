"""One run of duplicate detection on the review: find, keep as one act, count."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from sqlalchemy import Connection, select

from review import __version__
from review.duplicates.engine import Candidate, Found, find
from review.duplicates.projector import DEDUPE
from review.duplicates.retracted import told_by_records
from review.duplicates.words import holding, kept_apart
from review.ledger.collecting import uncollected
from review.ledger.ledger import Review, Writing
from review.people.team import known
from review.records.corrections import corrected, corrected_record
from review.records.text import record_from
from review.reports.retraction import RETRACTION, retractions
from review.sources.importing import standing_imports
from review.store import tables

MODES = ("default", "conservative", "off")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found, in records, sets and pairs."""

    records: int
    sets: int
    removed: int
    merged_pairs: int
    queued_pairs: int
    linked_pairs: int

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return asdict(self)


def run(
    review: Review,
    *,
    mode: str = "default",
    keep: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Compare all records of the review and, with `keep`, act on what is found."""
    with uncollected():
        return _run(review, mode, keep, progress)


def _run(review: Review, mode: str, keep: bool, progress: Callable[[int, int], None] | None) -> Run:
    with review.read() as connection:
        known(connection, review)
        candidates = _candidates(connection)
        apart, together = _said_before(connection)
    found = find(
        candidates,
        mode=cast("Literal['default', 'conservative', 'off']", mode),
        apart=apart,
        together=together,
        progress=progress,
    )
    if keep and candidates:
        with review.write() as writing:
            # Before the run itself: undo takes back the run first, and what a title says stays.
            _note_retractions(writing, candidates, found)
            writing.append(DEDUPE, DEDUPE, _body(found, mode))
            writing.settle()
            return _count(writing.connection, found)
    with review.read() as connection:
        return _count(connection, found)


def _note_retractions(writing: Writing, candidates: Collection[Candidate], found: Found) -> None:
    """Keep what the records themselves tell of retractions, one act for each way of telling."""
    known = {one.record for said in retractions(writing.connection).values() for one in said}
    told = told_by_records(candidates, found, known)
    for source in dict.fromkeys(one.source for one in told):
        rows = [one.body() for one in told if one.source == source]
        writing.append(RETRACTION, RETRACTION, {"source": source, "rows": rows})


def _candidates(connection: Connection) -> list[Candidate]:
    record, text, imported = tables.record, tables.record_text, standing_imports()
    rows = connection.execute(
        select(record.c.id, record.c.import_file_id, text.c.fields, text.c.abstract)
        .join(text, text.c.record_id == record.c.id)
        .join(imported, imported.c.import_file_id == record.c.import_file_id)
        .order_by(record.c.id)
    )
    edits = corrected(connection)
    return [
        Candidate(
            row.id,
            row.import_file_id,
            corrected_record(record_from(row.fields, row.abstract, ""), edits.get(row.id, {})),
        )
        for row in rows
    ]


def _said_before(connection: Connection) -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs that are kept apart and those that are merged."""
    said = holding(connection)
    apart = {pair for pair, words in said.items() if kept_apart(words)}
    return apart, [pair for pair in said if pair not in apart]


def _body(found: Found, mode: str) -> dict[str, Any]:
    return {
        "program": __version__,
        "version": found.version,
        "mode": mode,
        **{
            kind: [[p.a, p.b, p.rule, round(p.score, 4), p.why] for p in getattr(found, kind)]
            for kind in ("merged", "queued", "linked")
        },
    }


def _count(connection: Connection, found: Found) -> Run:
    sets = len(connection.scalars(select(tables.duplicate_set.c.set_id)).all())
    records = len(connection.scalars(select(tables.record_set.c.record_id)).all())
    return Run(
        records=records,
        sets=sets,
        removed=records - sets,
        merged_pairs=len(found.merged),
        queued_pairs=len(found.queued),
        linked_pairs=len(found.linked),
    )
