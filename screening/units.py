"""What agreement is about: the first decisions on each set that were made blind (METHOD).

Of a round whose decisions were discarded these are the discarded ones; of records screened again
under newer criteria, those of their first reveal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, or_, select

from review.acts import Act, load
from review.protocol import Stage
from review.standing import batches
from review.store import tables
from screening.ballot import Decision, parts
from screening.calibrations import calibrations
from screening.closings import all_closings
from screening.decided import decision_from
from screening.giving_up import is_given_up
from screening.revealing import LATE
from screening.round_acts import ASKED_AGAIN, DISCARD

OPEN = "not decided by all, or not revealed"
ALONE = "decided by one reviewer"
SEEN = "the first decision had been revealed before the second"
_TWO = 2


@dataclass(frozen=True, slots=True)
class First:
    """One reviewer's first decision on a set."""

    reviewer: str
    verdict: str
    reason: str  # the main one; "" without
    decision_id: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The first decisions on one set, by reviewer."""

    set_id: str
    firsts: tuple[First, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a round, and the sets that are left out of it by reason."""

    kept: tuple[Unit, ...]
    left_out: Mapping[str, int]


def units(connection: Connection, stage: Stage, round_id: str) -> Units:
    """Return what the agreement of a round is worked out from; only what is revealed counts."""
    left_out: Counter[str] = Counter()
    closing = all_closings(connection).hold.get(round_id)
    if closing and closing.choice == DISCARD:
        found = _discarded(connection, closing.id, left_out)
    else:
        found = _screened(connection, stage, round_id, left_out)
    kept = []
    for unit in found:
        if len(unit.firsts) < _TWO:
            left_out[ALONE] += 1
        else:
            kept.append(unit)
    return Units(tuple(kept), {why: n for why, n in sorted(left_out.items()) if n})


def _discarded(connection: Connection, closing: str, left_out: Counter[str]) -> list[Unit]:
    gone = tables.set_aside
    rows = _with_sets(connection, gone.c.aside_id, gone.c.act_id == closing)
    found = []
    for set_id, made in _by_set(connection, rows).items():
        held = parts(made)
        if all(part.first.revealed for part in held):
            found.append(Unit(set_id, tuple(_first(part.first) for part in held)))
        else:
            left_out[OPEN] += 1
    return found


def _with_sets(connection: Connection, named: Column[str], holds: Any) -> list[Row[Any]]:
    """Return, with their sets, the decisions that the column `named` has the ids of."""
    decision, in_set = tables.decision, tables.record_set
    return list(
        connection.execute(
            select(decision, in_set.c.set_id, in_set.c.place)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .join(named.table, named == decision.c.act_id)
            .where(holds, ~is_given_up())
            .distinct()
            .order_by(in_set.c.place, decision.c.order)
        )
    )


def _by_set(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, list[Decision]]:
    rows = list(rows)
    named = _named(connection, [row.act_id for row in rows])
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        opened = row.act_id in named and not row.sealed
        found[row.set_id].append(decision_from(row, revealed=opened))
    return dict(found)


def _named(connection: Connection, decisions: Collection[str]) -> dict[str, set[str]]:
    """Return the reveals that name each of these decisions."""
    shown = tables.revealed
    found: defaultdict[str, set[str]] = defaultdict(set)
    for batch in batches(decisions):
        rows = connection.execute(
            select(shown.c.decision_id, shown.c.act_id).where(shown.c.decision_id.in_(batch))
        )
        for decision, act in rows:
            found[decision].add(act)
    return dict(found)


def _first(decision: Decision) -> First:
    reason = decision.reasons[0] if decision.reasons else ""
    return First(decision.reviewer, decision.verdict, reason, decision.id)


def _screened(
    connection: Connection, stage: Stage, round_id: str, left_out: Counter[str]
) -> list[Unit]:
    again = _before_screening_again(connection, stage)
    elsewhere = _gone_on(connection, stage)
    ballot, part, decision = tables.ballot, tables.ballot_part, tables.decision
    rows = connection.execute(
        select(
            ballot.c.set_id,
            ballot.c.revealed,
            part.c.reviewer,
            part.c.first_id,
            decision.c.verdict,
            decision.c.reasons,
        )
        .outerjoin(
            part,
            (part.c.set_id == ballot.c.set_id)
            & (part.c.stage == ballot.c.stage)
            & ballot.c.revealed,
        )
        .outerjoin(decision, decision.c.act_id == part.c.first_id)
        .where(ballot.c.stage == stage)
        .where(
            or_(
                ballot.c.round_id == round_id,
                ballot.c.set_id.in_([one for one, home in elsewhere.items() if home == round_id]),
            )
        )
        .order_by(ballot.c.place, part.c.reviewer)
    ).all()
    said: dict[str, list[First]] = {}
    for row in rows:
        if elsewhere.get(row.set_id, round_id) != round_id:
            continue
        if row.set_id in again:
            said[row.set_id] = list(again[row.set_id].firsts)
        elif not row.revealed:
            left_out[OPEN] += 1
        elif row.reviewer:
            reason = (row.reasons or "").partition(" ")[0]
            first = First(row.reviewer, row.verdict, reason, row.first_id)
            said.setdefault(row.set_id, []).append(first)
    found = [Unit(set_id, tuple(firsts)) for set_id, firsts in said.items()]
    seen = _seen_before(connection, stage, [unit for unit in found if unit.set_id not in again])
    left_out[SEEN] += len(seen)
    return [unit for unit in found if unit.set_id not in seen]


