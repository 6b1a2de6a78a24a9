"""GRADE without meta-analysis: where a body of evidence starts, and what lowers and raises it.

Randomised evidence starts high, other evidence low, or high where ROBINS-I was used, which counts
confounding among the risks of bias. Each domain says why; the level is the start and all steps,
within very low and high. Domains as in Murad et al. 2017, for syntheses without meta-analysis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from review.refusal import Refused

Level = Literal["very-low", "low", "moderate", "high"]
LEVELS: tuple[Level, ...] = get_args(Level)  # from the lowest on
Domain = Literal[
    "risk-of-bias",
    "inconsistency",
    "indirectness",
    "imprecision",
    "publication-bias",
    "large-effect",
    "dose-response",
    "confounding",
]
DOWN: tuple[Domain, ...] = get_args(Domain)[:5]
UP: tuple[Domain, ...] = get_args(Domain)[5:]
DOMAINS: tuple[Domain, ...] = (*DOWN, *UP)
Design = Literal["randomised", "non-randomised", "non-randomised-robins-i"]
STARTS: dict[Design, Level] = {
    "randomised": "high",
    "non-randomised": "low",
    "non-randomised-robins-i": "high",
}
MOST_STEPS = 2
FEW_PARTICIPANTS = 400  # fewer participants, or events, are a concern of imprecision


@dataclass(frozen=True, slots=True)
class Rating:
    """One domain: steps from -2 to 2 (0: looked at, no change) and why."""

    domain: Domain
    steps: int
    why: str

    @property
    def sign(self) -> str:
        """Return the steps as a table prints them."""
        return f"{self.steps:+d}".replace("-", "\u2212") if self.steps else "0"


def level(start: Level, ratings: Iterable[Rating]) -> Level:
    """Return the level that the steps lead to from `start`; it never leaves the four levels."""
    place = LEVELS.index(start) + sum(rating.steps for rating in ratings)
    return LEVELS[max(0, min(place, len(LEVELS) - 1))]


def overall(levels: Collection[Level]) -> Level | None:
    """Return the certainty over the outcomes that matter most: the lowest; None where is none."""
    return min(levels, key=LEVELS.index) if levels else None


def large_effect(risk_ratio: float) -> int:
    """Return by how many steps an effect of this size can raise the level of other evidence."""
    size = max(risk_ratio, 1 / risk_ratio) if risk_ratio > 0 else 0.0
    return 2 if size > 5 else 1 if size > 2 else 0  # noqa: PLR2004 - GRADE's thresholds


def rating_of(domain: Domain, said: str) -> Rating:
    """Read `-1 few participants`: steps, then why.

    Raises Refused where there is no reason, or the steps are not the domain's.
    """
    number, _blank, why = said.strip().replace("\u2212", "-").partition(" ")
    name = domain.replace("-", " ")
    try:
        steps = int(number.rstrip(":"))
    except ValueError:
        raise Refused(
            f"“{said}” does not begin with the steps of {name}.",
            f'Write the steps and the reason: --{domain} "-1 why".',
        ) from None
    return checked(Rating(domain, steps, why.strip(": ").strip()))


def checked(rating: Rating) -> Rating:
    """Return the rating; raises Refused where its steps do not fit, or nothing says why."""
    name = rating.domain.replace("-", " ")
    most = 1 if rating.domain in {"dose-response", "confounding"} else MOST_STEPS
    allowed = range(-MOST_STEPS, 1) if rating.domain in DOWN else range(most + 1)
    if rating.steps not in allowed:
        raise Refused(
            f"{name.capitalize()} cannot change the level by {rating.steps:+d}.",
            f"It can be {', '.join(str(step) for step in allowed)}.",
        )
    if not rating.why:
        raise Refused(f"Say why {name} is judged so.", "Add a few words after the steps.")
    return rating


def fits(design: Design, ratings: Iterable[Rating]) -> None:
    """Refuse to raise the level of randomised evidence."""
    raised = [rating for rating in ratings if rating.steps > 0]
    if design == "randomised" and raised:
        raise Refused(
            "Randomised evidence starts high and is not raised.",
            f"Leave out {raised[0].domain}, or start by another design.",
        )
