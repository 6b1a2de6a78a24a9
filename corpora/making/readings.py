"""Two people's readings of one study: where one of them errs, and how they then agree."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from corpora.making.charted import NOT_REPORTED, Values
from corpora.making.stream import Stream

_COUNTED_OTHERWISE, _NEITHER = 0.22, 0.05
_WORDED_OTHERWISE = 0.3
_FUNDING_OVERLOOKED = 0.12
_DIRECTION_MISREAD = 0.15
_ROW_OVERLOOKED = 0.08
_STATUS_MISJUDGED = 0.07
_MISREAD = {
    "favours-intervention": "no-difference",
    "favours-comparator": "no-difference",
    "no-difference": "favours-intervention",
}


@dataclass(frozen=True, slots=True)
class Readings:
    """The values of both readers, and the choices by path that bring the truth back."""

    first: Values
    second: Values
    choices: dict[str, Any]


class _Reading:
    """Two copies of the truth that are spoilt one place at a time."""

    def __init__(self, truth: Values, stream: Stream) -> None:
        self.first, self.second = copy.deepcopy(truth), copy.deepcopy(truth)
        self.choices: dict[str, Any] = {}
        self.stream = stream

    def one_errs(self) -> tuple[Values, str]:
        """Return the values of the one who errs, and whose stand."""
        return (self.first, "second") if self.stream.chance(0.4) else (self.second, "first")

    def done(self) -> Readings:
        return Readings(self.first, self.second, self.choices)


def of_characteristics(truth: Values, reworded: str, stream: Stream) -> Readings:
    """Return two readings of a study's characteristics."""
    both = _Reading(truth, stream)
    _count(both, truth)
    if stream.chance(_WORDED_OTHERWISE):
        both.second["participants"] = reworded
        both.choices["participants"] = {"take": "first", "why": "It says more"}
    if truth["funding"] != NOT_REPORTED and stream.chance(_FUNDING_OVERLOOKED):
        both.second["funding"] = NOT_REPORTED
        both.choices["funding"] = "first"
    if stream.chance(_DIRECTION_MISREAD):
        _misread(both, truth)
    elif len(truth["results"]) > 1 and stream.chance(_ROW_OVERLOOKED):
        both.second["results"].pop()
        both.choices[f"results[{len(truth['results']) - 1}]"] = "first"
    return both.done()


def _count(both: _Reading, truth: Values) -> None:
    number = truth["participants_n"]["value"]
    if both.stream.chance(_NEITHER):
        both.first["participants_n"]["value"] = number - both.stream.whole(2, 9)
        both.second["participants_n"]["value"] = number + both.stream.whole(2, 9)
        why = "Neither: the flow chart of the report has the number allocated"
        both.choices["participants_n"] = {"value": number, "why": why}
    elif both.stream.chance(_COUNTED_OTHERWISE):
        values, stands = both.one_errs()
        values["participants_n"]["value"] = number - both.stream.whole(3, 20)
        why = "The number allocated counts, not the number analysed"
        both.choices["participants_n"] = {"take": stands, "why": why}


def _misread(both: _Reading, truth: Values) -> None:
    row = both.stream.whole(0, len(truth["results"]) - 1)
    values, stands = both.one_errs()
    right = truth["results"][row]["direction"]
    values["results"][row]["direction"] = _MISREAD[right]
    both.choices[f"results[{row}].direction"] = {"take": stands, "why": "Read again together"}


def of_tidier(truth: Values, stream: Stream) -> Readings:
    """Return two readings of a description: one finds an item less complete than the other."""
    both = _Reading(truth, stream)
    for item, value in truth.items():
        if not isinstance(value, dict) or "value" not in value:
            continue
        if stream.chance(_STATUS_MISJUDGED):
            values, stands = both.one_errs()
            partly = {"value": value["value"], "status": "partly-reported"}
            values[item] = {"status": NOT_REPORTED} if "status" in value else partly
            both.choices[item] = stands
    return both.done()
