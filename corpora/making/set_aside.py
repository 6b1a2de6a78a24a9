"""Reports excluded on title and abstract: other topics, other designs, and near relatives."""

from __future__ import annotations

from corpora.making import relatives
from corpora.making.grammar import data
from corpora.making.report import Report
from corpora.making.reports import Desk

_DESIGNS = {
    "trial": 4.0,
    "cohort": 17.0,
    "survey": 19.0,
    "qualitative": 22.0,
    "mixed": 8.0,
    "review": 9.0,
    "commentary": 8.0,
    "validation": 5.0,
    "cost": 3.0,
    "controlled": 5.0,
    "before-after": 4.0,
}
_TYPES = {"JOUR": 94.0, "THES": 3.0, "CHAP": 3.0}
_AGENCIES = ("Vestbrekka", "Aldershaw", "Quinterra", "Holmvik", "Marrowdale", "Sankt Ebbe")
_EDITORS = 4
# How many relatives of each kind there are among these reports.
_ERRATA, _REPLIES, _COMPANIONS, _PARTS = 12, 10, 6, 8
_PROTOCOLS, _TALKS = 4, 6
_NEAR = _ERRATA + _REPLIES + _COMPANIONS + _PARTS + _PROTOCOLS + _TALKS


def set_aside(desk: Desk, number: int) -> list[Report]:
    """Return `number` reports that both reviewers, or their settlement, exclude."""
    stream, topics = desk.stream, list(data("topics"))
    made: list[Report] = []
    for place in _AGENCIES:
        made += relatives.annual_reports(desk, place)
    for _ in range(_EDITORS):
        made += relatives.editorials(desk)
    while len(made) + _NEAR < number:
        design, kind = stream.weighted(_DESIGNS), stream.weighted(_TYPES)
        made.append(desk.report(stream.pick(topics), design, type=kind))
    return _with_relatives(desk, made)


def _with_relatives(desk: Desk, made: list[Report]) -> list[Report]:
    plain = [one for one in made if one.abstract and one.type == "JOUR" and not one.near]
    trials = iter([one for one in plain if one.subject.design == "trial"])
    others = iter(desk.stream.shuffled([o for o in plain if o.subject.design != "trial"]))
    near = [relatives.erratum(desk, next(others)) for _ in range(_ERRATA)]
    near += [relatives.reply(desk, next(others)) for _ in range(_REPLIES)]
    near += [relatives.companion(desk, next(others)) for _ in range(_COMPANIONS)]
    near += [relatives.protocol(desk, next(trials)) for _ in range(_PROTOCOLS)]
    near += [relatives.conference_abstract(desk, next(trials)) for _ in range(_TALKS)]
    first = [next(others) for _ in range(_PARTS)]
    near += [relatives.second_part(desk, one) for one in first]
    parts = {one.key: relatives.first_part(one) for one in first}
    return [parts.get(one.key, one) for one in made] + near
