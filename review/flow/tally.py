"""Sets counted by where they stand, as the flow needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.flow.counts import Records, Reports
from review.flow.since import Since
from review.store import tables

_SET = tables.duplicate_set
_Row = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Sets:
    """Numbers of sets by arm, kind of source, standing, reason and kind of removal."""

    rows: tuple[_Row, ...]
    records: int = 0  # in all of them

    def count(self, arm: str, *standings: str, kind: str = "", removed: str = "") -> int:
        """Return how many sets of `arm` stand so."""
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
        found = self._by_reason(arm, "excluded-full-text", order)
        return {reason: Reports(number) for reason, number in found.items()}

    def records_by_reason(self, arm: str, order: Iterable[str]) -> dict[str, Records]:
        """Return the excluded records of `arm` by reason, in the protocol's order."""
        found = self._by_reason(arm, "excluded-title-abstract", order)
        return {reason: Records(number) for reason, number in found.items()}

    def _by_reason(self, arm: str, excluded: str, order: Iterable[str]) -> dict[str, int]:
        found: Counter[str] = Counter()
        for in_arm, _kind, standing, reason, _because, number in self.rows:
            if in_arm == arm and standing == excluded:
                found[reason] += number
        known = [reason for reason in order if reason in found]
        return {one: found[one] for one in [*known, *sorted(set(found) - set(known))]}


def sets_by_standing(connection: Connection, of: Since) -> tuple[Sets, Sets]:
    """Return the sets that are new, and these with those of an earlier version counted again."""
    keys = (_SET.c.arm, _SET.c.kind, _SET.c.standing, _SET.c.reason, _SET.c.removed)
    query = select(*keys, func.count(), func.sum(_SET.c.size)).group_by(*keys)
    rows = connection.execute(query.where(of.new_sets)).all()
    new = [(a, k, s, r, because, n) for a, k, s, r, because, n, _size in rows]
    more = Counter(
        (a, k, s, r, because)
        for _set, a, k, s, r, because in of.once_more(connection, select(_SET.c.set_id, *keys))
    )
    again = [(a, k, s, r, because, n) for (a, k, s, r, because), n in more.items()]
    return Sets(tuple(new), sum(row[-1] for row in rows)), Sets((*new, *again))
