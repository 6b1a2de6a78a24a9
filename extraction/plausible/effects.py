"""An effect held against itself: estimate, interval, P value, significance and direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.plausible.around import Around
from extraction.plausible.concern import Concern
from extraction.plausible.reported import Effect, is_significant, no_effect, read_effect
from extraction.plausible.rows import Row
from extraction.same import folded
from extraction.wording import Words

_LEVEL = 95.0
_ROUNDED = 0.01  # a limit this near to no effect may lie on either side of it before rounding
_DIRECTIONS = ("direction", "effect_direction", "direction_of_effect")
_MEASURES = ("effect_measure", "estimate_measure", "measure_of_effect", "metric")
_HIGHER = {"yes": True, "no": False}
_FAVOURS = {"favours-intervention": True, "favours-comparator": False}
_SIGNIFICANCE = {"significant": True, "not-significant": False}


@dataclass(frozen=True, slots=True)
class _Told:
    """The effect of a row, and the paths that it was read from, the estimate's first."""

    effect: Effect
    paths: tuple[str, ...]


def effects(row: Row, around: Around, words: Words) -> Iterator[Concern]:
    """Yield what contradicts itself in every effect of the row."""
    for told in _effects(row):
        yield from _interval(told, words)
        yield from _significance(row, told, words)
        yield from _direction(row, told, around, words)
    yield from _p_and_significance(row, words)


def _effects(row: Row) -> Iterator[_Told]:
    estimates, lows, highs = row.of("estimate"), row.of("low"), row.of("high")
    for side in dict.fromkeys((*estimates, *lows)):
        ids = [held.get(side, "") for held in (estimates, lows, highs)]
        estimate, low, high = (row.number(one) for one in ids)
        levels = row.of("level")
        level = row.number(levels.get(side) or levels.get("", ""))
        null = no_effect(row.text(*_MEASURES))
        if null is None and min((one for one in (estimate, low) if one is not None), default=0) < 0:
            null = 0.0  # a ratio is never below 0
        effect = Effect(estimate, low, high, null, level or _LEVEL)
        text = row.text(ids[0]) if ids[0] else ""
        if estimate is None and low is None and text:
            read = read_effect(text)
            if read is None:
                continue
            effect = read
        yield _Told(effect, tuple(row.path(one) for one in ids if one))


def _interval(told: _Told, words: Words) -> Iterator[Concern]:
    effect = told.effect
    if effect.low is None or effect.high is None:
        return
    limits = {"low": words.shortest(effect.low), "high": words.shortest(effect.high)}
    if effect.low > effect.high:
        yield _impossible(told, words("check", "interval_turned", **limits))
    elif effect.estimate is not None and not effect.low <= effect.estimate <= effect.high:
        estimate = words.shortest(effect.estimate)
        yield _impossible(told, words("check", "interval_without", estimate=estimate, **limits))


def _excludes(effect: Effect) -> bool | None:
    """Tell whether a 95 % interval leaves no effect outside; None where it cannot be told."""
    if effect.low is None or effect.high is None or effect.null is None or effect.level != _LEVEL:
        return None
    if min(abs(effect.low - effect.null), abs(effect.high - effect.null)) < _ROUNDED:
        return None
    return not effect.low < effect.null < effect.high


def _significance(row: Row, told: _Told, words: Words) -> Iterator[Concern]:
    excludes = _excludes(told.effect)
    if excludes is None:
        return
    for identifier in row.of("p").values():
        printed = row.text(identifier)
        if is_significant(printed) is (not excludes):
            yield _against(row, told, identifier, printed, words, excludes=excludes)
    stated = row.text("significance")
    if _SIGNIFICANCE.get(stated) is (not excludes):
        name = _option(row, "significance", stated, words)
        yield _against(row, told, "significance", name, words, excludes=excludes)


def _against(
    row: Row, told: _Told, identifier: str, printed: str, words: Words, *, excludes: bool
) -> Concern:
    effect = told.effect
    sentence = words(
        "check",
        "interval_excludes" if excludes else "interval_holds",
        low=words.shortest(effect.low or 0.0),
        high=words.shortest(effect.high or 0.0),
        null=words.shortest(effect.null or 0.0),
        name=row.label(identifier, words.language),
        printed=printed,
    )
    return Concern(row.path(identifier), sentence, "unlikely", told.paths)


def _p_and_significance(row: Row, words: Words) -> Iterator[Concern]:
    stated = row.text("significance")
    for identifier in row.of("p").values():
        printed = row.text(identifier)
        found = is_significant(printed)
        if found is not None and stated in _SIGNIFICANCE and _SIGNIFICANCE[stated] is not found:
            name = _option(row, "significance", stated, words)
            sentence = words("check", "significance", printed=printed, stated=name)
            yield Concern(row.path("significance"), sentence, "unlikely", (row.path(identifier),))


def _direction(row: Row, told: _Told, around: Around, words: Words) -> Iterator[Concern]:
    effect = told.effect
    identifier = next((one for one in _DIRECTIONS if row.text(one)), "")
    stated = row.text(identifier) if identifier else ""
    better = _HIGHER.get(row.text("higher_is_better"))
    if better is None:
        better = around.higher_is_better.get(folded(row.text("outcome")))
    if stated not in _FAVOURS or better is None or effect.null is None or effect.estimate is None:
        return
    if effect.estimate == effect.null:
        return
    more = effect.estimate > effect.null
    if (more is better) is not _FAVOURS[stated]:
        sentence = words(
            "check",
            f"direction_{'more' if more else 'less'}_{'good' if better else 'bad'}",
            estimate=words.shortest(effect.estimate),
            null=words.shortest(effect.null),
            stated=_option(row, identifier, stated, words),
        )
        yield Concern(row.path(identifier), sentence, "unlikely", told.paths)


def _option(row: Row, identifier: str, chosen: str, words: Words) -> str:
    one = next((one for one in row.fields if one.id == identifier), None)
    return one.option_name(chosen, words.language) if one else chosen


def _impossible(told: _Told, sentence: str) -> Concern:
    return Concern(told.paths[0], sentence, "impossible", told.paths[1:])
