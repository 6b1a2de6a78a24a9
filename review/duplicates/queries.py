"""What there is to see of duplicates: every record with its set and rule, and the queue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.ids import shown_record
from review.lookup import Found, by_ids
from review.overview import queued_pairs
from review.store import tables


@dataclass(frozen=True, slots=True)
class Queued:
    """A pair that waits for a person."""

    first: Found
    second: Found
    score: float
    rule: str
    why: str


def queue_rows(connection: Connection) -> list[Queued]:
    """Return the queue, the likeliest pair first."""
    pairs = queued_pairs(connection)
    records = by_ids(connection, {record for pair in pairs for record in pair[:2]})
    return [
        Queued(records[a], records[b], score, rule, why) for a, b, score, rule, why in pairs
    ]


def listing(connection: Connection) -> list[tuple[str, ...]]:
    """Return a row per record: record, accession, source, set, whether shown, and the rule."""
    record, in_set, made, bond = (
        tables.record,
        tables.record_set,
        tables.duplicate_set,
        tables.bond,
    )
    rules_of: dict[str, str] = {}
    merged = select(bond.c.a, bond.c.b, bond.c.rule).where(bond.c.kind == "merged")
    for a, b, rule in connection.execute(merged.order_by(bond.c.order)):
        rules_of.update({a: rule, b: rule})
    rows = connection.execute(
        select(
            record.c.id, record.c.accession, tables.source.c.name, made.c.set_id, made.c.shown_id,
            made.c.size,
        )
        .join(in_set, in_set.c.record_id == record.c.id)
        .join(made, made.c.set_id == in_set.c.set_id)
        .join(tables.source, tables.source.c.id == record.c.source_id)
        .order_by(made.c.place, in_set.c.place)
    )
    return [
        (
            shown_record(row.id),
            row.accession,
            row.name,
            shown_record(row.set_id),
            "1" if row.id == row.shown_id else "0",
            rules_of.get(row.id, "") if row.size > 1 else "",
        )
        for row in rows
    ]


def rules(connection: Connection) -> list[tuple[str, int]]:
    """Return how many pairs each rule merged, most first."""
    bond = tables.bond
    rows = connection.execute(
        select(bond.c.rule, func.count())
        .where(bond.c.kind == "merged")
        .group_by(bond.c.rule)
        .order_by(func.count().desc(), bond.c.rule)
    )
    return [(rule, number) for rule, number in rows]
