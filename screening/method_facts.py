"""What the methods sentences tell, as values: facts and revealed acts only.

All of it is the same for everyone who asks, and nothing in it tells of an unrevealed decision.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.protocol import Stage


@dataclass(frozen=True, slots=True)
class Settled:
    """So many ballots settled in one way by the same people."""

    method: str
    people: str
    number: int


@dataclass(frozen=True, slots=True)
class Entered:
    """So many decisions of a reviewer that somebody else put in from a file."""

    reviewer: str
    by: str
    number: int


@dataclass(frozen=True, slots=True)
class LeadReveal:
    """What the lead revealed on one day before all was decided."""

    day: str
    by: str
    ballots: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Decisions given up, and how many of their records have been screened since."""

    person: str
    why: str
    decisions: int
    again: int


@dataclass(frozen=True, slots=True)
class StageFacts:
    """How one stage was screened, as far as it is revealed."""

    stage: Stage
    rule: str
    reviewers: tuple[str, ...]
    revealed: int  # ballots
    by_one: int  # of them, those that one reviewer alone decided
    calibrations: tuple[tuple[str, int], ...]  # name, how many were drawn
    entered: tuple[Entered, ...]
    by_round: bool
    by_record: bool
    by_lead: tuple[LeadReveal, ...]
    conflicts: tuple[Settled, ...]
    reasons: tuple[Settled, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Someone who took part and left (or joined later, to go on with it), and on which day."""

    name: str
    day: str
    left: bool


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """All that the methods sentences tell; `interim` while screening goes on."""

    stages: tuple[StageFacts, ...]
    changes: tuple[Change, ...]
    interim: bool
