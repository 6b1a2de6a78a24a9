"""What a ballot comes to: pending until its reveal, then as its decisions or a settlement say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.ledger.heads import heads
from review.protocol import Protocol, Stage
from review.standing import PENDING
from screening.ballot import (
    BACK,
    Part,
    is_complete,
    needed,
    settled_state,
    shared_reason,
    state_of,
)


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
