"""Levels of risk of bias as plots show them: colour, sign and letter of each.

Colours and signs are those of robvis ("cochrane"); the letters name the colours green, amber and
red, for readers who see none. A judgement is a plain value: whichever tool gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Level = Literal[
    "low",
    "some-concerns",
    "moderate",
    "unclear",
    "high",
    "serious",
    "very-high",
    "critical",
    "no-information",
    "not-applicable",
]
LEVELS: tuple[Level, ...] = get_args(Level)  # from the best to the worst, then what is none


@dataclass(frozen=True, slots=True)
class Look:
    """How a level looks: its colour, its sign in a circle, its letter in a terminal."""

    colour: str
    sign: str
    letter: str


_LOW = Look("#02C100", "+", "G")
_SOME = Look("#E2DF07", "-", "A")
_HIGH = Look("#BF0000", "x", "R")
_CRITICAL = Look("#820000", "!", "C")

LOOKS: Mapping[Level, Look] = MappingProxyType(
    {
        "low": _LOW,
        "some-concerns": _SOME,
        "moderate": _SOME,
        "unclear": _SOME,
        "high": _HIGH,
        "serious": _HIGH,
        "very-high": _CRITICAL,
        "critical": _CRITICAL,
        "no-information": Look("#4EA1F7", "?", "?"),
        "not-applicable": Look("#CCCCCC", "", " "),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The agreed judgement of one study, or of one of its results: by domain, and overall.

    `result` says which result where the tool judges results; `study` is the study's id.
    """

    study: str
    tool: str
    domains: Mapping[str, Level]
    overall: Level
    result: str = ""


def worst(levels: list[Level]) -> Level | None:
    """Return the worst of several levels, no information above low; None where there is none."""
    real = [one for one in levels if one != "not-applicable"]
    told = [one for one in real if one != "no-information"]
    if "no-information" in real and all(one == "low" for one in told):
        return "no-information"
    return max(told, key=LEVELS.index, default=None)
