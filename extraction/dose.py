"""Where the description of an arm contradicts itself on its dose or its monitoring.

Hours that follow from hours per week or from sessions are held against the total that is stated,
and against each other. Monitoring is held against itself where it has several intervals, in rows
of its own or in the words of the items (`monthly forms`, and a form every 13 weeks).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from extraction.calculated import calculated
from extraction.entry import group_rows
from extraction.field import TEXT_KINDS
from extraction.form import Form
from extraction.intervals import is_form, told_of_forms, weeks_between
from extraction.path import child_path
from extraction.plausible.concern import Concern
from extraction.same import folded
from extraction.value import Value
from extraction.wording import Words
from review.clean import one_line

# One hour either way is rounding, not a contradiction; two ways of counting may differ by a tenth.
ROUNDING = 1.0
_TENTH = 0.1
_SUMS = ("dose_hours_by_week", "dose_hours_by_session")
# A month is four weeks or a twelfth of a year.
_SAME_INTERVAL = math.log(1.25)


@dataclass(frozen=True, slots=True)
class _Told:
    """How often a form is filled in, where that is said, and in which words."""

    path: str
    name: str
    weeks: float
    text: str = ""


def contradictions(form: Form, values: Mapping[str, Value], words: Words) -> tuple[Concern, ...]:
    """Return each contradiction in one arm's TIDieR values; none in another form."""
    if form.find(_SUMS[0]) is None:
        return ()
    return (
        *_against_total(form, values, words),
        *_against_each_other(form, values, words),
        *_monitoring(values, words),
        *_in_words(form, values, words),
    )


def _hours(form: Form, values: Mapping[str, Value]) -> dict[str, float]:
    sums = calculated(form, values)
    found = {path: sums[path].value for path in _SUMS if path in sums}
    return {path: hours for path, hours in found.items() if isinstance(hours, float)}


def _against_total(form: Form, values: Mapping[str, Value], words: Words) -> Iterator[Concern]:
    least, most = (_number(values, f"dose_hours_{end}") for end in ("least", "most"))
    for path, hours in _hours(form, values).items():
        told = {"name": form.label(path, words.language), "hours": words.shortest(hours)}
        if most is not None and hours > most + ROUNDING:
            sentence = words("dose", "above", stated=words.shortest(most), **told)
            yield Concern("dose_hours_most", sentence, "unlikely", _parts(path))
        if least is not None and hours < least - ROUNDING:
            sentence = words("dose", "below", stated=words.shortest(least), **told)
            yield Concern("dose_hours_least", sentence, "unlikely", _parts(path))


def _parts(path: str) -> tuple[str, ...]:
    if path == _SUMS[0]:
        return (path, "dose_hours_per_week", "dose_weeks")
    return (path, "dose_sessions", "dose_minutes")


def _against_each_other(form: Form, values: Mapping[str, Value], words: Words) -> Iterator[Concern]:
    hours = _hours(form, values)
    if len(hours) < len(_SUMS):
        return
    by_week, by_session = (hours[path] for path in _SUMS)
    if abs(by_week - by_session) > max(ROUNDING, _TENTH * max(by_week, by_session)):
        names = [form.label(path, words.language) for path in _SUMS]
        sentence = words(
            "dose",
            "between",
            name=names[0],
            hours=words.shortest(by_week),
            other=names[1],
            other_hours=words.shortest(by_session),
        )
        yield Concern("dose_sessions", sentence, "unlikely", (*_parts(_SUMS[0]), _SUMS[1]))


def _rows(values: Mapping[str, Value]) -> Iterator[_Told]:
    for number, row in group_rows(values, "monitoring").items():
        what = row.get("what")
        if what is None or not what.known:
            continue
        name, weeks = one_line(str(what.value)), _number(row, "every_weeks")
        if weeks is not None:
            yield _Told(child_path("monitoring", number, "every_weeks"), name, weeks)
        said = weeks_between(f"{name} {what.quote} {what.note}")
        if said is not None and (weeks is None or _differ(said, weeks)):
            yield _Told(child_path("monitoring", number, "what"), name, said)


def _monitoring(values: Mapping[str, Value], words: Words) -> Iterator[Concern]:
    intervals: dict[str, dict[float, _Told]] = {}
    for told in _rows(values):
        intervals.setdefault(folded(told.name), {}).setdefault(told.weeks, told)
    for several in intervals.values():
        if len(several) > 1:
            listed = ", ".join(_weeks(weeks, words) for weeks in sorted(several))
            first, *others = several.values()
            sentence = words("dose", "monitoring", what=first.name, weeks=listed)
            yield Concern(first.path, sentence, "unlikely", tuple(one.path for one in others))


def _in_words(form: Form, values: Mapping[str, Value], words: Words) -> Iterator[Concern]:
    """Yield what texts say of forms, against the rows of monitoring and against each other."""
    texts = [
        _Told(one.id, form.label(one.id, words.language), weeks, said)
        for one in form.fields
        if one.kind in TEXT_KINDS and one.id in values
        for weeks, said in told_of_forms(
            f"{values[one.id].value or ''}\n{values[one.id].quote}"
        ).items()
    ]
    group = form.label("monitoring[0]", words.language)
    rows = [
        _Told(told.path, f"{group.rpartition(' ')[0]} ({told.name})", told.weeks)
        for told in _rows(values)
        if is_form(told.name)
    ]
    # What a row says too is told by the rows themselves, where they differ.
    alone = [text for text in texts if all(_differ(text.weeks, row.weeks) for row in rows)]
    pairs = [*combinations(texts, 2), *((text, row) for text in alone for row in rows[:1])]
    for text, other in pairs:
        if text.path != other.path and _differ(text.weeks, other.weeks):
            sentence = words(
                "dose",
                "words",
                name=text.name,
                told=one_line(text.text),
                weeks=_weeks(text.weeks, words),
                other=other.name,
                other_weeks=_weeks(other.weeks, words),
            )
            yield Concern(text.path, sentence, "unlikely", (other.path,))


def _differ(one: float, other: float) -> bool:
    return min(one, other) <= 0 or abs(math.log(one / other)) > _SAME_INTERVAL


def _weeks(weeks: float, words: Words) -> str:
    return words.shortest(round(weeks, 1))


def _number(values: Mapping[str, Value], path: str) -> float | None:
    one = values.get(path)
    content = one.value if one is not None and one.known else None
    return float(content) if isinstance(content, int | float) else None
