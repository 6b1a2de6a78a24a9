"""Linked reports: different reports of what may be one study, and the question whether they are.

A preprint and its article, a conference abstract and the paper, a protocol or registration and the
trial, an erratum, a retraction notice: none is a duplicate of the other, so both stay records of
their own. Once both are included they are offered as one study.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, select

from review.duplicates.projector import BY_HAND, LINK, SPLIT
from review.ids import shown_study
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import Found, by_ids, whole_many
from review.refusal import Refused
from review.reports.joining_studies import extracted
from review.reports.linking import link
from review.store import tables
from review.studies import Study, all_studies


@dataclass(frozen=True, slots=True)
class Related:
    """Two linked reports by their records, the sort of link, why, and where each stands."""

    first: Found
    second: Found
    kind: str  # the name of the rule that links, or by-hand
    why: str
    standings: tuple[str, str]
    study: str = ""  # id of a study that has both

    @property
    def key(self) -> str:
        """Return what tells the pair apart from all others."""
        return f"{self.first.id} {self.second.id}"

    @property
    def offered(self) -> bool:
        """Whether it is to be asked if the two are one study: both are included, in two studies."""
        return not self.study and self.standings == ("included", "included")

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "record_id_1": self.first.shown,
            "record_id_2": self.second.shown,
            "kind": self.kind,
            "why": self.why,
            "standings": list(self.standings),
            "study_id": shown_study(self.study) if self.study else None,
            "offered": self.offered,
        }


def related(connection: Connection) -> list[Related]:
    """Return the links that hold between two sets, each two sets once, in order of arrival."""
    pairs = _links(connection)
    if not pairs:
        return []
    records = by_ids(connection, {record for pair in pairs for record in pair})
    standings = _standings(connection)
    studies = all_studies(connection, only_included=False)
    found: dict[frozenset[str], Related] = {}
    for (a, b), (kind, why) in pairs.items():
        if a not in records or b not in records or records[a].set_id == records[b].set_id:
            continue
        one, other = sorted((records[a], records[b]), key=lambda r: standings[r.set_id][0])
        sets = frozenset((one.set_id, other.set_id))
        where = (standings[one.set_id][1], standings[other.set_id][1])
        found.setdefault(sets, Related(one, other, kind, why, where, _common(studies, sets)))
    return sorted(found.values(), key=lambda pair: standings[pair.first.set_id][0])


def _links(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what links each pair; a person's word that two differ ends a rule's link."""
    bond, act = tables.bond, tables.act
    rows = connection.execute(
        select(bond, act.c.kind.label("said"))
        .join(act, act.c.id == bond.c.act_id)
        .where(bond.c.kind.in_(("linked", "apart")))
        .order_by(bond.c.order, bond.c.kind)
    ).all()
    found: dict[tuple[str, str], tuple[str, str]] = {}
    by_hand: set[tuple[str, str]] = set()
    for row in rows:
        pair = (row.a, row.b)
        if row.kind == "linked" and (row.rule == BY_HAND or pair not in by_hand):
            before = found.get(pair, ("", ""))
            rule = before[0] if row.rule == BY_HAND and before[0] else row.rule
            found[pair] = (rule, row.why or before[1])
        elif row.kind == "apart" and row.said not in {LINK, SPLIT}:
            found.pop(pair, None)
        if row.rule == BY_HAND:
            by_hand.add(pair)
    return found


def _standings(connection: Connection) -> dict[str, tuple[int, str]]:
    made = tables.duplicate_set
    rows = connection.execute(select(made.c.set_id, made.c.place, made.c.standing))
    return {row.set_id: (row.place, row.standing) for row in rows}


def _common(studies: Iterable[Study], sets: frozenset[str]) -> str:
    return next((study.id for study in studies if sets <= set(study.reports)), "")


class Pair(Protocol):
    """Two reports and the sort of link between them, if there is one."""

    @property
    def first(self) -> Found:
        """Return one report by a record of it."""

    @property
    def second(self) -> Found:
        """Return the other."""

    @property
    def kind(self) -> str:
        """Return the rule that links the two."""


def one_study(review: Review, pair: Pair) -> str:
    """Make both reports belong to one study; the fuller report is the primary one.

    The study is the one for which data have been extracted; Refused where that holds of both.
    """
    with review.read() as connection:
        team.known(connection, review)
        reports = _primary_first(connection, pair)
        begun = [_has_entries(connection, report) for report in reports]
    if all(begun):
        raise Refused(
            "Data have been extracted for both: one of the two studies has to give way.",
            "Say which is kept: `review study link KEPT OTHER` puts OTHER into the study of KEPT.",
        )
    first, second = reports if not begun[1] else reversed(reports)
    return link(review, [f"r-{first.id}", f"r-{second.id}"])


_SORTS = {
    "preprint": "preprint",
    "conference-abstract": "conference abstract",
    "protocol": "protocol",
    "registration": "registration",
    "erratum": "erratum",
    "retraction-notice": "retraction notice",
}


def _primary_first(connection: Connection, pair: Pair) -> tuple[Found, Found]:
    """Return the two, what is no preprint, abstract, protocol or notice first (METHOD: reports)."""
    from review.duplicates.normalise import facts_of

    wholes = whole_many(connection, [pair.first.id, pair.second.id])
    sort = _SORTS.get(pair.kind, "")
    if sort and sort in facts_of(wholes[pair.first.id]).sorts:
        return pair.second, pair.first
    return pair.first, pair.second


def _has_entries(connection: Connection, report: Found) -> bool:
    studies = [
        s for s in all_studies(connection, only_included=False) if report.set_id in s.reports
    ]
    ids = {study.id for study in studies} | {report.set_id}
    return extracted(connection, ids)
