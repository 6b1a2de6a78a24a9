"""All checks of one entry, in the order of its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extraction.dose import contradictions
from extraction.form import Form
from extraction.path import parsed
from extraction.plausible import effects, evidence, numbers
from extraction.plausible.around import NOTHING, Around
from extraction.plausible.concern import Concern
from extraction.plausible.rows import rows_of
from extraction.value import Value
from extraction.wording import Words


def concerns(
    form: Form, values: Mapping[str, Value], words: Words, around: Around = NOTHING
) -> tuple[Concern, ...]:
    """Return what is to be looked at again in an entry, sorted as the form is."""
    found = dict.fromkeys(_all(form, values, words, around))
    rank = {one.id: number for number, one in enumerate(form.fields)}

    def place(one: Concern) -> tuple[int, int]:
        parts = parsed(one.path)
        assert parts is not None
        return rank.get(parts.field, len(rank)), parts.row or 0

    return tuple(sorted(found, key=place))


def _all(
    form: Form, values: Mapping[str, Value], words: Words, around: Around
) -> Iterator[Concern]:
    for row in rows_of(form, values):
        yield from numbers.counts(row, around, words)
        yield from numbers.percentages(row, words)
        yield from numbers.spreads(row, words)
        yield from effects.effects(row, around, words)
        yield from evidence.dates(row, words)
        yield from evidence.units(row, words)
        yield from evidence.quotes(row, words)
    yield from numbers.arms(form, values, words)
    yield from numbers.errors_for_deviations(form, values, around, words)
    yield from contradictions(form, values, words)
