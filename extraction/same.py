"""When two answers to one field are the same."""

from __future__ import annotations

import math
from functools import lru_cache

from extraction.field import Field
from extraction.value import Content, Value
from review.clean import one_line

# Two decimals that differ by less than this share are one number written twice.
RELATIVE = 1e-9


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return `text` without differences of case and white space."""
    return one_line(text).casefold()


def same_content(field: Field, one: Content, other: Content) -> bool:
    """Say whether two contents agree.

    Numbers agree within the field's tolerance, texts whatever their case and spacing, several
    answers in any order.
    """
    if one is None or other is None:
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=field.tolerance)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {folded(part) for part in one} == {folded(part) for part in other}
    return folded(str(one)) == folded(str(other))


def same_unit(field: Field, one: Value, other: Value) -> bool:
    """Say whether two values are in one unit; without a unit the field's own is meant."""
    return folded(one.unit or field.unit) == folded(other.unit or field.unit)
