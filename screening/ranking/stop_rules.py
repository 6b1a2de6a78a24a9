"""Where each stopping rule would have ended a run, and what was found by then.

The statistical test is the one that is advised; runs of irrelevant records are what others stop at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.ranking.stopping import CONFIDENCE, TARGET, Goal, may_stop

_EVERY = 10  # records; the test is made as often,
_MOST = 500  # and of long lists so many times


@dataclass(frozen=True, slots=True)
class Stopped:
    """Where a rule stopped: records screened, the recall by then, and the work it saved."""

    at: int
    recall: float
    saved: float  # of all records

    @property
    def reached(self) -> bool:
        """Tell whether 95 % of the includes were found."""
        return self.recall >= TARGET


def stops(labels: Sequence[bool], known: int = 0) -> Mapping[str, Stopped]:
    """Return where each rule would have stopped; the first `known` labels were there before.

    A rule that never says stop screens everything.
    """
    goals = {
        "95 % recall at 95 %": Goal(TARGET, CONFIDENCE),
        "95 % recall at 80 %": Goal(TARGET, 0.8),
        "90 % recall at 95 %": Goal(0.9, CONFIDENCE),
    }
    found = {name: _stopped(labels, _by_test(labels, goal)) for name, goal in goals.items()}
    for run in (50, 100, 200):
        at = _by_run(labels[known:], run) + known
        found[f"{run} irrelevant in a row"] = _stopped(labels, at)
    return found


def _by_test(labels: Sequence[bool], goal: Goal) -> int:
    total = len(labels)
    every = max(_EVERY, total // _MOST)
    for at in range(every, total, every):
        if may_stop(labels[:at], total, goal):
            return at
    return total


def _by_run(labels: Sequence[bool], length: int) -> int:
    run = 0
    for at, include in enumerate(labels, start=1):
        run = 0 if include else run + 1
        if run >= length:
            return at
    return len(labels)


def _stopped(labels: Sequence[bool], at: int) -> Stopped:
    includes = sum(labels)
    recall = sum(labels[:at]) / includes if includes else 1.0
    return Stopped(at, recall, 1 - at / len(labels))
