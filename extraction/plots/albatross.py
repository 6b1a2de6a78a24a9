"""Albatross plot of one outcome: studies by two-sided P, mirrored by direction, and their number.

Harrison 2017. A study is one point; what lacks direction, exact P or number is named, not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.domains import results_in
from extraction.outcomes import Result, by_outcome
from extraction.plots.asked import CONTOURS, Asked, first_design, names_of
from extraction.plots.contours import correlation_number, effective_number, smd_number
from extraction.plots.frame import Frame, Sign
from extraction.plots.marks import Dot, Stroke
from extraction.same import folded
from extraction.study_data import StudyData
from extraction.usable import Lack, Usable, usable
from review.refusal import Refused

CLUSTERED = "cluster-randomised"
MOST_NUMBERED = 60  # with more studies, numbers beside the points cannot be told apart
_STROKES = (Stroke((), "."), Stroke((5, 2), ":"), Stroke((1.5, 2), "'"))


@dataclass(frozen=True, slots=True)
class Point:
    """A study: its two-sided P, on which side it lies, and its (effective) number."""

    study: str
    number: str
    p: float
    favourable: bool
    n: float
    clustered: bool
    bound: bool
    says: str

    @property
    def dot(self) -> Dot:
        """Return how it is drawn; open where P is no more than a bound."""
        return Dot(self.clustered, not self.bound)


@dataclass(frozen=True, slots=True)
class Curve:
    """Where studies of one effect size would lie."""

    size: float
    stroke: Stroke
    contour: str
    ratio: float

    def number(self, p: float) -> float:
        """Return the number of participants at a two-sided P."""
        if self.contour == "smd":
            return smd_number(p, self.size, self.ratio)
        return correlation_number(p, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Albatross:
    """The points and curves of one plot."""

    frame: Frame
    points: tuple[Point, ...]
    curves: tuple[Curve, ...]
    axis: str
    against: str
    favour: str
    height: str
    met: str  # what a figure among the points says, in a terminal

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """Return the study behind each point, by its number."""
        return {point.number: (point.study,) for point in self.points}


def albatross(studies: Sequence[StudyData], asked: Asked) -> Albatross:
    """Return the plot of the outcome asked for, else of the one that most studies measured.

    Raises Refused for an outcome that no study measured, naming those there are.
    """
    _check(asked)
    found_in = results_in(studies, asked.setting.domains)
    told = {study: by_outcome(rows) for study, rows in found_in.items()}
    outcome = outcome_of(told, asked)
    names = names_of(studies)
    points: list[Point] = []
    lacking: dict[Lack, list[str]] = {}
    for study in studies:
        rows = told[study.id].get(folded(outcome), ())
        if not rows:
            continue
        found = usable(rows, numbered=True)
        if isinstance(found, Usable):
            points.append(_point(study, found, str(len(points) + 1), asked))
        else:
            lacking.setdefault(found, []).append(names[study.id])
    words = asked.words
    title = words("title", "albatross", outcome=asked.setting.outcome(outcome))
    return Albatross(
        frame=Frame(
            name="albatross",
            language=asked.setting.language,
            title=title,
            description=f"{title}. {_described(points, asked)}",
            legend=tuple(_legend(points, asked)),
            key=tuple(f"{one.number} {names[one.study]}" for one in points),
            notes=tuple(_notes(points, lacking, names, asked)),
        ),
        points=tuple(points),
        curves=_curves(asked),
        axis=words("contour", "axis"),
        against=words("contour", "against"),
        favour=words("contour", "for"),
        height=words("contour", "size"),
        met=words("contour", "met"),
    )


def outcome_of(told: Mapping[str, Mapping[str, Sequence[Result]]], asked: Asked) -> str:
    """Return the outcome asked for as the studies have it, or the one that most measured."""
    measured: dict[str, list[str]] = {}
    for found in told.values():
        for key, rows in found.items():
            measured.setdefault(key, []).append(rows[0].outcome)
    if not asked.outcome:
        return max(measured.values(), key=len)[0] if measured else ""
    wanted = folded(asked.outcome)
    for key, spelled in measured.items():
        if wanted in {key, folded(asked.setting.outcome(spelled[0]))}:
            return spelled[0]
    known = ", ".join(asked.setting.outcome(spelled[0]) for spelled in measured.values())
    raise Refused(
        f"No study measured “{asked.outcome}”.",
        f"The outcomes are: {known}." if known else "Nothing is agreed yet.",
    )


def _check(asked: Asked) -> None:
    if asked.ratio <= 0:
        raise Refused(
            f"A ratio of {asked.ratio:g} is none.", "Give one above 0, 1 for equal groups."
        )
    if (asked.icc is None) != (asked.cluster_size is None):
        raise Refused(
            "Effective numbers need the ICC and the size of a cluster.", "Give both, or neither."
        )


def _point(study: StudyData, found: Usable, number: str, asked: Asked) -> Point:
    row, p = found.result, found.p
    clustered = first_design(study) == CLUSTERED
    n = float(found.n or 0)
    if clustered and asked.icc is not None and asked.cluster_size is not None:
        n = effective_number(n, asked.icc, asked.cluster_size)
    says = asked.words(
        "says",
        "point",
        study=names_of([study])[study.id],
        direction=asked.direction(row.direction),
        p=("< " if p.bound else "= ") + asked.setting.words.shortest(p.value),
        n=asked.setting.words.number(n, 0),
    )
    return Point(study.id, number, p.value, found.favourable, n, clustered, p.bound, says)


def _curves(asked: Asked) -> tuple[Curve, ...]:
    sizes = zip(CONTOURS[asked.contour], _STROKES, strict=True)
    return tuple(Curve(size, stroke, asked.contour, asked.ratio) for size, stroke in sizes)


def _legend(points: Sequence[Point], asked: Asked) -> Iterator[Sign]:
    for clustered, word in ((False, "alone"), (True, "cluster")):
        if any(point.clustered is clustered for point in points):
            yield Sign(Dot(clustered), asked.words("contour", word))
    for curve in _curves(asked):
        yield Sign(curve.stroke, asked.setting.words.shortest(curve.size))


def _described(points: Sequence[Point], asked: Asked) -> str:
    right = sum(point.favourable for point in points)
    numbers = {"n": len(points), "for": right, "against": len(points) - right}
    return asked.words("alt", "albatross", **numbers)


def _notes(
    points: Sequence[Point],
    lacking: Mapping[Lack, Sequence[str]],
    names: Mapping[str, str],
    asked: Asked,
) -> Iterator[str]:
    words = asked.words
    if not points:
        yield words("note", "nothing")
    sizes = ", ".join(map(asked.setting.words.shortest, CONTOURS[asked.contour]))
    ratio = asked.setting.words.shortest(asked.ratio)
    yield words("contour", asked.contour, values=sizes, ratio=ratio)
    yield words("note", "several")
    clustered = [names[point.study] for point in points if point.clustered]
    if clustered and asked.icc is not None and asked.cluster_size is not None:
        icc, size = map(asked.setting.words.shortest, (asked.icc, asked.cluster_size))
        yield words("note", "effective", icc=icc, size=size)
    elif clustered:
        yield words("note", "clustered", studies="; ".join(clustered))
    bound = [names[point.study] for point in points if point.bound]
    if bound:
        yield words("note", "bound", studies="; ".join(bound))
    told = "; ".join(
        words("note", f"why_{why}", n=len(studies), studies=", ".join(studies))
        for why, studies in lacking.items()
    )
    if told:
        yield words("note", "left_out", told=told)
    if len(points) > MOST_NUMBERED:
        yield words("note", "fewest_labels", n=len(points))
