"""The fold of screening: ballots from standing decisions, reveals and settlements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    false,
    insert,
    literal,
    select,
    true,
    update,
)

from review.acts import load
from review.heads import heads, over_of
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT, Protocol, Stage
from review.standing import (
    FRESH,
    PENDING,
    PREVIOUS,
    batches,
    is_screened,
    is_sought,
    screened_sets,
)
from review.store import tables
from review.store.bulk import insert_rows
from review.versions import current
from screening.asking import Asked, allocations, asked, places
from screening.ballot import (
    BACK,
    MAIN_ROUND,
    Decision,
    Part,
    is_complete,
    needed,
    parts,
    settled_state,
    shared_reason,
    state_of,
)
from screening.calibrations import calibrations
from screening.closings import all_closings
from screening.standing_decisions import is_set_aside, stands
from screening.unanswered import Asking, asking_now, mark


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a conflict was settled; it stands while exactly the decisions that it names stand."""

    id: str
    order: str
    outcome: str
    reason: str
    settles: frozenset[str]
    over: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shared part of a ballot says."""

    complete: bool
    revealed: bool
    state: str = PENDING
    reason: str = ""
    settlement: str = ""
    reasons_differ: bool = False
    clash: bool = False  # settled twice, differently, in two copies


def outcome_of(
    held: Sequence[Part],
    settlements: Iterable[Settlement],
    stage: Stage,
    protocol: Protocol,
    wanted: int = 0,
) -> Outcome:
    """Return the shared outcome; without a revealed, complete ballot it is pending for all.

    `wanted` decisions are asked for where that is more than the stage rule says. What was revealed
    stays so when more are asked for later, as long as the rule itself asks for no more; it is
    pending again while one reviewer is asked anew: that of two records of one report they said
    different things is no conflict (METHOD: records and reports).
    """
    seen = [part for part in held if part.holding and part.holding.revealed]
    decided = [part.holding for part in seen if part.holding]
    enough = max(needed(stage, protocol), min(wanted, len(held)))
    again = any(part.reopened for part in held)
    revealed = is_complete(seen, stage, protocol, enough) and not again
    complete = revealed or is_complete(held, stage, protocol, max(enough, wanted))
    # Before the reveal only what was settled without decisions stands: a report that awaits a
    # translation, say. Whether unrevealed decisions exist has no part in it.
    standing = frozenset(decision.id for decision in decided) if revealed else frozenset()
    settled = heads(s for s in settlements if s.settles == standing)
    if settled:
        return _settled(settled, stage, complete=complete, revealed=revealed)
    if not revealed:
        return Outcome(complete, revealed=False)
    state = state_of([decision.verdict for decision in decided], stage, protocol)
    excluding = [decision for decision in decided if decision.verdict == "exclude"]
    reason, differ = shared_reason(excluding, protocol) if state == "excluded" else ("", False)
    return Outcome(complete, revealed, state, reason, reasons_differ=differ)


def _settled(settled: list[Settlement], stage: Stage, *, complete: bool, revealed: bool) -> Outcome:
    latest = settled[-1]
    if len({(s.outcome, s.reason) for s in settled}) > 1:
        return Outcome(complete, revealed, "conflict", clash=True)
    state = settled_state(latest.outcome, stage)
    if latest.outcome == BACK:
        return Outcome(complete, revealed, state)
    return Outcome(complete, revealed, state, latest.reason, latest.id)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Which calibration rounds sets are drawn into, and which rounds are closed."""

    rounds: Mapping[str, Mapping[Stage, str]]
    closed: frozenset[str]

    def round_of(self, set_id: str, stage: Stage, *, revealed: bool) -> str:
        """Return the round of a ballot: what is open of a closed one goes on in the main one."""
        main = MAIN_ROUND[stage]
        found = self.rounds.get(set_id, {}).get(stage, main)
        return found if revealed or found not in self.closed else main


def fold_ballots(connection: Connection, sets: Collection[str]) -> None:
    """Build the ballots of `sets` anew and carry their shared states to the sets."""
    _version, protocol = current(connection)
    ended = all_closings(connection)
    drawn = _Drawn(calibrations(connection, ended.overruled), frozenset(ended.hold))
    asking = asking_now(connection, protocol, allocations(connection), ended.overruled)
    for batch in batches(sorted(sets)):
        _fold_batch(connection, batch, drawn, asking)


