"""The recall curve on paper: includes found by records screened, and what chance would find."""

from __future__ import annotations

from collections.abc import Iterator

from review.drawing.shapes import Lines, Picture, Point, Shape, Style, Text
from review.typography import number_text
from screening.ranking.recall_curve import Curve

WORDS = {
    "en": {
        "title": "Includes found, by records double-screened",
        "screened": "Records double-screened",
        "found": "Includes found",
        "told": "{found} includes among {screened} records.",
        "chance": "Broken: what an order by chance would find",
        "stop": "Dotted: where screening was stopped",
        "nothing": "Nothing is double-screened and settled yet.",
    },
    "nb": {
        "title": "Inkluderte referanser etter antall vurdert av to",
        "screened": "Referanser vurdert av to",
        "found": "Inkluderte",
        "told": "{found} inkluderte blant {screened} referanser.",
        "chance": "Stiplet: det en tilfeldig rekkefølge ville funnet",
        "stop": "Prikket: der vurderingen ble stoppet",
        "nothing": "Ingen referanser er vurdert av to og avklart ennå.",
    },
}
_WIDE, _HIGH = 300.0, 190.0  # of the field between the axes
_LEFT, _TOP, _RIGHT, _BELOW = 62.0, 42.0, 24.0, 16.0
_LEAD = 12.0
_AXIS, _CURVE = Style(width=0.6), Style(width=1.6)
_CHANCE, _STOP = Style(edge="#808080", dashes=(5, 3)), Style(dashes=(1, 2))


def told(curve: Curve, words: dict[str, str]) -> str:
    """Return what the curve ends at, in words."""
    return words["told"].format(found=curve.found, screened=curve.screened)


def recall_picture(curve: Curve, language: str) -> Picture:
    """Return the curve as a picture; what it says stands below it."""
    words = WORDS[language]
    notes = [told(curve, words) if curve.screened else words["nothing"]]
    if curve.screened:
        notes += [words["chance"], *([words["stop"]] if curve.stop is not None else [])]
    foot = _TOP + _HIGH + 46
    shapes: list[Shape] = [Text(words["title"], 14, 22, bold=True, size=11)]
    if curve.screened:
        shapes += _field(curve, words, language)
    else:
        foot = _TOP
    shapes += [Text(note, 14, foot + place * _LEAD) for place, note in enumerate(notes)]
    return Picture(
        id="recall",
        language=language,
        title=words["title"],
        description=" ".join((f"{words['title']}.", notes[0])),
        width=_LEFT + _WIDE + _RIGHT,
        height=foot + (len(notes) - 1) * _LEAD + _BELOW,
        shapes=tuple(shapes),
    )


def _field(curve: Curve, words: dict[str, str], language: str) -> Iterator[Shape]:
    most = (curve.screened, max(curve.found, 1))

    def at(screened: float, found: float) -> Point:
        return (
            _LEFT + screened * _WIDE / most[0],
            _TOP + _HIGH - found * _HIGH / most[1],
        )

    yield Lines((at(0, most[1]), at(0, 0), at(most[0], 0)), _AXIS)
    yield Lines((at(0, 0), at(curve.screened, curve.found)), _CHANCE)
    points, found = [], 0
    for screened, now in curve.corners:
        points += [at(screened, found), at(screened, now)]
        found = now
    yield Lines(tuple(points), _CURVE)
    if curve.stop is not None:
        yield Lines((at(curve.stop, 0), at(curve.stop, most[1])), _STOP)
    low, middle = _TOP + _HIGH + 12, _TOP + _HIGH / 2
    yield Text(number_text(most[1], language), _LEFT - 5, _TOP + 3, anchor="end")
    yield Text("0", _LEFT - 5, _TOP + _HIGH + 3, anchor="end")
    yield Text("0", _LEFT, low, anchor="middle")
    yield Text(number_text(most[0], language), _LEFT + _WIDE, low, anchor="end")
    yield Text(words["screened"], _LEFT + _WIDE / 2, low + 14, anchor="middle")
    yield Text(words["found"], 24, middle, anchor="middle", turned=True)
