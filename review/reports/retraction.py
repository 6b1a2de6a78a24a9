"""Retractions: which reports have been retracted, who said so, and whether that was answered.

A retraction is an act about records; it is shown wherever their report or its study is. An included
report stays included until its inclusion is decided anew with a reason (METHOD: records): that is a
settlement in full text made after the retraction became known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from review.acts import Act, Kind, load_standing, nothing
from review.clean import one_line
from review.counting import counted
from review.protocol import FULL_TEXT
from review.standing import batches
from review.store import tables

RETRACTION = "retraction"
RETRACTED, CONCERN, CORRECTED, REINSTATED = (
    "retraction",
    "expression of concern",
    "correction",
    "reinstatement",
)
NATURES = (RETRACTED, CONCERN, CORRECTED, REINSTATED)
_SAYS = {RETRACTED: "RETRACTED", CONCERN: "EXPRESSION OF CONCERN", CORRECTED: "CORRECTED"}


@dataclass(frozen=True, slots=True)
class Retraction:
    """What is known of the retraction of one record; `date` is an ISO date, "" where unknown."""

    record: str
    nature: str
    source: str  # the list, or what in the record itself says so
    date: str = ""
    reason: str = ""
    notice: str = ""  # the notice's DOI or PMID
    order: str = ""  # of the act

    @property
    def words(self) -> str:
        """Return it in one line: what, when, why, where the notice is, and who says so."""
        when = f" {self.date}" if self.date else ""
        why = f": {self.reason}" if self.reason else ""
        notice = f"; notice {self.notice}" if self.notice else ""
        return one_line(f"{_SAYS.get(self.nature, self.nature)}{when}{why}{notice} ({self.source})")

    def body(self) -> dict[str, str]:
        """Return it as it stands in the body of an act."""
        said = {"record": self.record, "nature": self.nature, "date": self.date}
        return {**said, "reason": self.reason, "notice": self.notice}


def retractions(connection: Connection) -> dict[str, list[Retraction]]:
    """Return what standing acts say, by set, in their order; of a reinstated report nothing."""
    acts = load_standing(connection, RETRACTION)
    if not acts:
        return {}
    said = [
        Retraction(source=one.body["source"], order=one.order, **row)
        for one in acts
        for row in one.body["rows"]
    ]
    set_of = _sets(connection, {one.record for one in said})
    found: dict[str, list[Retraction]] = {}
    for one in said:
        if one.record in set_of:
            found.setdefault(set_of[one.record], []).append(one)
    standing = {set_id: _standing(known) for set_id, known in found.items()}
    return {set_id: known for set_id, known in standing.items() if known}


def _sets(connection: Connection, records: Collection[str]) -> dict[str, str]:
    in_set, found = tables.record_set, {}
    for batch in batches(sorted(records)):
        query = select(in_set.c.record_id, in_set.c.set_id).where(in_set.c.record_id.in_(batch))
        found.update({row[0]: row[1] for row in connection.execute(query)})
    return found


def _standing(known: list[Retraction]) -> list[Retraction]:
    """Return what holds: a reinstatement ends what is not dated after it."""
    ends = [one.date for one in known if one.nature == REINSTATED]
    return [
        one for one in known if one.nature != REINSTATED and not (ends and one.date <= max(ends))
    ]


def worst(known: Collection[Retraction]) -> Retraction | None:
    """Return the gravest of what is known of a report, the latest of equals."""
    if not known:
        return None
    return min(known, key=lambda one: (NATURES.index(one.nature), -int(one.order.split("-")[0])))


def marks_of(connection: Connection, sets: Collection[str]) -> dict[str, str]:
    """Return, for those of `sets` that are retracted or questioned, the line that says so."""
    found = {}
    for set_id, known in retractions(connection).items():
        gravest = worst(known)
        if set_id in sets and gravest:
            found[set_id] = gravest.words
    return found


def retracted_sets(connection: Connection) -> list[str]:
    """Return the reports that are retracted, in no matter what state they are."""
    known = retractions(connection)
    return sorted(s for s, said in known.items() if any(one.nature == RETRACTED for one in said))


def unanswered(connection: Connection) -> list[str]:
    """Return the included reports whose inclusion was not decided anew since the retraction."""
    known, made = retractions(connection), tables.duplicate_set
    since = {
        set_id: min(one.order for one in said if one.nature == RETRACTED)
        for set_id, said in known.items()
        if any(one.nature == RETRACTED for one in said)
    }
    included: set[str] = set()
    for batch in batches(sorted(since)):
        query = select(made.c.set_id).where(made.c.set_id.in_(batch), made.c.standing == "included")
        included.update(connection.scalars(query))
    answered = _settled_at(connection, included)
    return sorted(one for one in included if answered.get(one, "") < since[one])


def awaits_answer(connection: Connection, set_id: str) -> bool:
    """Tell whether an included report is retracted and not decided anew since."""
    return set_id in unanswered(connection)


def _settled_at(connection: Connection, sets: Collection[str]) -> Mapping[str, str]:
    """Return the order of the newest standing settlement in full text, by set."""
    settled, in_set, found = tables.settlement, tables.record_set, {}
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(in_set.c.set_id, func.max(settled.c.order))
            .join(settled, settled.c.record_id == in_set.c.record_id)
            .where(in_set.c.set_id.in_(batch), settled.c.stage == FULL_TEXT)
            .group_by(in_set.c.set_id)
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def _touched(_connection: Connection, act: Act) -> set[str]:
    return {row["record"] for row in act.body["rows"]}


def _says(act: Act) -> str:
    rows: list[dict[str, Any]] = act.body["rows"]
    natures = [row["nature"] for row in rows]
    told = [counted(natures.count(nature), nature) for nature in NATURES if nature in natures]
    return f"{', '.join(told)} noted from {act.body['source']}"


RETRACTION_KIND = Kind(RETRACTION, nothing, (), _touched, _says, undoable=True)
