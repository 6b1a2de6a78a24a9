"""Where the description of an arm contradicts itself on its dose or its monitoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extraction.calculated import calculated
from extraction.entry import group_rows
from extraction.form import Form
from extraction.same import folded
from extraction.value import Value
from extraction.wording import Words
from review.clean import one_line

# One hour either way is rounding, not a contradiction.
ROUNDING = 1.0
_SUMS = ("dose_hours_by_week", "dose_hours_by_session")


def contradictions(form: Form, values: Mapping[str, Value], words: Words) -> tuple[str, ...]:
    """Return a sentence for each contradiction in one arm's TIDieR values.

    Hours worked out from hours per week or from sessions are held against the total hours that are
    stated; monitoring that is said to happen at two intervals is told as such.
    """
    return (*_hours(form, values, words), *_monitoring(values, words))


def _hours(form: Form, values: Mapping[str, Value], words: Words) -> Iterator[str]:
    least, most = (_number(values, f"dose_hours_{end}") for end in ("least", "most"))
    for path, one in calculated(form, values).items():
        hours = one.value
        if path not in _SUMS or not isinstance(hours, float):
            continue
        name = form.label(path, words.language)
        told = {"name": name, "hours": words.shortest(hours)}
        if most is not None and hours > most + ROUNDING:
            yield words("dose", "above", stated=words.shortest(most), **told)
        if least is not None and hours < least - ROUNDING:
            yield words("dose", "below", stated=words.shortest(least), **told)


def _monitoring(values: Mapping[str, Value], words: Words) -> Iterator[str]:
    intervals: dict[str, dict[float, str]] = {}
    for row in group_rows(values, "monitoring").values():
        what, weeks = row.get("what"), _number(row, "every_weeks")
        if what is not None and what.known and weeks is not None:
            name = one_line(str(what.value))
            intervals.setdefault(folded(name), {}).setdefault(weeks, name)
    for told in intervals.values():
        if len(told) > 1:
            listed = ", ".join(words.shortest(weeks) for weeks in sorted(told))
            yield words("dose", "monitoring", what=next(iter(told.values())), weeks=listed)


def _number(values: Mapping[str, Value], path: str) -> float | None:
    one = values.get(path)
    content = one.value if one is not None and one.known else None
    return float(content) if isinstance(content, int | float) else None
