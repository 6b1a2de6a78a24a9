"""Entries as rows: wide, one for each entry, or long, one for each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extraction.entry import Entry, group_rows
from extraction.form import Form
from extraction.offline.cell import bare, text_of
from extraction.offline.columns import HEAD, LONG, Column, header, places
from extraction.value import VALUE_KEYS, Value
from review.ids import shown_study

Shape = Literal["wide", "long"]
SHAPES: tuple[Shape, ...] = ("wide", "long")
EVIDENCE = ("page", "quote", "note")
_EMPTY_ROWS = 3  # of a group in a form to be filled


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with the name of its study; `blank` ones are still to be filled."""

    entry: Entry
    study: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of text; `columns` holds the places of the form, in wide tables alone."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[Column | None] = ()


def grid(form: Form, named: Sequence[Named], shape: Shape, *, evidence: bool = False) -> Grid:
    """Return the entries as a table; `evidence` adds columns for it where nothing is filled yet."""
    return _long(form, named) if shape == "long" else _wide(form, named, evidence)


def _of(one: Named) -> list[str]:
    entry = one.entry
    return [shown_study(entry.study), one.study, entry.part, entry.extractor, one.code]


def _long(form: Form, named: Iterable[Named]) -> Grid:
    rows = []
    for one in named:
        for path, value in one.entry.values.items():
            if form.at(path) is not None:
                cells = [_cell(value, key) for key in VALUE_KEYS]
                rows.append([*_of(one), path, form.label(path, "en"), *cells])
    return Grid((*HEAD, *LONG), rows)


def _cell(value: Value, key: str) -> str:
    return text_of(value.value) if key == "value" else str(getattr(value, key))


def _wide(form: Form, named: Sequence[Named], evidence: bool) -> Grid:
    filled = [one.entry.values for one in named]
    needed: dict[str, int] = {}
    for group in form.groups():
        there = [row + 1 for values in filled for row in group_rows(values, group.id)]
        needed[group.id] = max(there, default=0) or _EMPTY_ROWS
    columns = []
    for path in places(form, needed):
        given = [values[path] for values in filled if path in values]
        keys = {key for value in given for key in VALUE_KEYS[2:] if getattr(value, key)}
        keys |= set(EVIDENCE) if evidence else set()
        keys |= {"status"} if any(bare(value) is None for value in given) else set()
        columns += [Column(path), *(Column(path, key) for key in VALUE_KEYS[1:] if key in keys)]
    told = {column.path for column in columns if column.key == "status"}
    rows = [
        [*_of(one), *(_wide_cell(one.entry.values, column, told) for column in columns)]
        for one in named
    ]
    head = [*HEAD, *(header(form, column) for column in columns)]
    return Grid(head, rows, [*(None for _ in HEAD), *columns])


def _wide_cell(values: Mapping[str, Value], column: Column, told: set[str]) -> str:
    value = values.get(column.path)
    if value is None:
        return ""
    if column.key == "value":
        return text_of(value.value) if column.path in told else bare(value) or ""
    return _cell(value, column.key)
