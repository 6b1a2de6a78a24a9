"""The rows of an entry that are checked, and which quantity each of their fields holds.

A form is data, so a field tells what it holds by its id: a quantity, alone or with a side before or
behind it: `events`, `sd_intervention`, `comparator_n`. Fields of one side belong together. A form
of one's own takes part in the checks by naming its fields so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from extraction.entry import group_rows
from extraction.field import NUMBER_KINDS, TEXT_KINDS, Field
from extraction.form import Form
from extraction.number import number_of
from extraction.value import Value
from review.refusal import Refused

# A quantity and the words by which an id may name it.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "allocated": ("n_randomised", "n_allocated", "randomised", "allocated"),
        "n": ("n_analysed", "sample_size", "analysed", "total", "n"),
        "events": ("n_events", "events", "cases"),
        "mean": ("mean",),
        "sd": ("standard_deviation", "sd"),
        "se": ("standard_error", "se"),
        "median": ("median",),
        "q1": ("lower_quartile", "quartile_1", "q1"),
        "q3": ("upper_quartile", "quartile_3", "q3"),
        "estimate": ("effect_estimate", "estimate", "effect"),
        "low": ("interval_low", "ci_lower", "ci_low", "lower_limit"),
        "high": ("interval_high", "ci_upper", "ci_high", "upper_limit"),
        "level": ("interval_level", "ci_level"),
        "p": ("p_value", "p"),
        "percent": ("percentage", "percent", "per_cent", "pct"),
    }
)
_LONGEST_FIRST = sorted(
    ((word, quantity) for quantity, words in _NAMES.items() for word in words),
    key=lambda named: -len(named[0]),
)


@lru_cache(maxsize=4096)
def role(identifier: str) -> tuple[str, str] | None:
    """Return the quantity and the side that an id names: `sd_intervention` is sd, intervention."""
    for word, quantity in _LONGEST_FIRST:
        if identifier == word:
            return quantity, ""
        if identifier.startswith(f"{word}_"):
            return quantity, identifier[len(word) + 1 :]
    for word, quantity in _LONGEST_FIRST:
        if identifier.endswith(f"_{word}"):
            return quantity, identifier[: -len(word) - 1]
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """The fields that stand beside one another: those of a form's top, or of a row of a group."""

    form: Form
    prefix: str
    fields: tuple[Field, ...]
    values: Mapping[str, Value]

    def path(self, identifier: str) -> str:
        """Return the path of a field of this row."""
        return self.prefix + identifier

    def label(self, identifier: str, language: str) -> str:
        """Return the name of a field of this row."""
        found = next((one for one in self.fields if one.id == identifier), None)
        return found.name(language) if found else identifier

    def number(self, identifier: str) -> float | None:
        """Return the number that a field holds; None where there is none or it is no number."""
        value = self.values.get(identifier)
        if value is None or not value.known or isinstance(value.value, tuple):
            return None
        try:
            return float(number_of(value.value, whole=False))
        except Refused:
            return None

    def text(self, *identifiers: str) -> str:
        """Return the text of the first of these fields that has one."""
        for identifier in identifiers:
            value = self.values.get(identifier)
            if value is not None and value.known and not isinstance(value.value, tuple):
                return str(value.value)
        return ""

    def of(self, quantity: str) -> dict[str, str]:
        """Return the answered fields that hold a quantity: side -> id, a number before a text."""
        found: dict[str, str] = {}
        for one in self.fields:
            if one.id not in self.values or one.kind not in NUMBER_KINDS | TEXT_KINDS:
                continue
            held = role(one.id)
            if held is None or held[0] != quantity:
                continue
            if held[1] not in found or self.number(found[held[1]]) is None:
                found[held[1]] = one.id
        return found

    def sides(self, *quantities: str) -> Iterator[tuple[str, ...]]:
        """Yield, for each side that holds all of `quantities` as numbers, the ids of its fields."""
        held = [self.of(quantity) for quantity in quantities]
        for side in held[0]:
            ids = [one.get(side) for one in held]
            if all(one is not None and self.number(one) is not None for one in ids):
                yield tuple(one for one in ids if one is not None)


def rows_of(form: Form, values: Mapping[str, Value]) -> Iterator[Row]:
    """Yield the top fields as a row, then every row of every group."""
    top = tuple(one for one in form.fields if one.kind != "group")
    yield Row(form, "", top, {one.id: values[one.id] for one in top if one.id in values})
    for group in form.groups():
        for number, told in group_rows(values, group.id).items():
            yield Row(form, f"{group.id}[{number}].", group.fields, told)
