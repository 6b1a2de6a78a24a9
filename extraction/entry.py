"""An entry: one extractor's filled form for one study (and part of it)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extraction import value
from extraction.form import Form
from extraction.path import child_path, parsed
from extraction.value import Value
from review.refusal import Refused

CONSENSUS = "consensus"  # stands as the extractor of what two entries became


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The values of one form by path, as one extractor gave them or as two agreed on them.

    `part` is what the form describes within the study, empty where it is the study. `version` is
    the form's oldest under which a value was given and not looked at again since.
    A `sealed` entry is of another copy and not opened yet: its values are not in hand. One that is
    `checked` was called complete for another to check, who is not blind to it.
    """

    study: str
    form: str
    version: int
    extractor: str
    part: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    complete: bool = False
    sealed: bool = False
    checked: bool = False


def group_rows(values: Mapping[str, Value], group: str) -> dict[int, dict[str, Value]]:
    """Return the rows of a group in order: row number -> field id -> value."""
    found: dict[int, dict[str, Value]] = {}
    start = f"{group}["
    for path, one in values.items():
        parts = parsed(path) if path.startswith(start) else None
        if parts and parts.row is not None:
            found.setdefault(parts.row, {})[parts.child] = one
    return dict(sorted(found.items()))


def rows(values: Mapping[str, Value], group: str) -> tuple[int, ...]:
    """Return the numbers of the rows that `group` has, in order."""
    return tuple(group_rows(values, group))


def missing(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the paths of required fields that have no answer, not even a status."""
    return tuple(path for path in asked(form, values) if path not in values)


def asked(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the paths of the required fields, those of the rows that there are among them."""
    return tuple(_required(form, values))


def _required(form: Form, values: Mapping[str, Value]) -> Iterator[str]:
    for one in form.fields:
        if not one.holds_fields:
            if one.required:
                yield one.id
            continue
        there = range(len(one.rows)) if one.kind == "table" else rows(values, one.id)
        for row in there or ((0,) if one.required else ()):
            for child in one.fields:
                if child.required:
                    yield child_path(one.id, row, child.id)


def completed(form: Form, entry: Entry) -> Entry:
    """Return the entry as complete; raises Refused with the required fields that lack an answer."""
    gaps = missing(form, entry.values)
    if gaps:
        listed = "; ".join(f"{form.label(path, 'en')} ({path})" for path in gaps)
        raise Refused(
            f"The entry is not complete. Without an answer: {listed}.",
            "Give each a value, or the status not-reported or not-applicable.",
        )
    return replace(entry, complete=True)


def merged(form: Form, old: Entry, new: Entry) -> Entry:
    """Return `old` with what `new` says laid over it; a group in `new` replaces the whole group."""
    replaced = {group.id for group in form.groups() if rows(new.values, group.id)}
    kept = {path: v for path, v in old.values.items() if path.partition("[")[0] not in replaced}
    return replace(new, values={**kept, **new.values})


def to_data(form: Form, entry: Entry) -> dict[str, Any]:
    """Return the entry in the JSON shape that `--from` reads, groups as lists of objects."""
    values: dict[str, Any] = {}
    known = {path: one for path, one in entry.values.items() if form.at(path)}
    for one in form.fields:
        there = group_rows(known, one.id) if one.holds_fields else {}
        filled = {
            row: {k: value.to_data(v) for k, v in told.items()} for row, told in there.items()
        }
        if filled and one.kind == "group":
            values[one.id] = list(filled.values())
        elif filled:
            values[one.id] = {one.rows[row].id: told for row, told in filled.items()}
        elif one.id in known:
            values[one.id] = value.to_data(known[one.id])
    head: dict[str, Any] = {"form": entry.form, "version": entry.version}
    return {**head, **({"part": entry.part} if entry.part else {}), "values": values}
