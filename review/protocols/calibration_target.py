"""The target of calibration, as the protocol says it: read into conditions and judged.

Written as conditions with "and" between them: `>= 80 % and no missed include`, `kappa >= 0.6`,
`positive >= 0.9`. A number without a name is the proportion of records agreed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from review.refusal import Refused

Judgement = Literal["met", "not met", "open"]
FIGURES = ("percent", "kappa", "pabak", "ac1", "positive", "negative", "alpha")
MISSED = "no missed include"

_CONDITION = re.compile(
    r"(?:(?P<name>[a-z0-9]+)\s*)?(?:>=|≥|at least)\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<percent>%)?"
)
_MISSED = re.compile(r"no missed includes?")
_ALSO_CALLED = {"agreement": "percent", "": "percent"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure that is at least so high (0 to 1), or, without one, that no include was missed."""

    figure: str
    least: float = 0.0

    @property
    def text(self) -> str:
        """Return the condition in words."""
        return f"{self.figure} >= {self.least:g}" if self.figure else MISSED


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition, what was reached, and whether that meets it."""

    condition: Condition
    reached: float | None
    judgement: Judgement


def read_target(text: str) -> tuple[Condition, ...]:
    """Return the conditions that `text` names; Refused, with what can be written, for others."""
    plain = " ".join(text.casefold().split())
    return tuple(_condition(part, text) for part in re.split(r"\s*(?:\band\b|;)\s*", plain) if part)


def _condition(part: str, text: str) -> Condition:
    if _MISSED.fullmatch(part):
        return Condition("")
    match = _CONDITION.fullmatch(part)
    name = (match["name"] or "") if match else ""
    figure = _ALSO_CALLED.get(name, name)
    if match is None or figure not in FIGURES:
        raise Refused(
            f"“{text}” is no target of calibration that can be judged.",
            f"Write for instance “>= 80 % and {MISSED}”, or a figure of "
            f"{', '.join(FIGURES)} with >= and a number.",
        )
    number = float(match["number"].replace(",", "."))
    return Condition(figure, number / 100 if match["percent"] else number)


def judged(
    conditions: tuple[Condition, ...],
    figures: Mapping[str, float | None],
    missed: int,
    unsettled: int,
) -> list[Judged]:
    """Judge each condition; `missed` includes so far, and conflicts `unsettled` that may add some.

    A figure that is undefined meets nothing and fails nothing: that stays open.
    """
    found = []
    for condition in conditions:
        if not condition.figure:
            state: Judgement = "not met" if missed else "open" if unsettled else "met"
            found.append(Judged(condition, float(missed), state))
            continue
        reached = figures.get(condition.figure)
        if reached is None:
            found.append(Judged(condition, None, "open"))
        else:
            met = reached >= condition.least
            found.append(Judged(condition, reached, "met" if met else "not met"))
    return found


def overall(parts: list[Judged]) -> Judgement:
    """Return the judgement on all conditions together."""
    states = {part.judgement for part in parts}
    return "not met" if "not met" in states else "open" if "open" in states else "met"
