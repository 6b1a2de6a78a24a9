"""Bring the rows of two extractors' groups into one order, the same row beside itself.

Rows whose key fields all agree are the same row; of the rest, the most alike are, where at least
half of their key words are common. What is left stands alone, the second extractor's after the
first's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from extraction.entry import Entry, group_rows
from extraction.field import Field
from extraction.form import Form
from extraction.path import child_path
from extraction.same import folded
from extraction.value import Value
from review.clean import one_line

ALIKE = 0.5  # the least likeness, 0 to 1, of two rows that are shown as one

Rows = Mapping[int, Mapping[str, Value]]
Values = dict[str, Value]


def aligned(form: Form, first: Entry, second: Entry) -> tuple[Values, Values]:
    """Return the values of both with rows renumbered: equal numbers are the same row."""
    one, other = dict(first.values), dict(second.values)
    for group in form.groups():
        rows_a, rows_b = group_rows(one, group.id), group_rows(other, group.id)
        numbers_a = {row: place for place, row in enumerate(rows_a)}
        pairs = _pairs(group, rows_a, rows_b)
        numbers_b = {row: numbers_a[pairs[row]] for row in pairs}
        alone = (row for row in rows_b if row not in pairs)
        numbers_b |= {row: len(rows_a) + place for place, row in enumerate(alone)}
        one = _renumbered(one, group.id, rows_a, numbers_a)
        other = _renumbered(other, group.id, rows_b, numbers_b)
    return one, other


def _renumbered(values: Values, group: str, there: Rows, numbers: Mapping[int, int]) -> Values:
    outside = {path: v for path, v in values.items() if not path.startswith(f"{group}[")}
    inside = {
        child_path(group, numbers[row], child): v
        for row in sorted(there, key=lambda row: numbers[row])
        for child, v in there[row].items()
    }
    return outside | inside


def _pairs(group: Field, rows_a: Rows, rows_b: Rows) -> dict[int, int]:
    """Return the first's row for each of the second's rows that has one."""
    keys = [child.id for child in group.fields if child.key] or [c.id for c in group.fields]
    texts_a = {row: _key_texts(keys, values) for row, values in rows_a.items()}
    texts_b = {row: _key_texts(keys, values) for row, values in rows_b.items()}
    pairs: dict[int, int] = {}
    for row_b, text in texts_b.items():
        same = (a for a in texts_a if texts_a[a] == text and a not in pairs.values())
        match = next(same, None)
        if match is not None:
            pairs[row_b] = match
    left_a = [row for row in rows_a if row not in pairs.values()]
    left_b = [row for row in rows_b if row not in pairs]
    scored = ((likeness(texts_a[a], texts_b[b]), a, b) for a in left_a for b in left_b)
    for score, a, b in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if score >= ALIKE and a not in pairs.values() and b not in pairs:
            pairs[b] = a
    return pairs


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the mean likeness (0 to 1) of the key texts that at least one of the two rows has."""
    both = [(a, b) for a, b in zip(one, other, strict=True) if a or b]
    if not both:
        return 0.0
    return sum(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in both) / len(both)


def _key_texts(keys: Iterable[str], values: Mapping[str, Value]) -> tuple[str, ...]:
    contents = (values[key].value if key in values else "" for key in keys)
    return tuple(folded(one_line(str(c if c is not None else ""))) for c in contents)