def fresh_ballots(connection: Connection) -> None:
    """Make the first ballot of every set that has no standing yet; nobody has decided on them."""
    _version, protocol = current(connection)
    made = tables.duplicate_set
    screened = screened_sets(protocol)
    unscreened = ~screened & (made.c.arm != PREVIOUS)
    for stage, first in ((TITLE_ABSTRACT, screened), (FULL_TEXT, unscreened)):
        ballot: dict[str, Any] = {
            "set_id": made.c.set_id,
            "stage": literal(stage),
            "round_id": literal(MAIN_ROUND[stage]),
            "place": made.c.place,
            "complete": false(),
            "revealed": false(),
            "state": literal(PENDING),
            "reason": literal(""),
            "settlement": literal(""),
            "reasons_differ": false(),
            "asked": literal(""),
            "anyone": true(),
        }
        rows = select(*ballot.values()).where(made.c.standing == FRESH, first)
        rows = rows.order_by(made.c.set_id)
        connection.execute(insert(tables.ballot).from_select(tuple(ballot), rows))
        _ask_about_fresh(connection, stage, protocol)


def _ask_about_fresh(connection: Connection, stage: Stage, protocol: Protocol) -> None:
    """Say who is asked about the ballots of sets that have no standing yet."""
    allocated = allocations(connection)
    if not allocated.at(stage):
        return
    made, ballot = tables.duplicate_set, tables.ballot
    fresh = connection.scalars(
        select(ballot.c.set_id)
        .join(made, made.c.set_id == ballot.c.set_id)
        .where(ballot.c.stage == stage, made.c.standing == FRESH)
    ).all()
    rows = []
    for set_id, place in places(connection, fresh).items():
        who = asked(allocated.chains(stage, protocol, place), (), needed(stage, protocol))
        rows.append({"key": set_id, "names": who.text, "open_to_all": who.anyone})
    if rows:
        connection.execute(
            update(ballot)
            .where(ballot.c.set_id == bindparam("key"), ballot.c.stage == stage)
            .values(asked=bindparam("names"), anyone=bindparam("open_to_all")),
            rows,
        )


def _fold_batch(
    connection: Connection,
    batch: list[str],
    drawn: _Drawn,
    asking: Asking,
) -> None:
    protocol, allocated = asking.protocol, asking.allocated
    in_set = tables.record_set
    members = connection.execute(
        select(in_set.c.record_id, in_set.c.set_id).where(in_set.c.set_id.in_(batch))
    )
    set_of: dict[str, str] = {row[0]: row[1] for row in members}
    where = places(connection, batch) if allocated else {}
    mark(connection, asking, set_of, where)
    decisions = _decisions(connection, set_of)
    settlements = _settlements(connection, set_of)
    ballots: list[tuple[Any, ...]] = []
    held_rows: list[tuple[Any, ...]] = []
    states: list[dict[str, Any]] = []
    table = tables.duplicate_set
    for row in connection.execute(select(table).where(table.c.set_id.in_(batch))).all():
        state = {TITLE_ABSTRACT: PENDING, FULL_TEXT: PENDING}
        reason = ""
        for stage in STAGES:
            if not _has_ballot(row, stage, state[TITLE_ABSTRACT], protocol):
                continue
            held = parts(decisions[row.set_id, stage])
            chains = allocated.chains(stage, protocol, where[row.set_id]) if where else ()
            deciders = [part.reviewer for part in held]
            who = asked(chains, deciders, needed(stage, protocol))
            found = settlements[row.set_id, stage]
            outcome = outcome_of(held, found, stage, protocol, who.wanted)
            state[stage], reason = outcome.state, outcome.reason or reason
            in_round = drawn.round_of(row.set_id, stage, revealed=outcome.revealed)
            ballots.append(_ballot_row(row, stage, in_round, outcome, who))
            held_rows += [_part_row(row, stage, part, outcome) for part in held]
        now = (state[TITLE_ABSTRACT], state[FULL_TEXT], reason)
        if now != (row.title_abstract, row.full_text, row.reason):
            states.append(dict(zip(_STATES, (row.set_id, *now), strict=True)))
    _replace(connection, batch, ballots, held_rows, states)


def _has_ballot(row: Row[Any], stage: Stage, title_abstract: str, protocol: Protocol) -> bool:
    if row.arm == PREVIOUS:
        return False
    screened = is_screened(row.arm, protocol, straight=row.straight)
    if stage == TITLE_ABSTRACT:
        return screened and not row.removed
    return is_sought(screened=screened, removed=row.removed, title_abstract=title_abstract)


