"""A table with more columns than a page has room for, in tables of some of them each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from review.table.table import Table


def in_parts(table: Table, fits: Callable[[Table], bool]) -> list[Table]:
    """Return the table, or parts of it that fit, alike in number of columns.

    The first column stands in each part, the notes below the last. What does not fit with one
    column more than the first is not broken further.
    """
    others = range(1, len(table.columns))
    for number in range(1, len(others) + 1):
        each = ceil(len(others) / number)
        parts = [
            _of_columns(table, [0, *others[start : start + each]])
            for start in range(0, len(others), each)
        ]
        if each == 1 or all(map(fits, parts)):
            return [*(replace(one, notes=()) for one in parts[:-1]), parts[-1]]
    return [table]


def _of_columns(table: Table, places: list[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
    )
