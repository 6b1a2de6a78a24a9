"""Counts, percentages and spreads of one row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from extraction.entry import group_rows
from extraction.field import NUMBER_KINDS
from extraction.form import Form
from extraction.plausible.around import Around, Spread, spreads_of
from extraction.plausible.concern import Concern, Severity
from extraction.plausible.rows import Row, role, rows_of
from extraction.same import folded
from extraction.value import Value
from extraction.wording import Words

_PERCENT = frozenset(("%", "percent", "per cent", "prosent", "pct"))
_WHOLE = 100
_ONE = 1
_TWO = 2
_COUNTS = ("events", "n", "allocated")
# An SE stands at a distance of root n from SDs of the same measure. Below a ratio of 2.5 two arms
# may just differ; within a third of root n it is hardly chance.
_FAR = 2.5
_NEAR = math.log(4 / 3)
_ROUNDED = 0.1  # how far SE and SD over root n may be apart, as a share


def counts(row: Row, around: Around, words: Words) -> Iterator[Concern]:
    """Yield counts below 0, events above n, n above those allocated, sides that miss their sum."""
    for quantity in _COUNTS:
        for (identifier,) in row.sides(quantity):
            if (row.number(identifier) or 0) < 0:
                yield _told(row, words, "negative", "impossible", identifier)
    # Of a count several events may befall one person.
    of_persons = () if row.text("data_type") == "count" else ("n", "allocated")
    pairs = [*(("events", more) for more in of_persons), ("n", "allocated")]
    for less, more in pairs:
        for low, high in row.sides(less, more):
            if (row.number(low) or 0) > (row.number(high) or 0):
                yield _told(row, words, "above", "impossible", low, high)
    yield from _against_arms(row, around, words)
    yield from _against_sum(row, words)


def _against_arms(row: Row, around: Around, words: Words) -> Iterator[Concern]:
    for side in ("intervention", "comparator"):
        arm = row.text(f"{side}_arm")
        most = around.allocated.get(folded(arm)) if arm else None
        identifier = row.of("n").get(side, "")
        number = row.number(identifier)
        if most is not None and number is not None and number > most:
            sentence = words(
                "check",
                "above_arm",
                name=row.label(identifier, words.language),
                number=words.shortest(number),
                arm=arm,
                most=words.shortest(most),
            )
            yield Concern(row.path(identifier), sentence, "impossible")


def _against_sum(row: Row, words: Words) -> Iterator[Concern]:
    held = row.of("n")
    whole = held.get("total") or held.get("")
    parts = [identifier for side, identifier in held.items() if side not in {"", "total"}]
    numbers = [row.number(identifier) for identifier in parts]
    if whole and len(parts) >= _TWO and row.prefix:
        yield from _sum(
            row.path(whole),
            row.label(whole, words.language),
            row.number(whole),
            numbers,
            tuple(map(row.path, parts)),
            words,
        )


def arms(form: Form, values: Mapping[str, Value], words: Words) -> Iterator[Concern]:
    """Yield a total of participants that the arms of the study do not add up to."""
    whole = next((one for one in form.fields if role(one.id) == ("n", "participants")), None)
    group = form.find("arms")
    if whole is None or group is None or group.kind != "group":
        return
    child = next((one for one in group.fields if (role(one.id) or ("",))[0] == "allocated"), None)
    there = group_rows(values, "arms")
    if child is None or not there:
        return
    paths = tuple(f"arms[{number}].{child.id}" for number in there)
    top = next(rows_of(form, values))
    of_arms = (Row(form, "", group.fields, told) for told in there.values())
    numbers = [row.number(child.id) for row in of_arms]
    yield from _sum(
        whole.id, whole.name(words.language), top.number(whole.id), numbers, paths, words
    )


def _sum(
    path: str,
    name: str,
    whole: float | None,
    parts: Sequence[float | None],
    paths: tuple[str, ...],
    words: Words,
) -> Iterator[Concern]:
    told = [part for part in parts if part is not None]
    if whole is None or len(told) != len(parts) or sum(told) == whole:
        return
    listed = " + ".join(words.shortest(part) for part in told)
    sentence = words(
        "check",
        "sum",
        name=name,
        number=words.shortest(whole),
        parts=listed,
        sum=words.shortest(sum(told)),
    )
    yield Concern(path, sentence, "unlikely", paths)


def percentages(row: Row, words: Words) -> Iterator[Concern]:
    """Yield percentages outside 0 to 100, and those between 0 and 1 that may be shares."""
    for one in row.fields:
        number = row.number(one.id) if one.kind in NUMBER_KINDS else None
        unit = (row.values[one.id].unit if one.id in row.values else "") or one.unit
        if number is None or not (
            unit.strip().casefold() in _PERCENT or (role(one.id) or ("",))[0] == "percent"
        ):
            continue
        if not 0 <= number <= _WHOLE:
            yield _told(row, words, "percent", "impossible", one.id)
        elif 0 < number < _ONE:
            yield _told(row, words, "share", "unlikely", one.id)


def spreads(row: Row, words: Words) -> Iterator[Concern]:
    """Yield spreads that are not above 0, quartiles out of order, and an SE that SD and n deny."""
    for quantity in ("sd", "se"):
        for (identifier,) in row.sides(quantity):
            number = row.number(identifier) or 0.0
            if number <= 0:
                grave: Severity = "impossible" if number < 0 else "unlikely"
                yield _told(row, words, "not_above_0", grave, identifier)
    for less, more in (("q1", "median"), ("median", "q3"), ("q1", "q3")):
        for low, high in row.sides(less, more):
            if (row.number(low) or 0) > (row.number(high) or 0):
                yield _told(row, words, "above", "impossible", low, high)
    for se, sd, n in row.sides("se", "sd", "n"):
        error, deviation, size = (row.number(one) or 0.0 for one in (se, sd, n))
        if min(error, deviation, size) > 0:
            expected = deviation / math.sqrt(size)
            if abs(math.log(error / expected)) > _ROUNDED:
                sentence = words(
                    "check",
                    "se_sd",
                    se=words.shortest(error),
                    sd=words.shortest(deviation),
                    n=words.shortest(size),
                    expected=f"{words.number(expected)}",
                )
                yield Concern(row.path(se), sentence, "unlikely", (row.path(sd), row.path(n)))


def errors_for_deviations(
    form: Form, values: Mapping[str, Value], around: Around, words: Words
) -> Iterator[Concern]:
    """Yield SDs that lie by root n below another SD of the same measure: an SE taken for an SD."""
    own = [(path, spread) for row in rows_of(form, values) for path, spread in spreads_of(row, "")]
    for path, spread in own:
        others = [other for place, other in own if place != path]
        other = next((one for one in (*others, *around.spreads) if _is_error(spread, one)), None)
        if other is not None:
            key = "se_for_sd_in" if other.where else "se_for_sd"
            sentence = words(
                "check",
                key,
                sd=words.shortest(spread.sd),
                other=words.shortest(other.sd),
                n=words.shortest(spread.n),
                expected=words.number(other.sd / math.sqrt(spread.n)),
                study=other.where,
            )
            yield Concern(path, sentence, "unlikely")


def _is_error(one: Spread, other: Spread) -> bool:
    if one.measure != other.measure or other.sd / one.sd < _FAR:
        return False
    return abs(math.log(one.sd * math.sqrt(one.n) / other.sd)) <= _NEAR


def _told(
    row: Row, words: Words, key: str, severity: Severity, identifier: str, other: str = ""
) -> Concern:
    told = {"name": row.label(identifier, words.language)}
    told["number"] = words.shortest(row.number(identifier) or 0.0)
    if other:
        told["other"] = row.label(other, words.language)
        told["limit"] = words.shortest(row.number(other) or 0.0)
    others = (row.path(other),) if other else ()
    return Concern(row.path(identifier), words("check", key, **told), severity, others)
