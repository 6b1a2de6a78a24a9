"""Counting studies by the direction of effect, with the basis and the denominator always told.

A study counts once. A named outcome's denominator is the studies that measured it, with all
included beside it. The sign test is made on directions of one named outcome and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from extraction.outcomes import (
    DIRECTIONS,
    SHARE,
    Basis,
    Direction,
    Result,
    by_outcome,
    checked_share,
    folded_direction,
)
from extraction.proportions import clopper_pearson, sign_test_p, wilson
from extraction.same import folded
from review.refusal import Refused

FEWEST = 6  # below this the sign test cannot be below 0.05 and is made only when asked for
# Where a study stands when any outcome counts: the first of these that one of its outcomes gives.
_ANY_ORDER: tuple[Direction, ...] = (
    "favours-intervention",
    "favours-comparator",
    "mixed",
    "no-difference",
    "not-reported",
)

StudyResults = Mapping[str, Sequence[Result]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Studies by direction; every number is the length of a tuple of study ids.

    `outcome` is None where any outcome counts; then `median_outcomes` is the median number of
    outcomes per study that measured one.
    """

    outcome: str | None
    basis: Basis
    share: float
    included: tuple[str, ...]
    by_direction: Mapping[Direction, tuple[str, ...]]
    median_outcomes: float | None = None

    @property
    def measured(self) -> tuple[str, ...]:
        """Return the studies that measured the outcome, reported or not, in order of inclusion."""
        there = {study for studies in self.by_direction.values() for study in studies}
        return tuple(study for study in self.included if study in there)

    def n(self, direction: Direction) -> int:
        """Return how many studies stand under `direction`."""
        return len(self.by_direction[direction])


def count_outcome(
    studies: StudyResults, outcome: str, basis: Basis = "direction", share: float = SHARE
) -> Count:
    """Return the count of one named outcome over all included studies (study id -> results)."""
    key, share = folded(outcome), checked_share(share)
    placed = {}
    for study, results in studies.items():
        rows = by_outcome(r for r in results if r.outcome_key == key).get(key)
        if rows:
            placed[study] = folded_direction((r.effect(basis) for r in rows), share)
    return Count(
        outcome=outcome,
        basis=basis,
        share=share,
        included=tuple(studies),
        by_direction=_by_direction(placed),
    )


def count_any(studies: StudyResults, basis: Basis = "direction", share: float = SHARE) -> Count:
    """Return the count in which a study favours the intervention if one of its outcomes does."""
    share = checked_share(share)
    placed: dict[str, Direction] = {}
    numbers = []
    for study, results in studies.items():
        outcomes = by_outcome(results)
        if not outcomes:
            continue
        numbers.append(len(outcomes))
        found = {
            folded_direction((r.effect(basis) for r in rows), share) for rows in outcomes.values()
        }
        placed[study] = next(direction for direction in _ANY_ORDER if direction in found)
    return Count(
        outcome=None,
        basis=basis,
        share=share,
        included=tuple(studies),
        by_direction=_by_direction(placed),
        median_outcomes=median(numbers) if numbers else None,
    )


def _by_direction(placed: Mapping[str, Direction]) -> dict[Direction, tuple[str, ...]]:
    return {d: tuple(s for s in placed if placed[s] == d) for d in DIRECTIONS}


@dataclass(frozen=True, slots=True)
class SignTest:
    """k of n directions favour the intervention; `left_out` has no direction and is printed."""

    k: int
    n: int
    p: float
    wilson: tuple[float, float]
    clopper_pearson: tuple[float, float]
    left_out: Mapping[Direction, int]


def sign_test(count: Count, *, n: int | None = None, asked: bool = False) -> SignTest:
    """Return the exact two-sided sign test of the directions in `count`.

    n is the studies with a direction; another `n` may be named to be told why it cannot be used.
    Raises Refused for counts by significance or claim, for any outcome, for an n in which some did
    not measure or have no direction, and below six studies unless `asked`.
    """
    k = count.n("favours-intervention")
    directions = k + count.n("favours-comparator")
    hindrance = obstacle(count, asked=asked)
    if hindrance in {"basis", "any-outcome"}:
        raise _refusal(hindrance, count)
    if n is not None and n > len(count.measured):
        raise Refused(
            f"{n - len(count.measured)} of the {n} studies did not measure {count.outcome}.",
            f"The test is made on the {directions} studies with a direction.",
        )
    if n is not None and n != directions:
        raise Refused(
            f"n = {n} is not the number of studies with a direction.",
            f"It is {directions}; no difference, mixed and not reported are left out.",
        )
    if hindrance:
        raise _refusal(hindrance, count)
    left_out: tuple[Direction, ...] = ("no-difference", "mixed", "not-reported")
    return SignTest(
        k,
        directions,
        sign_test_p(k, directions),
        wilson(k, directions),
        clopper_pearson(k, directions),
        {direction: count.n(direction) for direction in left_out},
    )


Obstacle = Literal["basis", "any-outcome", "no-direction", "few"]


def obstacle(count: Count, *, asked: bool = False) -> Obstacle | None:
    """Return why the sign test is not made on `count`, or None."""
    if count.basis != "direction":
        return "basis"
    if count.outcome is None:
        return "any-outcome"
    directions = count.n("favours-intervention") + count.n("favours-comparator")
    if not directions:
        return "no-direction"
    return "few" if directions < FEWEST and not asked else None


def _refusal(hindrance: Obstacle, count: Count) -> Refused:
    if hindrance == "basis":
        return Refused(
            f"The sign test is not made on counts by {count.basis}.",
            "Code the direction of each result and count by direction.",
        )
    if hindrance == "any-outcome":
        return Refused(
            "The sign test is not made where any outcome counts: a study with many outcomes "
            "favours the intervention in one of them more often than by one half.",
            "Name one outcome.",
        )
    if hindrance == "no-direction":
        return Refused("No study has a direction.", "There is nothing to test.")
    return Refused(
        f"Fewer than {FEWEST} studies have a direction, and so few are not tested.",
        "Ask for the test if it is wanted nevertheless; below six, P cannot fall below 0.05.",
    )
