"""Judgements of bias as plots show them: a level with the word of its tool, and a letter.

Signs and colours are the tools'; the letters name the colours green, amber and red, for readers
who see none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from extraction.bias.scale import Level

LEVELS: tuple[Level, ...] = get_args(Level)  # from the best to the worst, then what is none
LETTERS: Mapping[Level, str] = MappingProxyType(
    {"low": "G", "some": "A", "high": "R", "critical": "C", "unknown": "?", "none": ""}
)


@dataclass(frozen=True, slots=True)
class Grade:
    """How bad a judgement is, and the word that its tool has for it, in the plot's language.

    `tool` is named where judgements by several tools stand in one plot.
    """

    level: Level
    word: str
    tool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The agreed judgement of one study, or of one of its results: by domain, and overall.

    `result` says which result where the tool judges results; `study` is the study's id.
    """

    study: str
    tool: str
    domains: Mapping[str, Grade]
    overall: Grade
    result: str = ""