def _gone_on(connection: Connection, stage: Stage) -> dict[str, str]:
    """Return the closed round of each set of which something is asked for again in the main one.

    What was said first was said in that round.
    """
    ended = all_closings(connection)
    drawn = {
        set_id: at[stage]
        for set_id, at in calibrations(connection, ended.overruled).items()
        if at.get(stage) in ended.hold
    }
    ballot = tables.ballot
    found: dict[str, str] = {}
    for batch in batches(sorted(drawn)):
        query = select(ballot.c.set_id).where(ballot.c.stage == stage, ballot.c.set_id.in_(batch))
        query = query.where(ballot.c.revealed.is_(False))
        found.update({one: drawn[one] for one in connection.scalars(query)})
    return found


def _before_screening_again(connection: Connection, stage: Stage) -> dict[str, Unit]:
    """Return, for sets that are screened again after a reveal, what was revealed first."""
    gone, shown = tables.set_aside, tables.revealed
    aside = [
        row
        for row in _with_sets(connection, gone.c.aside_id, gone.c.because == ASKED_AGAIN)
        if row.stage == stage and not row.sealed
    ]
    named = _named(connection, [row.act_id for row in aside])
    order = {
        act.id: act.order
        for act in load(connection, {one for reveals in named.values() for one in reveals})
    }
    reveal_of: dict[str, str] = {}
    for row in aside:
        for reveal in named.get(row.act_id, ()):
            earlier = reveal_of.get(row.set_id)
            if earlier is None or order[reveal] < order[earlier]:
                reveal_of[row.set_id] = reveal
    if not reveal_of:
        return {}
    rows: list[Row[Any]] = []
    for batch in batches(sorted(set(reveal_of.values()))):
        rows += _with_sets(connection, shown.c.decision_id, shown.c.act_id.in_(batch))
    named = _named(connection, [row.act_id for row in rows])
    together = [
        row for row in rows if row.stage == stage and reveal_of.get(row.set_id) in named[row.act_id]
    ]
    return {
        set_id: Unit(set_id, tuple(_first(part.first) for part in parts(made)))
        for set_id, made in _by_set(connection, together).items()
    }


def _named_at(connection: Connection, stage: Stage) -> dict[str, set[str]]:
    """Return the reveals that name each first decision at `stage`, read in one go."""
    part, shown = tables.ballot_part, tables.revealed
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = connection.execute(
        select(part.c.first_id, shown.c.act_id)
        .join(shown, shown.c.decision_id == part.c.first_id)
        .where(part.c.stage == stage, part.c.revealed)
    ).all()
    for decision, act in rows:
        found[decision].add(act)
    return found


def _seen_before(connection: Connection, stage: Stage, found: Collection[Unit]) -> set[str]:
    """Return the sets on which somebody decided after another's decision had been revealed.

    That happens where one reviewer was asked at first, and a second one after the reveal.
    """
    several = [unit for unit in found if len(unit.firsts) >= _TWO]
    named = _named_at(connection, stage)
    apart = {}
    for unit in several:
        reveals = [named.get(first.decision_id, set()) for first in unit.firsts]
        if not set.intersection(*reveals):
            apart[unit.set_id] = unit
    if not apart:
        return set()
    acts = {first.decision_id for unit in apart.values() for first in unit.firsts}
    acts |= {reveal for one in acts for reveal in named.get(one, ())}
    known = {act.id: act for act in load(connection, acts)}
    return {set_id for set_id, unit in apart.items() if _some_saw(unit, named, known)}


def _some_saw(unit: Unit, named: Mapping[str, set[str]], known: Mapping[str, Act]) -> bool:
    """Tell whether a decision came after the reveal of another, unless from another copy."""
    ids = [first.decision_id for first in unit.firsts]
    begun = min(known[reveal].order for one in ids for reveal in named.get(one, ()))
    return any(
        known[one].order > begun
        and not any(known[reveal].body["because"] == LATE for reveal in named.get(one, ()))
        for one in ids
    )
