"""Work done elsewhere: numbers that belong in the flow and have no records here.

Duplicates removed in another program before import, hits never exported, records screened in
another tool, what a previous version included: each is an act with who, when and why, and is shown
as such wherever it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, day, nobody
from review.editions import editions
from review.ids import shown
from review.refusal import Refused
from review.standing import DATABASE_KINDS, OTHER_KINDS
from review.store import tables

ELSEWHERE = "elsewhere"

# What can have been done elsewhere, and how a person reads it.
WHAT = MappingProxyType(
    {
        "duplicates-removed": "duplicate records removed before import",
        "automation": "records marked as ineligible by automation tools",
        "never-exported": "hits never exported",
        "removed": "records removed for other reasons",
        "screened-out": "records excluded on title and abstract",
        "not-retrieved": "reports not retrieved",
        "excluded": "reports excluded in full text",
        "previous-studies": "studies included in the previous version",
        "previous-reports": "reports of studies included in the previous version",
    }
)
OF_PREVIOUS = ("previous-studies", "previous-reports")
_BEFORE_SCREENING = ("automation", "never-exported", "removed")
MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One standing act on work done elsewhere; `day` is when it was entered."""

    id: str
    what: str
    number: int
    source: str
    kind: str
    reason: str
    why: str
    by: str
    day: str

    @property
    def shown(self) -> str:
        """Return the id as a person reads and types it."""
        return shown("a", self.id)

    @property
    def text(self) -> str:
        """Return what was done in plain words, with who, when and why."""
        where = f", {self.source}" if self.source else ""
        reason = f" ({self.reason})" if self.reason else ""
        return (
            f"{self.number:,} {WHAT[self.what]}{reason}{where}: {self.why} "
            f"(as logged by {self.by or 'nobody named'}, {self.day})"
        )


def elsewhere(connection: Connection) -> list[Elsewhere]:
    """Return all work done elsewhere that stands, in the order in which it was entered."""
    table = tables.elsewhere
    rows = connection.execute(select(table).order_by(table.c.order))
    return [
        Elsewhere(
            row.act_id,
            row.what,
            row.number,
            row.source,
            row.kind,
            row.reason,
            row.why,
            row.by,
            day(row.at),
        )
        for row in rows
    ]


def fits(what: str, kind: str) -> bool:
    """Tell whether the column of sources of `kind` has a box for `what`."""
    if what in OF_PREVIOUS:
        return not kind
    return kind in DATABASE_KINDS or (kind in OTHER_KINDS and what not in _BEFORE_SCREENING)


def _apply(connection: Connection, act: Act) -> None:
    body = act.body
    number = body["number"]
    if not isinstance(number, int) or not 0 < number < MOST:
        raise ValueError(f"{number} is not how many there were")
    if body["what"] not in WHAT or not fits(body["what"], body["kind"]):
        raise ValueError(f"{body['what']} of {body['kind']} has no box")
    connection.execute(
        insert(tables.elsewhere).values(
            act_id=act.id,
            order=act.order,
            what=body["what"],
            number=body["number"],
            source=body["source"],
            kind=body["kind"],
            reason=body["reason"],
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )


def _may_withdraw(connection: Connection, act: Act) -> None:
    for edition in editions(connection):
        if act.id in edition.logged:
            raise Refused(f"This counts in edition {edition.number}, which is closed and stays.")


def says(act: Act) -> str:
    """Return the act in words."""
    where = f" at {act.body['source']}" if act.body["source"] else ""
    return f"elsewhere: {act.body['number']:,} {WHAT[act.body['what']]}{where}: {act.body['why']}"


ELSEWHERE_KIND = Kind(
    ELSEWHERE,
    _apply,
    (tables.elsewhere,),
    nobody,
    says,
    undoable=True,
    may_withdraw=_may_withdraw,
    traced=False,
)
