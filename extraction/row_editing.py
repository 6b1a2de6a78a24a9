"""Rows of a repeating group, copied and put into another order.

Each function returns the values to write by path, None for those to take away.
"""

from __future__ import annotations

from collections.abc import Mapping

from extraction.entry import group_rows
from extraction.field import Field
from extraction.path import child_path
from extraction.value import Value

Changes = dict[str, Value | None]


def copied(group: Field, values: Mapping[str, Value], row: int, to: int) -> Changes:
    """Return what makes row `to` a copy of `row`.

    Only what names the row is copied (its key fields): numbers belong to the row they were read
    for. A group without key fields is copied whole.
    """
    there = group_rows(values, group.id).get(row, {})
    keys = {child.id for child in group.fields if child.key}
    return {
        child_path(group.id, to, child): value
        for child, value in there.items()
        if not keys or child in keys
    }


def moved(group: Field, values: Mapping[str, Value], row: int, step: int) -> tuple[Changes, int]:
    """Return what puts a row one place up (-1) or down (1), and the number that it has then.

    At the edge nothing changes.
    """
    there = group_rows(values, group.id)
    order = list(there)
    place = order.index(row) + step if row in order else -1
    if not 0 <= place < len(order):
        return {}, row
    other = order[place]
    changes: Changes = {}
    for number, told in ((row, there[other]), (other, there[row])):
        for child in {*there[row], *there[other]}:
            changes[child_path(group.id, number, child)] = told.get(child)
    return changes, other
