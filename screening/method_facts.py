"""What the methods sentences tell, as values: facts and revealed acts only.

All of it is the same for everyone who asks, and nothing in it tells of an unrevealed decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
class Calibration:
    """A calibration round: how many were drawn, of them by the protocol's terms, and its end."""

    name: str
    size: int
    ranked: int = 0
    choice: str = ""  # keep, discard; "" while it is not closed
    why: str = ""


@dataclass(frozen=True, slots=True)
class Anew:
    """Decisions made under an older version of the protocol that were asked for again."""

    decisions: int
    why: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many records were released ranked, and the stop that holds, if one does."""

    released: int
    seeds: int
    stopped: bool
    target: float = 0.0
    confidence: float = 0.0
    p: float = 1.0
    total: int = 0
    screened: int = 0
    found: int = 0
    left: int = 0
    enough: bool = False
    day: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class StageFacts:
    """How one stage was screened, as far as it is revealed."""

    stage: Stage
    rule: str
    reviewers: tuple[str, ...]
    revealed: int  # ballots
    by_one: int  # of them, those that one reviewer alone decided
    calibrations: tuple[Calibration, ...]
    entered: tuple[Entered, ...]
    by_round: bool
    by_record: bool
    by_lead: tuple[LeadReveal, ...]
    conflicts: tuple[Settled, ...]
    reasons: tuple[Settled, ...]
    lost: tuple[Lost, ...]
    shares: tuple[tuple[str, float], ...] = ()  # of the records, by name, 0 to 1
    overlap: float = 0.0  # the proportion of records with one reviewer more
    anew: tuple[Anew, ...] = ()
    agreement: Mapping[str, Any] | None = None  # of the main round
    by_batch: bool = False  # revealed, whole batches of ranked records
    ranked: Ranked | None = None


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
