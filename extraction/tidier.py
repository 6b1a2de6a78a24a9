"""TIDieR: its twelve items and how completely they are described.

Scoring (outputs of the reviews of TIDieR reporting): an item of an arm scores 2 where reported,
1 where partly, 0 where not, and is left out where it does not apply. A study's score is the sum
over twice the applicable items; an item's score over studies is (2F + P) / (2 (F + P + N)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extraction.field import Field
from extraction.form import shipped
from extraction.status import Status
from extraction.value import Value

FORM = "tidier"
ITEMS: tuple[str, ...] = (
    "brief_name",
    "why",
    "materials",
    "procedures",
    "who_provided",
    "how",
    "where",
    "when_and_how_much",
    "tailoring",
    "modifications",
    "how_well_planned",
    "how_well_actual",
)
# Marked ‡ in the standard: a protocol cannot say them.
NOT_IN_PROTOCOLS: frozenset[str] = frozenset(("modifications", "how_well_actual"))
FULL = 2

# How completely the reports describe an item. What came from the authors or was assumed by the
# extractor is not in the reports; what had to be worked out or contradicts itself is partly there.
POINTS: Mapping[Status, int | None] = MappingProxyType(
    {
        "reported": 2,
        "partly-reported": 1,
        "contradictory": 1,
        "calculated": 1,
        "imputed": 0,
        "from-authors": 0,
        "not-reported": 0,
        "not-applicable": None,
    }
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The points of one arm by item (2, 1, 0; None where not applicable) and what is not filled."""

    points: Mapping[str, int | None]
    unanswered: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Return the sum of the points."""
        return sum(p for p in self.points.values() if p is not None)

    @property
    def possible(self) -> int:
        """Return the most points that the applicable items could give, 24 where all apply."""
        return FULL * sum(p is not None for p in self.points.values())

    @property
    def score(self) -> float | None:
        """Return the share of the possible points, 0 to 1.

        None while an item is unanswered, which is not the same as not reported, and where no item
        applies.
        """
        if self.unanswered or not self.possible:
            return None
        return self.total / self.possible


@dataclass(frozen=True, slots=True)
class ItemScore:
    """How many arms or studies describe one item fully, partly, or not."""

    item: str
    full: int
    partly: int
    none: int
    not_applicable: int = 0
    unanswered: int = 0

    @property
    def score(self) -> float | None:
        """Return (2F + P) / (2 (F + P + N)), 0 to 1; None where the item applies to nothing."""
        return item_score(self.full, self.partly, self.none)


def item_score(full: int, partly: int, none: int) -> float | None:
    """Return (2F + P) / (2 (F + P + N)), 0 to 1; None where all three are 0."""
    n = full + partly + none
    return (FULL * full + partly) / (FULL * n) if n else None


def items() -> tuple[Field, ...]:
    """Return the twelve fields of the shipped form, in the standard's order."""
    form = shipped()[FORM]
    return tuple(field for field in form.fields if field.number)


def completeness(values: Mapping[str, Value]) -> Completeness:
    """Return the points that one arm's agreed values give."""
    answered = {item: POINTS[values[item].status] for item in ITEMS if item in values}
    return Completeness(answered, tuple(item for item in ITEMS if item not in values))


def item_scores(arms: Iterable[Completeness]) -> tuple[ItemScore, ...]:
    """Return the profile: the score of each item over the arms given, in the standard's order."""
    told = tuple(arms)
    scores = []
    for item in ITEMS:
        points = [arm.points[item] for arm in told if item in arm.points]
        counts = (points.count(2), points.count(1), points.count(0), points.count(None))
        scores.append(ItemScore(item, *counts, unanswered=len(told) - len(points)))
    return tuple(scores)


def matrix(
    studies: Mapping[str, Mapping[str, Mapping[str, Value]]],
) -> dict[tuple[str, str], Completeness]:
    """Return the completeness of every arm of every study: (study id, arm) -> points.

    `studies` is study id -> arm -> agreed TIDieR values.
    """
    return {
        (study, arm): completeness(values)
        for study, arms in studies.items()
        for arm, values in arms.items()
    }
