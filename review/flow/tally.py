"""Sets counted by where they stand, as the flow needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.flow.scope import Since
from review.flow.units import NO_RECORDS, Records, Reports, U
from review.store import tables

_SET = tables.duplicate_set
_Row = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Sets:
    """Numbers of sets by arm, kind of source, standing, reason and kind of removal."""

    rows: tuple[_Row, ...]
    size: Records = NO_RECORDS  # of all the records in them

    def records(self, arm: str, *standings: str, kind: str = "", removed: str = "") -> Records:
        """Return how many sets of `arm` stand so, each counted as the record shown for it."""
        return Records(self._count(arm, standings, kind, removed))

    def reports(self, arm: str, *standings: str) -> Reports:
        """Return how many sets of `arm` stand so, each counted as the report that it describes."""
        return Reports(self._count(arm, standings))

    def _count(
        self, arm: str, standings: tuple[str, ...], kind: str = "", removed: str = ""
    ) -> int:
        return sum(
            number
            for in_arm, of_kind, standing, _reason, because, number in self.rows
            if in_arm == arm
            and (not standings or standing in standings)
            and (not kind or of_kind == kind)
            and (not removed or because == removed)
        )

    def reasons(self, arm: str, order: Iterable[str]) -> dict[str, Reports]:
        """Return the excluded reports of `arm` by reason, in the protocol's order."""
        return self._by_reason(Reports, arm, "excluded-full-text", order)

    def records_by_reason(self, arm: str, order: Iterable[str]) -> dict[str, Records]:
        """Return the excluded records of `arm` by reason, in the protocol's order."""
        return self._by_reason(Records, arm, "excluded-title-abstract", order)

    def _by_reason(
        self, unit: type[U], arm: str, excluded: str, order: Iterable[str]
    ) -> dict[str, U]:
        found: Counter[str] = Counter()
        for in_arm, _kind, standing, reason, _because, number in self.rows:
            if in_arm == arm and standing == excluded:
                found[reason] += number
        in_order = dict.fromkeys([*order, *sorted(found)])
        return {reason: unit(found[reason]) for reason in in_order if reason in found}


def sets_by_standing(connection: Connection, of: Since) -> tuple[Sets, Sets]:
    """Return the sets that are new, and these with those of an earlier version counted again."""
    keys = (_SET.c.arm, _SET.c.kind, _SET.c.standing, _SET.c.reason, _SET.c.removed)
    query = select(*keys, func.count(), func.sum(_SET.c.size)).group_by(*keys)
    rows = connection.execute(query.where(of.new_sets)).all()
    new = [(a, k, s, r, because, n) for a, k, s, r, because, n, _size in rows]
    more: Counter[tuple[str, str, str, str, str]] = Counter()
    for a, k, s, r, because, n, _size in of.once_more(connection, query):
        more[a, k, s, r, because] += n
    again = [(a, k, s, r, because, n) for (a, k, s, r, because), n in more.items()]
    return Sets(tuple(new), Records(sum(int(row[-1]) for row in rows))), Sets((*new, *again))
