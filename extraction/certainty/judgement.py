"""A judgement of certainty: the start, each domain with its reason, the level and who judged it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from extraction.certainty.grading import (
    DOMAINS,
    LEVELS,
    STARTS,
    Design,
    Level,
    Rating,
    checked,
    fits,
    level,
)
from review.clean import one_line
from review.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How certain a body of evidence is, and why.

    `adopted_from` names the authors of a review whose judgement it is, else it is our own. An own
    one starts by `design`; `override` is why `level` is not what the domains lead to.
    """

    level: Level
    design: Design | None = None
    ratings: tuple[Rating, ...] = ()
    override: str = ""
    adopted_from: str = ""

    @property
    def reasons(self) -> tuple[Rating, ...]:
        """Return the domains that changed the level."""
        return tuple(rating for rating in self.ratings if rating.steps)


def own(
    design: Design, ratings: Iterable[Rating], *, level_wanted: str = "", because: str = ""
) -> Judgement:
    """Return our own judgement by the domains; another level than theirs needs a reason."""
    rated = _in_order(ratings)
    fits(design, rated)
    led_to = level(STARTS[design], rated)
    wanted = _level(level_wanted) if level_wanted else led_to
    if wanted != led_to and not because.strip():
        raise Refused(
            f"The domains lead to {led_to}, not to {wanted}.",
            "Say why with --because, or leave out --level.",
        )
    override = one_line(because) if wanted != led_to else ""
    return Judgement(level=wanted, design=design, ratings=rated, override=override)


def adopted(source: str, level_given: str, ratings: Iterable[Rating] = ()) -> Judgement:
    """Return a judgement as the authors of a review made it, with the reasons that they gave."""
    if not source.strip():
        raise Refused("Say whose judgement it is.", "Name the review: --adopt 'Berg 2020'.")
    return Judgement(
        level=_level(level_given), ratings=_in_order(ratings), adopted_from=one_line(source)
    )


def to_content(judgement: Judgement) -> dict[str, Any]:
    """Return the judgement as plain JSON values."""
    return {
        "level": judgement.level,
        "design": judgement.design,
        "ratings": [
            {"domain": one.domain, "steps": one.steps, "why": one.why} for one in judgement.ratings
        ],
        "override": judgement.override,
        "adopted_from": judgement.adopted_from,
    }


def from_content(data: Mapping[str, Any]) -> Judgement:
    """Read a judgement from what `to_content` made."""
    return Judgement(
        level=_level(data["level"]),
        design=cast("Design | None", data["design"]),
        ratings=tuple(
            checked(Rating(one["domain"], one["steps"], one["why"])) for one in data["ratings"]
        ),
        override=str(data["override"]),
        adopted_from=str(data["adopted_from"]),
    )


def _in_order(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    return tuple(sorted(map(checked, ratings), key=lambda one: DOMAINS.index(one.domain)))


def _level(typed: str) -> Level:
    wanted = typed.strip().lower().replace(" ", "-").replace("_", "-")
    if wanted not in LEVELS:
        raise Refused(f"“{typed}” is not a level.", f"Levels: {', '.join(reversed(LEVELS))}.")
    return wanted
