"""The fold of duplicate sets: records joined by bonds, a set for each that nothing joins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, case, delete, false, insert, literal, or_, select

from review.duplicates.sets import Bond, fold
from review.duplicates.words import Pair, holding, kept_apart
from review.protocol import FULL_TEXT
from review.records.corrections import Fields, corrected
from review.reports.unscreened import holding_stops, left_unscreened
from review.sources.importing import SPAN, any_straight, standing_imports
from review.standing import BATCH, DATABASE_KINDS, FRESH, PENDING, PREVIOUS, STALE, arm_of, batches
from review.store import tables

_BY_HAND_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class _Member:
    """What the fold needs to know of one record."""

    id: str
    source_id: str
    kind: str
    place: int
    richness: tuple[bool, bool, bool]
    straight: bool  # its import brought it straight to the full text


def sets_of(connection: Connection, records: Collection[str]) -> set[str]:
    """Return the ids of the sets that hold `records`."""
    found: set[str] = set()
    for batch in batches(records):
        found.update(
            connection.scalars(
                select(tables.record_set.c.set_id).where(tables.record_set.c.record_id.in_(batch))
            )
        )
    return found


def fold_sets(connection: Connection, records: Collection[str]) -> set[str]:
    """Build anew every set that `records` belong to, belonged to, or are bound to.

    Records that nothing has been said about yet become fresh sets of their own (their standing is
    empty); those are left to `Projectors.fresh` and are not among the returned ones.
    """
    fresh, alone = _make_alone(connection, len(records))
    reach = _reach(connection, set(records) - fresh - alone)
    members = {row.id: row for row in _members(connection, reach)}
    old = sets_of(connection, reach)
    merged, apart = _words(connection, reach, members)
    set_by_record = fold(members, merged, apart)
    removals, retrievals = _removals(connection, reach), _retrievals(connection, reach)
    groups: dict[str, list[_Member]] = {}
    for record_id, member in members.items():
        groups.setdefault(set_by_record.get(record_id, record_id), []).append(member)
    rows = [
        _set_row(set_id, sorted(group, key=lambda m: m.place), removals, retrievals)
        for set_id, group in groups.items()
    ]
    _replace(connection, reach, old, groups, rows)
    return old | set(groups) | alone


def _make_alone(connection: Connection, touched: int) -> tuple[set[str], set[str]]:
    """Put records without a set, that nothing joins, into sets of their own, in one go.

    Returns the ids of those on which nobody has decided yet, and of the others: their ballots are
    to be folded.
    """
    if touched <= BATCH:
        return set(), set()
    record, in_set, made = tables.record, tables.record_set, tables.duplicate_set
    imported, source = standing_imports(), tables.source
    said = [
        select(table.c.record_id).where(table.c.record_id == record.c.id)
        for table in (in_set, tables.removal, tables.rank_left, tables.retrieval)
    ]
    said += [select(side).where(side == record.c.id) for side in (tables.bond.c.a, tables.bond.c.b)]
    place = imported.c.ordinal * SPAN + record.c.position
    alone = (
        select(record.c.id, record.c.id, record.c.source_id, place)
        .join(imported, imported.c.import_file_id == record.c.import_file_id)
        .where(*(~words.exists() for words in said))
        .order_by(record.c.id)  # in the order of the keys, so that their index grows at its end
    )
    connection.execute(
        insert(in_set).from_select(("record_id", "set_id", "source_id", "place"), alone)
    )
    arm = case(
        (source.c.kind.in_(DATABASE_KINDS), "database"),
        (source.c.kind == PREVIOUS, PREVIOUS),
        else_="other",
    )
    decided = [
        select(table.c.record_id).where(table.c.record_id == in_set.c.record_id).exists()
        for table in (tables.decision, tables.settlement)
    ]
    of_its_own = {
        "set_id": in_set.c.record_id,
        "shown_id": in_set.c.record_id,
        "size": literal(1),
        "arm": arm,
        "kind": source.c.kind,
        "place": in_set.c.place,
        "removed": literal(""),
        "straight": imported.c.stage == FULL_TEXT if any_straight(connection) else false(),
        "title_abstract": literal(PENDING),
        "retrieval": literal(""),
        "full_text": literal(PENDING),
        "reason": literal(""),
        "standing": case((or_(*decided), STALE), else_=FRESH),
    }
    known = select(made.c.set_id).where(made.c.set_id == in_set.c.set_id)
    sets = (
        select(*of_its_own.values())
        .join(source, source.c.id == in_set.c.source_id)
        .where(in_set.c.set_id == in_set.c.record_id, ~known.exists())
        .order_by(in_set.c.record_id)
    )
    if any_straight(connection):  # a join over all records, which most reviews never need
        sets = sets.join(record, record.c.id == in_set.c.record_id).join(
            imported, imported.c.import_file_id == record.c.import_file_id
        )
    connection.execute(insert(made).from_select(tuple(of_its_own), sets))
    new = select(made.c.set_id, made.c.standing).where(made.c.standing.in_((FRESH, STALE)))
    found: dict[str, set[str]] = {FRESH: set(), STALE: set()}
    for set_id, standing in connection.execute(new):
        found[standing].add(set_id)
    return found[FRESH], found[STALE]


def _reach(connection: Connection, frontier: set[str]) -> set[str]:
    reach: set[str] = set()
    in_set, bond = tables.record_set, tables.bond
    while frontier:
        reach |= frontier
        near: set[str] = set()
        for batch in batches(frontier):
            sets = select(in_set.c.set_id).where(in_set.c.record_id.in_(batch))
            near.update(
                connection.scalars(select(in_set.c.record_id).where(in_set.c.set_id.in_(sets)))
            )
            bound = select(bond.c.a, bond.c.b).where(
                bond.c.kind == "merged", or_(bond.c.a.in_(batch), bond.c.b.in_(batch))
            )
            for a, b in connection.execute(bound):
                near |= {a, b}
        frontier = near - reach
    return reach


def _members(connection: Connection, reach: Collection[str]) -> list[_Member]:
    record, imported = tables.record, standing_imports()
    found: list[Row[Any]] = []
    query = (
        select(
            record.c.id,
            record.c.source_id,
            record.c.position,
            record.c.has_abstract,
            record.c.doi,
            record.c.authors,
            tables.source.c.kind,
            imported.c.ordinal,
            imported.c.stage,
        )
        .join(imported, imported.c.import_file_id == record.c.import_file_id)
        .join(tables.source, tables.source.c.id == record.c.source_id)
    )
    for batch in batches(sorted(reach)):
        found.extend(connection.execute(query.where(record.c.id.in_(batch))))
    edits = corrected(connection, reach)
    return [
        _Member(
            row.id,
            row.source_id,
            row.kind,
            row.ordinal * SPAN + row.position,
            _richness(row, edits.get(row.id, {})),
            row.stage == FULL_TEXT,
        )
        for row in found
    ]


def _richness(row: Row[Any], edited: Fields) -> tuple[bool, bool, bool]:
    """Tell whether a record has an abstract, a DOI and authors, with what people corrected."""
    abstract: str = edited.get("abstract", "")
    return (
        bool(abstract.strip()) if "abstract" in edited else row.has_abstract,
        bool(edited.get("doi", row.doi)),
        bool(edited.get("authors", row.authors)),
    )


def _words(
    connection: Connection, reach: Collection[str], members: Mapping[str, _Member]
) -> tuple[list[Bond], set[Pair]]:
    """Return the merges that hold and the pairs kept apart, of records that are there."""
    merged: list[Bond] = []
    apart: set[Pair] = set()
    for pair, words in holding(connection, reach).items():
        if not members.keys() >= set(pair):
            continue
        if kept_apart(words):
            apart.add(pair)
        else:
            word = words[-1]
            merged.append(Bond(*pair, _BY_HAND_WEIGHT if word.by_hand else word.score, word.id))
    return merged, apart


def _removals(connection: Connection, reach: Collection[str]) -> dict[str, str]:
    removal, found = tables.removal, {}
    stops = [row.act_id for row in holding_stops(connection).values()]
    for batch in batches(sorted(reach)):
        query = select(removal.c.record_id, removal.c.because).where(removal.c.record_id.in_(batch))
        query = query.order_by(removal.c.act_id)  # of two copies' words the same one in each
        found.update({row[0]: row[1] for row in connection.execute(query)})
        for record_id in left_unscreened(connection, batch, stops):
            found.setdefault(record_id, "automation")
    return found


def _retrievals(connection: Connection, reach: Collection[str]) -> dict[str, tuple[str, str]]:
    retrieval = tables.retrieval
    found: dict[str, tuple[str, str]] = {}
    for batch in batches(sorted(reach)):
        query = select(retrieval.c.record_id, retrieval.c.order, retrieval.c.state)
        for record, order, state in connection.execute(
            query.where(retrieval.c.record_id.in_(batch))
        ):
            found[record] = max(found.get(record, ("", "")), (order, state))
    return found


def _set_row(
    set_id: str,
    group: list[_Member],
    removals: Mapping[str, str],
    retrievals: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    # What an earlier version included is previous, however else it was found.
    first = next((member for member in group if member.kind == PREVIOUS), group[0])
    # The richest record is shown for all; of equals, the one that arrived first.
    best = max(group, key=lambda member: (member.richness, -member.place))
    return {
        "set_id": set_id,
        "shown_id": best.id,
        "size": len(group),
        "arm": arm_of(first.kind),
        "kind": first.kind,
        "place": group[0].place,
        "removed": next((removals[m.id] for m in group if m.id in removals), ""),
        "straight": first.straight,  # where it arrived first counts
        "title_abstract": PENDING,
        "retrieval": max(retrievals.get(m.id, ("", "")) for m in group)[1],
        "full_text": PENDING,
        "reason": "",
        "standing": STALE,
    }


def _replace(
    connection: Connection,
    reach: Collection[str],
    old: Collection[str],
    groups: Mapping[str, list[_Member]],
    rows: list[dict[str, Any]],
) -> None:
    for batch in batches(sorted(reach)):
        connection.execute(
            delete(tables.record_set).where(tables.record_set.c.record_id.in_(batch))
        )
    for batch in batches(sorted(old)):
        connection.execute(
            delete(tables.duplicate_set).where(tables.duplicate_set.c.set_id.in_(batch))
        )
    if rows:
        connection.execute(
            insert(tables.record_set),
            [
                {
                    "record_id": member.id,
                    "set_id": set_id,
                    "source_id": member.source_id,
                    "place": member.place,
                }
                for set_id, group in groups.items()
                for member in group
            ],
        )
        connection.execute(insert(tables.duplicate_set), rows)
