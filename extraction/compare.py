"""Where two entries of one form differ, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from extraction.align import aligned
from extraction.entry import Entry, rows
from extraction.field import TEXT_KINDS, Field
from extraction.form import Form
from extraction.path import child_path, row_path
from extraction.same import same_content, same_unit
from extraction.value import Value
from review.refusal import Refused

# row: only one has the row; missing: only one has an answer; status: they differ in how well it is
# reported; unit: the same number in another unit; wording: free text that is not the same; value:
# anything else.
Kind = Literal["row", "missing", "status", "unit", "wording", "value"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two entries differ; `name` is the field in English."""

    path: str
    name: str
    a: Value | None
    b: Value | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Compared:
    """Two entries side by side: rows in one order, and what differs."""

    a: Mapping[str, Value]
    b: Mapping[str, Value]
    differences: tuple[Difference, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every path that either has, in the first's order, then the second's."""
        return tuple(dict.fromkeys((*self.a, *self.b)))


def side_by_side(form: Form, first: Entry, second: Entry) -> Compared:
    """Return both entries with their rows in one order, and their differences in the form's order.

    Raises Refused where the two are not of the same study, form and part.
    """
    if (first.study, first.form, first.part) != (second.study, second.form, second.part):
        raise Refused("They are not of one study, form and part.", "Choose two entries that are.")
    a, b = (_of_form(form, values) for values in aligned(form, first, second))
    return Compared(a, b, tuple(_differences(form, a, b)))


def _of_form(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of places that this version of the form has."""
    return {path: value for path, value in values.items() if form.at(path)}


def compare(form: Form, first: Entry, second: Entry) -> tuple[Difference, ...]:
    """Return where two entries differ; page, quote, report and note alone are no difference."""
    return side_by_side(form, first, second).differences


def _differences(
    form: Form, a: Mapping[str, Value], b: Mapping[str, Value]
) -> Iterator[Difference]:
    for one in form.fields:
        if not one.holds_fields:
            yield from _at(form, one, one.id, a, b)
            continue
        if one.kind == "table":
            cells = ((row, child) for row in range(len(one.rows)) for child in one.fields)
            for row, child in cells:
                yield from _at(form, child, child_path(one.id, row, child.id), a, b)
            continue
        rows_a, rows_b = rows(a, one.id), rows(b, one.id)
        for row in sorted({*rows_a, *rows_b}):
            path = row_path(one.id, row)
            if row not in rows_a or row not in rows_b:
                summary = _summary(one, path, a if row in rows_a else b)
                a_row, b_row = (summary, None) if row in rows_a else (None, summary)
                yield Difference(path, form.label(path, "en"), a_row, b_row, "row")
                continue
            for child in one.fields:
                yield from _at(form, child, child_path(one.id, row, child.id), a, b)


def _at(
    form: Form, one: Field, path: str, a: Mapping[str, Value], b: Mapping[str, Value]
) -> Iterator[Difference]:
    kind = difference_kind(one, a.get(path), b.get(path))
    if kind:
        yield Difference(path, form.label(path, "en"), a.get(path), b.get(path), kind)


def difference_kind(one: Field, a: Value | None, b: Value | None) -> Kind | None:
    """Return how two answers to a field differ, or None where they do not."""
    if a is None or b is None:
        return None if a is b else "missing"
    if not same_content(one, a.value, b.value):
        if a.value is None or b.value is None:
            return "status" if a.status != b.status else "missing"
        return "wording" if one.kind in TEXT_KINDS and a.status == b.status else "value"
    if a.status != b.status:
        return "status"
    return None if a.value is None or same_unit(one, a, b) else "unit"


def _summary(group: Field, path: str, values: Mapping[str, Value]) -> Value:
    keys = [child for child in group.fields if child.key] or list(group.fields)
    told = (values.get(f"{path}.{child.id}") for child in keys)
    return Value(", ".join(str(v.value) for v in told if v is not None and v.known))
