"""Reports excluded at full text, each failing on one criterion of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpora.making import relatives
from corpora.making.grammar import data
from corpora.making.report import Report
from corpora.making.reports import Desk
from corpora.making.subjects import programme

CORE = "family-support"  # the topic of all that looks eligible

# How many reports are excluded for each reason, in the order of the protocol.
EXCLUDED = {
    "publication-type": 28,
    "language": 5,
    "study-design": 71,
    "population": 27,
    "intervention": 26,
    "comparator": 12,
    "outcome": 26,
}
# Of the first, those that are the protocol or the conference abstract of another that is excluded.
_PROTOCOLS, _CONFERENCE_ABSTRACTS = 12, 8
_UNCONTROLLED = ("controlled", "controlled", "before-after", "cohort", "mixed", "review")
_OUTCOMES = (
    "early weaning",
    "missed vaccinations",
    "dissatisfaction with services",
    "infant sleep problems",
    "household debt",
    "tooth decay",
    "smoking at home",
    "maternal unemployment",
)
_LANGUAGES = ("Portuguese", "Spanish", "German", "Turkish", "Korean")
_TYPES = ("THES", "CHAP")


def excluded_at_full_text(desk: Desk) -> list[Report]:
    """Return them all, in the numbers above."""
    made = list(_own(desk))
    trials = [one for one in made if one.subject.design == "trial"]
    near = [relatives.protocol(desk, to) for to in trials[:_PROTOCOLS]]
    talks = trials[_PROTOCOLS : _PROTOCOLS + _CONFERENCE_ABSTRACTS]
    near += [relatives.conference_abstract(desk, to) for to in talks]
    return made + [
        replace(one, standing="excluded-full-text", reason="publication-type") for one in near
    ]


def _own(desk: Desk) -> Iterator[Report]:
    numbers = dict(EXCLUDED)
    numbers["publication-type"] -= _PROTOCOLS + _CONFERENCE_ABSTRACTS
    for reason, number in numbers.items():
        for place in range(number):
            yield _failing(desk, reason, place)


def _failing(desk: Desk, reason: str, place: int) -> Report:
    """Return a report that fails on `reason`; `place` counts those that fail on the same."""
    stream, other = desk.stream, data("topics")["parenting"]
    fate = {"standing": "excluded-full-text", "reason": reason}
    design, words = "trial", {}
    if reason == "publication-type":
        fate["type"] = _TYPES[place % len(_TYPES)]
    elif reason == "language":
        fate["language"] = _LANGUAGES[place % len(_LANGUAGES)]
    elif reason == "study-design":
        design = stream.pick(_UNCONTROLLED)
    elif reason == "population":
        words["population"] = stream.pick(other["populations"])
    elif reason == "intervention":
        words["service"] = stream.pick(other["services"])
    elif reason == "comparator":
        design, words["programme2"] = "head-to-head", programme(stream)
    elif reason == "outcome":
        words["outcome"] = stream.pick(_OUTCOMES)
    return desk.report(CORE, design, told=words, **fate)