def _replace(
    connection: Connection,
    batch: list[str],
    ballots: list[tuple[Any, ...]],
    held_rows: list[tuple[Any, ...]],
    states: list[dict[str, Any]],
) -> None:
    for table in (tables.ballot, tables.ballot_part):
        connection.execute(delete(table).where(table.c.set_id.in_(batch)))
    insert_rows(connection, tables.ballot, _BALLOT, ballots)
    insert_rows(connection, tables.ballot_part, _PART, held_rows)
    table = tables.duplicate_set
    if states:
        connection.execute(
            update(table)
            .where(table.c.set_id == bindparam("key"))
            .values(
                title_abstract=bindparam("at_title_abstract"),
                full_text=bindparam("at_full_text"),
                reason=bindparam("why"),
            ),
            states,
        )


def _decisions(
    connection: Connection, set_of: Mapping[str, str]
) -> defaultdict[tuple[str, str], list[Decision]]:
    found: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    decision, reveals = tables.decision, tables.revealed
    named = select(reveals.c.act_id).where(reveals.c.decision_id == decision.c.act_id).exists()
    query = select(decision, named.label("named")).where(stands())
    for batch in batches(sorted(set_of)):
        for row in connection.execute(query.where(decision.c.record_id.in_(batch))).all():
            # A reveal names it, but until its owner's copy has opened it, it says nothing.
            made = decision_from(row, revealed=row.named and not row.sealed)
            found[set_of[row.record_id], row.stage].append(made)
    return found


def decision_from(row: Row[Any], *, revealed: bool) -> Decision:
    """Build a decision from a row of its projection."""
    return Decision(
        id=row.act_id,
        order=row.order,
        record_id=row.record_id,
        stage=row.stage,
        reviewer=row.reviewer,
        verdict=row.verdict,
        reasons=tuple(row.reasons.split()),
        fails=tuple(row.fails.split()),
        note=row.note,
        at=row.at,
        replaces=frozenset(row.replaces.split()),
        revealed=revealed,
    )


def _settlements(
    connection: Connection, set_of: Mapping[str, str]
) -> defaultdict[tuple[str, str], list[Settlement]]:
    found: defaultdict[tuple[str, str], list[Settlement]] = defaultdict(list)
    table = tables.settlement
    for batch in batches(sorted(set_of)):
        holds = table.c.record_id.in_(batch), ~is_set_aside(table.c.act_id)
        for row in connection.execute(select(table).where(*holds)):
            found[set_of[row.record_id], row.stage].append(settlement_from(row))
    for key, settlements in found.items():
        if len(settlements) > 1:
            found[key] = knowing(connection, settlements)
    return found


def settlement_from(row: Row[Any]) -> Settlement:
    """Build a settlement from a row of its projection."""
    return Settlement(
        row.act_id, row.order, row.outcome, row.reason, frozenset(row.settles.split())
    )


def knowing(connection: Connection, settlements: Sequence[Settlement]) -> list[Settlement]:
    """Return `settlements` with what each is over, which only their acts say."""
    acts = load(connection, [settlement.id for settlement in settlements])
    over = {act.id: over_of(act.body) for act in acts}
    return [replace(settlement, over=over[settlement.id]) for settlement in settlements]


_STATES = ("key", "at_title_abstract", "at_full_text", "why")
_BALLOT = (
    "set_id",
    "stage",
    "round_id",
    "place",
    "complete",
    "revealed",
    "state",
    "reason",
    "settlement",
    "reasons_differ",
    "asked",
    "anyone",
)


def _ballot_row(
    row: Row[Any], stage: Stage, in_round: str, outcome: Outcome, who: Asked
) -> tuple[Any, ...]:
    return (
        row.set_id,
        stage,
        in_round,
        row.place,
        outcome.complete,
        outcome.revealed,
        outcome.state,
        outcome.reason,
        outcome.settlement,
        outcome.reasons_differ,
        who.text,
        who.anyone,
    )


_PART = (
    "set_id",
    "stage",
    "reviewer",
    "decision_id",
    "first_id",
    "verdict",
    "revealed",
    "place",
)


def _part_row(row: Row[Any], stage: Stage, part: Part, outcome: Outcome) -> tuple[Any, ...]:
    holds = part.holding
    return (
        row.set_id,
        stage,
        part.reviewer,
        holds.id if holds else "",
        part.first.id,
        holds.verdict if holds else "",
        outcome.revealed and bool(holds and holds.revealed),
        row.place,
    )
