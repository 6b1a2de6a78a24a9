"""The numbers of a flow by row id: what is checked, drawn and exported.

A Flow is whole; numbers that were read from a file may have gaps, which are None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic

from review.elsewhere.entries import Elsewhere
from review.flow.counts import Look, Pending
from review.flow.rows import COUNTED, NAMED, OTHER_RESULTS, SPLITS, unit_of
from review.flow.units import (
    NO_RECORDS,
    NO_REPORTS,
    Count,
    Records,
    Reports,
    Studies,
    U,
    of_unit,
    total,
)

Named = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts by row id, lists by row id and name, and the texts of the reasons by their ids.

    `records`, `reports` and `studies` reach the rows of one unit, whose counts can be added.
    """

    counts: Mapping[str, Count | None]
    named: Mapping[str, Named] = field(default_factory=dict)
    reason_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pending: Pending = field(default_factory=Pending)
    other_pending: Pending | None = None
    also_in_databases: Records = NO_RECORDS
    retracted: Reports = NO_REPORTS
    left_unscreened: Records = NO_RECORDS
    linked: bool | None = None
    logged: tuple[Elsewhere, ...] = ()
    look: Look = field(default_factory=Look)

    def get(self, row: str) -> Count | None:
        """Return the count of a row, None where it is not given; of a list, its sum."""
        if row in self.named:
            number = sum(int(count) for count in self.named[row].values())
            return of_unit(unit_of(row), number)
        return self.counts.get(row)

    @property
    def by_source(self) -> bool:
        """Whether the number of each database and register is drawn, as the templates ask."""
        for kind in ("database", "register"):
            row, listed = f"{kind}_results", self.named.get(f"{kind}_specific_results", {})
            whole = sum(int(count) for name, count in listed.items() if name)
            if int(self.get(row) or 0) != whole or f"{kind}_specific_results" in self.look.hidden:
                return False
        return True

    @property
    def without_tools(self) -> bool:
        """Whether no automation tool excluded any record, so that all exclusions are people's."""
        tools = self.get("excluded_automatic")
        return tools is not None and not int(tools)

    @property
    def records(self) -> Rows[Records]:
        """The rows that count records."""
        return Rows(self, Records)

    @property
    def reports(self) -> Rows[Reports]:
        """The rows that count reports."""
        return Rows(self, Reports)

    @property
    def studies(self) -> Rows[Studies]:
        """The rows that count studies."""
        return Rows(self, Studies)

    @property
    def updated(self) -> bool:
        """Tell whether a previous version of the review is part of the flow."""
        return self.get("previous_studies") is not None or self.get("previous_reports") is not None

    @property
    def with_other(self) -> bool:
        """Tell whether the flow has the column of other methods."""
        rows = (*OTHER_RESULTS.values(), "other_sought_reports", "other_assessed")
        return any(self.get(row) is not None for row in rows)

    def reason(self, reason: str, language: str) -> str:
        """Return the text of a reason in `language`, else in English, else its id."""
        names = self.reason_names.get(reason, {})
        return names.get(language) or names.get("en") or reason

    def by_reason(self, row: str, language: str) -> dict[str, Count]:
        """Return a list of reasons by name; those that share a name are told apart by their ids."""
        listed = self.named.get(row, {})
        names = {reason: self.reason(reason, language) for reason in listed}
        uses = Counter(names.values())
        return {
            names[reason] if uses[names[reason]] == 1 else f"{names[reason]} ({reason})": count
            for reason, count in listed.items()
        }


@dataclass(frozen=True, slots=True)
class Rows(Generic[U]):
    """The rows of `numbers` that count one unit; asked for another row, they raise TypeError."""

    numbers: Numbers
    unit: type[U]

    def get(self, row: str) -> U | None:
        """Return the count of a row, None where it is not given; of a list, its sum."""
        count = self.numbers.get(row)
        if count is None:
            return None
        if not isinstance(count, self.unit):
            raise TypeError(f"{row} counts {count.unit}, not {self.unit.unit}")
        return count

    def of(self, row: str) -> U:
        """Return the count of a row, 0 where it is not given."""
        return self.total(row)

    def total(self, *rows: str) -> U:
        """Return the sum of `rows`, those that are not given left out."""
        return total(self.unit, *map(self.get, rows))

    def less(self, start: str, *rows: str) -> U | None:
        """Return the row `start` less `rows`, None where one of them is not given."""
        first = self.get(start)
        if first is None or any(self.get(row) is None for row in rows):
            return None
        return first - self.total(*rows)


def from_numbers(given: Mapping[str, int | Mapping[str, int] | None]) -> Numbers:
    """Return numbers given by row id, a list as `{name: n}`; a bare number for a list is kept.

    Rows that no flow has are not taken; what is not given is None.
    """
    named: dict[str, Named] = {}
    counts: dict[str, Count | None] = {}
    for row, value in given.items():
        if row not in (*COUNTED, *SPLITS):
            continue
        unit = unit_of(row)
        if isinstance(value, Mapping):
            named[row] = {name: of_unit(unit, number) for name, number in value.items()}
        elif row in NAMED:
            named.update({} if value is None else {row: {"": of_unit(unit, value)}})
        else:
            counts[row] = None if value is None else of_unit(unit, value)
    return Numbers(counts=counts, named=named)
