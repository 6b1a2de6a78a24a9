"""What there is to see of duplicates: every record with its set and rule, and the queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from review.duplicates.projector import BY_HAND
from review.duplicates.sets import Bond, fold
from review.ids import shown_record
from review.overview import queued_pairs
from review.records.corrections import Fields, corrected
from review.records.lookup import Found, by_ids
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
    return [Queued(records[a], records[b], score, rule, why) for a, b, score, rule, why in pairs]


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
            record.c.id,
            record.c.accession,
            tables.source.c.name,
            made.c.set_id,
            made.c.shown_id,
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


@dataclass(frozen=True, slots=True)
class Merged:
    """A duplicate set of two or more records, by the record that is shown for it."""

    set_id: str
    size: int
    title: str
    authors: str
    year: int | None
    rules: tuple[str, ...]


def merged_sets(connection: Connection) -> list[Merged]:
    """Return every set of two or more records, in the order of their arrival."""
    made, record = tables.duplicate_set, tables.record
    rules_of: dict[str, dict[str, None]] = {}
    for join in joins(connection):
        rules_of.setdefault(join.set_id, {})[join.rule] = None
    rows = connection.execute(
        select(made.c.set_id, made.c.size, record.c.id, record.c.title)
        .add_columns(record.c.authors, record.c.year)
        .join(record, record.c.id == made.c.shown_id)
        .where(made.c.size > 1)
        .order_by(made.c.place)
    )
    edits = corrected(connection)
    return [
        _merged(row, edits.get(row.id, {}), tuple(rules_of.get(row.set_id, ()))) for row in rows
    ]


def _merged(row: Any, edited: Fields, rules: tuple[str, ...]) -> Merged:
    authors = "; ".join(edited["authors"]) if "authors" in edited else row.authors
    title, year = edited.get("title", row.title), edited.get("year", row.year)
    return Merged(row.set_id, row.size, title, authors, year, rules)


def removed_by_rule(connection: Connection) -> list[tuple[str, int]]:
    """Return how many records each rule removed, most first; together they are all duplicates.

    A set of n records has n - 1 duplicates: each is put down to the bond that joined it, the
    earliest word first and the surest of equals.
    """
    numbers = Counter(join.rule for join in joins(connection))
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class Join:
    """What removed one record: the word or rule that joined it to the others of its set."""

    set_id: str
    record: str
    rule: str
    why: str


def joins(connection: Connection) -> list[Join]:
    """Return one join for each record for which another one of its set is shown."""
    bond, first, second = tables.bond, tables.record_set.alias(), tables.record_set.alias()
    made = tables.duplicate_set
    rows = connection.execute(
        select(bond.c.a, bond.c.b, bond.c.rule, bond.c.why, first.c.set_id, made.c.shown_id)
        .add_columns(first.c.place.label("place_a"), second.c.place.label("place_b"))
        .join(first, first.c.record_id == bond.c.a)
        .join(second, second.c.record_id == bond.c.b)
        .join(made, made.c.set_id == first.c.set_id)
        .where(bond.c.kind == "merged", first.c.set_id == second.c.set_id)
        .order_by(bond.c.order, bond.c.score.desc(), bond.c.a, bond.c.b)
    )
    parent: dict[str, str] = {}
    rank: dict[str, tuple[bool, int]] = {}  # the shown record stays, else the one that came first

    def top(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    joined = []
    for row in rows:
        rank[row.a] = (row.a != row.shown_id, row.place_a)
        rank[row.b] = (row.b != row.shown_id, row.place_b)
        ends = {top(row.a), top(row.b)}
        if len(ends) > 1:
            stays, goes = sorted(ends, key=rank.__getitem__)
            parent[goes] = stays
            joined.append(Join(row.set_id, goes, row.rule, row.why))
    return joined


@dataclass(frozen=True, slots=True)
class Tie:
    """A word that ties two records of one set, by the rule or the person who said it."""

    a: str
    b: str
    rule: str
    why: str
    by: str


def ties_of(connection: Connection, set_id: str) -> list[Tie]:
    """Return what ties the records of a set to each other, the earliest word first."""
    bond, first, second = tables.bond, tables.record_set.alias(), tables.record_set.alias()
    rows = connection.execute(
        select(bond.c.a, bond.c.b, bond.c.rule, bond.c.why, tables.act.c.by)
        .join(tables.act, tables.act.c.id == bond.c.act_id)
        .join(first, first.c.record_id == bond.c.a)
        .join(second, second.c.record_id == bond.c.b)
        .where(bond.c.kind == "merged", first.c.set_id == set_id, second.c.set_id == set_id)
        .order_by(bond.c.order, bond.c.score.desc())
    )
    return [Tie(row.a, row.b, row.rule, row.why, row.by) for row in rows]


def queued_ever(connection: Connection) -> int:
    """Return how many pairs have been put into the queue, answered or not."""
    pairs = select(tables.bond.c.a, tables.bond.c.b).where(tables.bond.c.kind == "queued")
    return connection.scalar(select(func.count()).select_from(pairs.distinct().subquery())) or 0


@dataclass(frozen=True, slots=True)
class HowFound:
    """Records removed as duplicates, by what brought them into their sets."""

    by_rule: int
    by_queue: int
    by_hand: int


def how_found(connection: Connection) -> HowFound:
    """Count the surplus records of all sets: those that rules alone join, then queue, then hand.

    The three add up to the duplicates removed: each step counts how many sets fewer there are when
    its merges are added to those before.
    """
    bond = tables.bond
    rows = connection.execute(
        select(bond.c.a, bond.c.b, bond.c.kind, bond.c.rule).order_by(bond.c.order)
    ).all()
    apart = {(row.a, row.b) for row in rows if row.kind == "apart"}
    merged = [row for row in rows if row.kind == "merged" and (row.a, row.b) not in apart]
    ruled = [row for row in merged if row.rule != BY_HAND]
    # A pair is told by any two records of the sets that the rules made: which two is chance.
    made = _folded(ruled)
    queued = {_pair(row, made) for row in rows if row.kind == "queued"}
    answered = [row for row in merged if row.rule == BY_HAND and _pair(row, made) in queued]
    total = connection.scalar(select(func.count()).select_from(tables.record_set)) or 0
    total -= connection.scalar(select(func.count()).select_from(tables.duplicate_set)) or 0
    by_rule = _joined(ruled)
    by_queue = _joined([*ruled, *answered]) - by_rule
    return HowFound(by_rule, by_queue, total - by_rule - by_queue)


def _joined(merges: Sequence[Any]) -> int:
    """Return how many records the merges make surplus."""
    sets = _folded(merges)
    return len(sets) - len(set(sets.values()))


def _folded(merges: Sequence[Any]) -> Mapping[str, str]:
    """Return the set of each record that the merges name."""
    bonds = [Bond(row.a, row.b, 1.0, "") for row in merges]
    return fold({record for bond in bonds for record in (bond.a, bond.b)}, bonds, frozenset())


def _pair(row: Any, sets: Mapping[str, str]) -> frozenset[str]:
    return frozenset((sets.get(row.a, row.a), sets.get(row.b, row.b)))


def record_count(connection: Connection) -> int:
    """Return the number of records."""
    return connection.scalar(select(func.count()).select_from(tables.record_set)) or 0


def set_count(connection: Connection) -> int:
    """Return the number of sets, records without a duplicate among them."""
    return connection.scalar(select(func.count()).select_from(tables.duplicate_set)) or 0
