"""What the rows behind a box are found from: records and sets that the flow counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from review.elsewhere.entries import Elsewhere
from review.flow.scope import Since
from review.records.lookup import Found, by_ids, shown_of
from review.standing import PREVIOUS
from review.store import tables

_SET, _IN, _SOURCE = tables.duplicate_set, tables.record_set, tables.source


@dataclass(frozen=True, slots=True)
class Row:
    """What is behind a box: a shown id, and what a person needs to know it by.

    `number` is 1 but for work done elsewhere, whose records are not here; its id is the act's.
    """

    id: str
    text: str
    year: int | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Behind:
    """What rows are found from: the review, what the flow counts of it, and a name in the key."""

    connection: Connection
    since: Since
    name: str
    screens_other: bool
    in_synthesis: frozenset[str]

    def sets(self, condition: ColumnElement[bool]) -> tuple[Row, ...]:
        """Return the counted sets that meet `condition`, by the record shown for each."""
        return self.shown(self.since.sets(self.connection, condition))

    def shown(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return a row for each set, by the record shown for it."""
        shown = shown_of(self.connection, ids)
        return tuple(record_row(shown[set_id]) for set_id in ids)

    def records(self, condition: ColumnElement[bool]) -> tuple[Row, ...]:
        """Return the new records that meet `condition`, which may ask of source and set."""
        ids = self.connection.scalars(
            select(_IN.c.record_id)
            .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
            .join(_SET, _SET.c.set_id == _IN.c.set_id)
            .where(condition, self.since.new_records, _SOURCE.c.kind != PREVIOUS)
            .order_by(_IN.c.place)
        ).all()
        return self.of_records(ids)

    def of_records(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return a row for each record."""
        found = by_ids(self.connection, ids)
        return tuple(record_row(found[record]) for record in ids)


Find = Callable[[Behind], tuple[Row, ...]]


def logged_row(entry: Elsewhere) -> Row:
    """Return the row of work done elsewhere: its number, who entered it, when and why."""
    return Row(entry.shown, entry.text, None, entry.number)


def record_row(record: Found) -> Row:
    """Return the row of a record."""
    where = f"[{record.source} {record.accession}]"
    return Row(record.shown, f"{record.title or '(no title)'} {where}", record.year)
