"""What the flow counts: all of the review, or what has come since an edition.

Everything that an edition had is previous. Counted are sets that have no record of it, and those of
its sets that stand elsewhere now, stood open when it was closed, or were asked for anew; included
reports of it that are included still are counted as previous and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, true

from review.editions.edition import Edition, KeptStudy
from review.elsewhere.entries import Elsewhere
from review.standing import PREVIOUS, batches
from review.store import tables
from review.studies import Study

OPEN = ("to-screen", "conflict-title-abstract", "sought", "to-assess", "conflict-full-text")
OUT = ("excluded-title-abstract", "removed")
INCLUDED = "included"
_SET, _IN = tables.duplicate_set, tables.record_set


@dataclass(frozen=True, slots=True)
class Since:
    """What the flow counts: all of it, or what has come since the edition `base`.

    `spans` are the places of the records that are new; of the sets of `base` those are counted once
    more that are open now, and those in `again`; `studies` are the included ones in whole, `kept`
    those of them that `base` had.
    """

    base: Edition | None
    spans: tuple[tuple[int, int], ...] = ()
    apart: bool = False  # records of `base` may stand after new ones
    again: frozenset[str] = frozenset()
    studies: tuple[Study, ...] = ()
    kept: Mapping[str, KeptStudy] = field(default_factory=dict)  # by the id that the study has now
    withdrawn: tuple[KeptStudy, ...] = ()
    withdrawn_reports: tuple[str, ...] = ()  # the sets that they were
    logged: tuple[Elsewhere, ...] = ()
    anything: bool = True

    @property
    def new_records(self) -> ColumnElement[bool]:
        """Return the condition on `record_set` under which a record is new."""
        return true() if self.base is None else _within(_IN.c.place, self.spans)

    @property
    def new_sets(self) -> ColumnElement[bool]:
        """Return the condition on `duplicate_set` under which a set has no record of `base`."""
        if self.base is None:
            return _SET.c.arm != PREVIOUS
        first = and_(_SET.c.arm != PREVIOUS, _within(_SET.c.place, self.spans))
        if not self.apart:
            return first
        older = select(_IN.c.set_id).where(~_within(_IN.c.place, self.spans))
        return and_(first, _SET.c.set_id.not_in(older))

    def sets(self, connection: Connection, condition: ColumnElement[bool]) -> list[str]:
        """Return the ids of the sets that are counted and meet `condition`, in order of arrival."""
        query = select(_SET.c.set_id, _SET.c.place).where(condition)
        rows = [*connection.execute(query.where(self.new_sets)), *self.once_more(connection, query)]
        return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[0]))]

    def once_more(self, connection: Connection, query: Select[Any]) -> Iterator[Any]:
        """Give the rows of `query` for the sets of `base` that are counted once more.

        A query that counts gives its counts in parts.
        """
        if self.base is None:
            return
        yield from connection.execute(query.where(self.open_before))
        for batch in batches(sorted(self.again)):
            yield from connection.execute(query.where(_SET.c.set_id.in_(batch)))

    @property
    def open_before(self) -> ColumnElement[bool]:
        """Return the condition under which a set of `base` is open: it was then, or came to be."""
        return and_(_SET.c.standing.in_(OPEN), ~self.new_sets)

    def new_studies(self) -> list[Study]:
        """Return the included studies that `base` did not have."""
        return [study for study in self.studies if study.id not in self.kept]


def _within(place: ColumnElement[int], spans: Iterable[tuple[int, int]]) -> ColumnElement[bool]:
    return or_(false(), *(and_(place >= first, place < end) for first, end in spans))
