"""Work done elsewhere: numbers that belong in the flow and have no records here.

Duplicates removed in another program before import, hits never exported, records screened in
another tool, what a previous version included: each is an act with who, when and why, and is shown
as such wherever it counts. What two copies entered without knowing of each other is one entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, select

from review.acts import day, load
from review.ids import shown
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
    """Work done elsewhere, as one or several standing acts have it.

    `id` and `why` are of the act that was made first, and `ids` are of all; `by` names everyone who
    entered it, and `day` is when it was done as far as that was said, else when it was entered.
    """

    id: str
    what: str
    number: int
    source: str
    kind: str
    reason: str
    why: str
    by: str
    day: str
    ids: tuple[str, ...] = ()

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
    alike: defaultdict[tuple[Any, ...], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.order)):
        alike[row.what, row.number, row.source, row.kind, row.reason].append(row)
    found = [rows for many in alike.values() for rows in _same(connection, many)]
    return [_entry(rows) for rows in sorted(found, key=lambda rows: rows[0].order)]


def _entry(rows: Sequence[Row[Any]]) -> Elsewhere:
    first = rows[0]
    return Elsewhere(
        id=first.act_id,
        what=first.what,
        number=first.number,
        source=first.source,
        kind=first.kind,
        reason=first.reason,
        why=first.why,
        by=", ".join(dict.fromkeys(row.by for row in rows if row.by)),
        day=next((row.at for row in rows if _said(row.at)), day(first.at)),
        ids=tuple(row.act_id for row in rows),
    )


def _same(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Sequence[Row[Any]]]:
    """Return rows with the same numbers of the same source, those of the same work together.

    Copies that did not know of each other entered the same work where no other day is said. What
    one copy entered twice it meant twice, and so is what was entered in sight of the other.
    """
    if len(rows) == 1:
        return [rows]
    acts = {act.id: act for act in load(connection, [row.act_id for row in rows])}
    days = sorted({day(row.at) for row in rows if _said(row.at)})
    works: defaultdict[tuple[Any, ...], defaultdict[str, list[Row[Any]]]]
    works = defaultdict(lambda: defaultdict(list))
    for row in rows:
        act = acts[row.act_id]
        done = day(row.at) if _said(row.at) else "".join(days[:1])
        works[done, tuple(act.body.get("besides", ()))][act.writer].append(row)
    return [
        [row for row in together if row]
        for by_writer in works.values()
        for together in zip_longest(*by_writer.values())
    ]


def _said(at: str) -> bool:
    """Tell whether a time is the day on which something was done, not when it was entered."""
    return day(at) == at


def fits(what: str, kind: str) -> bool:
    """Tell whether the column of sources of `kind` has a box for `what`."""
    if what in OF_PREVIOUS:
        return not kind
    return kind in DATABASE_KINDS or (kind in OTHER_KINDS and what not in _BEFORE_SCREENING)
