"""How bad a judgement is, whatever the tool calls it: for signs, colours and the worst of several.

Colours and signs are those of robvis, so that a figure of ours and one of its look alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Level = Literal["low", "some", "high", "critical", "unknown", "none"]

SIGNS: Mapping[Level, str] = {
    "low": "+",
    "some": "-",
    "high": "x",
    "critical": "!",
    "unknown": "?",
    "none": "",
}
COLOURS: Mapping[Level, str] = {
    "low": "#02C100",
    "some": "#E2DF07",
    "high": "#BF0000",
    "critical": "#820000",
    "unknown": "#4EA1F7",
    "none": "#CCCCCC",
}
COLOURS_FOR_ALL_EYES: Mapping[Level, str] = {
    **COLOURS,
    "low": "#FED98E",
    "some": "#FE9929",
    "high": "#D95F0E",
    "critical": "#993404",
    "unknown": "#FFFFFF",
}

ROB2: Mapping[str, Level] = {"low": "low", "some-concerns": "some", "high": "high"}
ROBINS_I: Mapping[str, Level] = {
    "low": "low",
    "moderate": "some",
    "serious": "high",
    "critical": "critical",
    "no-information": "unknown",
}
ROBIS: Mapping[str, Level] = {"low": "low", "unclear": "some", "high": "high"}
# Of AMSTAR 2's overall judgement high is good: it is the confidence in the review.
AMSTAR_2_ITEM: Mapping[str, Level] = {
    "yes": "low",
    "partial-yes": "some",
    "no": "high",
    "no-meta-analysis": "none",
}
AMSTAR_2: Mapping[str, Level] = {
    "high": "low",
    "moderate": "some",
    "low": "high",
    "critically-low": "critical",
}
JBI_ITEM: Mapping[str, Level] = {
    "yes": "low",
    "unclear": "some",
    "no": "high",
    "not-applicable": "none",
}
JBI: Mapping[str, Level] = {"include": "low", "seek-further-info": "some", "exclude": "high"}
