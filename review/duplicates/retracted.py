"""Retractions that records themselves tell of, found while they are compared.

A database marks a retracted publication in its title or type, and a retraction notice that is
linked with its report says that the report was retracted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from review.duplicates import kinds
from review.duplicates.engine import Candidate, Found
from review.reports.retraction import RETRACTED, Retraction

TITLE, NOTICE = "the record's title or type", "a retraction notice among the records"
_RULE = "retraction-notice"
_HINT = "retract"


def told_by_records(
    candidates: Collection[Candidate], found: Found, known: Collection[str]
) -> list[Retraction]:
    """Return the retractions that records tell of, without those of the records in `known`."""
    told = {one.record: one for one in (*_by_notice(candidates, found), *_by_title(candidates))}
    return [told[record] for record in sorted(told) if record not in known]


def _by_title(candidates: Iterable[Candidate]) -> Iterator[Retraction]:
    for one in candidates:
        if kinds.RETRACTED in _sorts(one):
            yield Retraction(one.id, RETRACTED, TITLE)


def _by_notice(candidates: Iterable[Candidate], found: Found) -> Iterator[Retraction]:
    linked = [pair for pair in found.linked if pair.rule == _RULE]
    ids = {record for pair in linked for record in (pair.a, pair.b)}
    by_id = {one.id: one for one in candidates if one.id in ids}
    for pair in linked:
        for record, notice in ((pair.a, pair.b), (pair.b, pair.a)):
            if _is_notice(by_id[notice]) and not _is_notice(by_id[record]):
                said = by_id[notice].record
                yield Retraction(record, RETRACTED, NOTICE, notice=said.doi or said.pmid)


def _is_notice(one: Candidate) -> bool:
    """Tell whether a record is the notice of a retraction, not of a mere concern."""
    return kinds.NOTICE in _sorts(one) and _HINT in _words(one)


def _words(one: Candidate) -> str:
    record = one.record
    return " ".join((record.title, *record.notes, *(value for _, value in record.extra))).lower()


def _sorts(one: Candidate) -> frozenset[str]:
    from review.duplicates.normalise import facts_of

    return facts_of(one.record).sorts if _HINT in _words(one) else frozenset()
