"""Values that a form works out from others; never stored, so that they cannot go out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extraction.entry import group_rows
from extraction.field import Field
from extraction.form import Form
from extraction.formula import evaluate
from extraction.path import child_path
from extraction.value import Value


def calculated(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the calculated values by path, those left out for which a number is missing."""
    found = _of(form.fields, values)
    for group in form.in_rows():
        for row, told in group_rows(values, group.id).items():
            inside = _of(group.fields, told)
            found |= {child_path(group.id, row, child): one for child, one in inside.items()}
    return found


def _of(fields: Iterable[Field], values: Mapping[str, Value]) -> dict[str, Value]:
    numbers = {
        path: float(one.value)
        for path, one in values.items()
        if one.known and isinstance(one.value, int | float)
    }
    sums = ((one.id, evaluate(one.formula, numbers)) for one in fields if one.kind == "calculated")
    return {field: Value(total, "calculated") for field, total in sums if total is not None}
