"""What arms, outcomes and time points are called already, so that each is called one thing.

A person is offered the names in what they may see: their own entries, and open ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extraction.entry import Entry, group_rows
from extraction.value import Value

CHARACTERISTICS = "characteristics"


def arm_names(entry: Entry) -> Iterator[str]:
    """Yield the names of the arms that an entry of characteristics lists."""
    if entry.form == CHARACTERISTICS:
        yield from _column(entry.values, "arms", "name")


def _column(values: Mapping[str, Value], group: str, child: str) -> Iterator[str]:
    for row in group_rows(values, group).values():
        one = row.get(child)
        if one is not None and one.known:
            yield str(one.value)
