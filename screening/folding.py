"""The fold of screening: ballots from standing decisions, reveals and settlements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT, Protocol, Stage
from review.protocols.versions import current
from review.standing import PENDING, PREVIOUS, batches, is_screened, is_sought
from review.store import tables
from review.store.bulk import insert_rows
from screening.asking import Asked, allocations, asked, places
from screening.ballot import MAIN_ROUND, Part, needed, parts
from screening.calibrations import calibrations
from screening.closings import all_closings
from screening.decided import decisions_on, settlements_on
from screening.outcome import Outcome, outcome_of
from screening.unanswered import Asking, asking_now, mark


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
    decisions = decisions_on(connection, set_of)
    settlements = settlements_on(connection, set_of)
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
