"""Matching lists of retracted publications with the review's records, and keeping what matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from review.clean import one_line
from review.formats.retracted import Listed, RetractedList, read_retracted
from review.ids import shown_record
from review.ledger.ledger import Review
from review.people import team
from review.records.corrections import corrected
from review.reports.retraction import RETRACTION, Retraction, retractions, unanswered
from review.store import tables


@dataclass(frozen=True, slots=True)
class Matched:
    """What a list gave: publications named, records that it meets, of these newly known ones."""

    kind: str
    listed: int
    unread: tuple[tuple[int, str], ...]
    matched: tuple[Retraction, ...]
    new: tuple[Retraction, ...]
    to_answer: tuple[str, ...]  # included reports to decide on anew

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        known = {one.record for one in self.new}
        return {
            "list": self.kind,
            "listed": self.listed,
            "unread": [{"line": line, "text": text} for line, text in self.unread],
            "matched": [
                {
                    **one.body(),
                    "record": shown_record(one.record),
                    "source": one.source,
                    "new": one.record in known,
                }
                for one in self.matched
            ],
            "to_decide_anew": [shown_record(one) for one in self.to_answer],
        }


def take_list(review: Review, data: bytes, name: str, source: str = "") -> Matched:
    """Match a list with all records and keep what is new as one act; idempotent."""
    read = read_retracted(data, name)
    said = one_line(source) or (read.kind if read.kind == "Retraction Watch" else one_line(name))
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        matched = tuple(_matches(connection, read, said))
        known = {
            (one.record, one.nature, one.date, one.source)
            for of_set in retractions(connection).values()
            for one in of_set
        }
        new = tuple(
            one for one in matched if (one.record, one.nature, one.date, one.source) not in known
        )
        if new:
            writing.append(RETRACTION, RETRACTION, body_of(said, new))
            writing.settle()
        to_answer = tuple(unanswered(connection))
    return Matched(read.kind, len(read.listed), read.unread, matched, new, to_answer)


def body_of(source: str, found: Iterable[Retraction]) -> dict[str, Any]:
    """Return the body of the act that keeps `found`."""
    return {"source": source, "rows": [one.body() for one in found]}


def _matches(connection: Connection, read: RetractedList, source: str) -> Iterable[Retraction]:
    by_doi, by_pmid = _records(connection)
    seen: set[tuple[str, str, str]] = set()
    for one in read.listed:
        for record in (*by_doi.get(one.doi, ()), *by_pmid.get(one.pmid, ())):
            if (record, one.nature, one.date) not in seen:
                seen.add((record, one.nature, one.date))
                yield replace(_blank(one), record=record, source=source)


def _blank(one: Listed) -> Retraction:
    return Retraction("", one.nature, "", one.date, one.reason, one.notice)


def _records(connection: Connection) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    record, in_set = tables.record, tables.record_set
    by_doi: dict[str, list[str]] = {}
    by_pmid: dict[str, list[str]] = {}
    rows = connection.execute(
        select(record.c.id, record.c.doi, record.c.pmid)
        .join(in_set, in_set.c.record_id == record.c.id)
        .order_by(in_set.c.place)
    )
    edits = corrected(connection)
    for row in rows:  # a number that a person corrected counts, and the one that was imported
        edited = edits.get(row.id, {})
        for doi in {row.doi.lower(), str(edited.get("doi") or "").lower()} - {""}:
            by_doi.setdefault(doi, []).append(row.id)
        for pmid in {row.pmid, str(edited.get("pmid") or "")} - {""}:
            by_pmid.setdefault(pmid.lstrip("0"), []).append(row.id)
    return by_doi, by_pmid
