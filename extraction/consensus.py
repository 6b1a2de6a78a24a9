"""What two extractors agree on: where they differ, one of the two, or another value with a reason.

The two entries stay as they are; the consensus is a third. Shape of the file for `agree`:
{"values": {path: "first" | "second" | {"take": "first", "why": ...} | {"value": ..., "why": ...}}}
with the paths that `compare` prints. A row that only one has is kept or left out by its row path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from extraction.checking import read
from extraction.compare import Compared, Difference, side_by_side
from extraction.entry import CONSENSUS, Entry
from extraction.entry_file import decoded, listed, row_of
from extraction.form import Form
from extraction.path import parsed, row_path
from extraction.value import Value, to_data
from review.refusal import Refused

Taken = Literal["first", "second", "another"]


@dataclass(frozen=True, slots=True)
class Choice:
    """How one difference is resolved; `another` holds values by path and needs a reason."""

    taken: Taken
    why: str = ""
    another: Mapping[str, Value] | None = None

    def to_data(self) -> dict[str, Any]:
        """Return the choice as plain JSON."""
        values = {path: to_data(one) for path, one in (self.another or {}).items()}
        return {"taken": self.taken, "why": self.why, **({"values": values} if values else {})}


def parse_choices(form: Form, text: str, name: str = "the file") -> dict[str, Choice]:
    """Return the choices in the JSON `text` by path; raises Refused listing every problem."""
    data = decoded(text, name)
    given = data.get("values")
    if not isinstance(given, Mapping) or set(data) != {"values"}:
        raise Refused(f"{name} does not hold choices.", 'Write {"values": {path: "first", ...}}.')
    choices: dict[str, Choice] = {}
    problems: list[str] = []
    for path, raw in given.items():
        try:
            choices[str(path)] = choice_of(form, str(path), raw)
        except Refused as refusal:
            problems.append(f"{path}: {refusal}")
    if problems:
        raise Refused(listed(problems, name), "Mend the file; nothing of it has been taken in.")
    return choices


def choice_of(form: Form, path: str, raw: Any) -> Choice:
    """Return the choice that `raw` makes for `path`; raises Refused saying what is allowed."""
    one = form.at(path)
    if one is None:
        raise Refused("The form has no such place.", "Use the paths that `review compare` prints.")
    if raw in ("first", "second"):
        return Choice(cast("Taken", raw))
    if not isinstance(raw, Mapping) or not isinstance(raw.get("why", ""), str):
        shapes = '"first", "second" or {"value": ..., "why": ...}'
        raise Refused("That is no choice.", f"Write {shapes}.")
    why = str(raw.get("why", "")).strip()
    if raw.get("take") in ("first", "second") and set(raw) <= {"take", "why"}:
        return Choice(raw["take"], why)
    if not why:
        raise Refused("Another value needs a reason.", 'Add "why": "...".')
    answer = {key: part for key, part in raw.items() if key != "why"}
    parts = parsed(path)
    if parts is not None and parts.is_row:
        assert parts.row is not None
        return Choice("another", why, row_of(one, answer.get("value"), parts.row))
    found = read(one, answer)
    if found is None:
        raise Refused("There is no value.", "Give one, or the status not-reported.")
    return Choice("another", why, {path: found})


def unresolved(both: Compared, choices: Mapping[str, Choice]) -> tuple[Difference, ...]:
    """Return the differences without a choice, be it for the place itself or for its whole row."""
    return tuple(one for one in both.differences if _choice_for(one.path, choices) is None)


def agreed(form: Form, first: Entry, second: Entry, choices: Mapping[str, Choice]) -> Entry:
    """Return the consensus of two complete entries, equal answers taken as they are.

    Raises Refused where an entry is not complete, where differences are left (each is listed), and
    where a choice is for a place that neither entry has and that is given no other value.
    """
    values = _values(form, first, second, choices)
    return replace(first, extractor=CONSENSUS, version=form.version, values=_in_order(form, values))


def rows_moved(
    form: Form, first: Entry, second: Entry, choices: Mapping[str, Choice]
) -> dict[str, str]:
    """Return the rows of the consensus that had another number when the two were compared.

    The path of a row in the consensus -> its path then, by which the choices name it.
    """
    places = _places(form, _values(form, first, second, choices))
    return {
        row_path(group, now): row_path(group, before)
        for group, there in places.items()
        for before, now in there.items()
        if before != now
    }


def _values(
    form: Form, first: Entry, second: Entry, choices: Mapping[str, Choice]
) -> dict[str, Value]:
    if not (first.complete and second.complete):
        raise Refused("Not both entries are complete.", "Agree when both extractors are done.")
    both = side_by_side(form, first, second)
    left = unresolved(both, choices)
    if left:
        places = "; ".join(f"{one.path} ({one.name})" for one in left)
        raise Refused(f"Differences are left: {places}.", "Choose first, second or another value.")
    _check_places(both, choices)
    values: dict[str, Value] = {}
    for path in both.paths:
        _take(values, path, both, _choice_for(path, choices))
    for path, choice in choices.items():
        if choice.another is not None:
            row = f"{path}." if (parts := parsed(path)) and parts.is_row else None
            values = {p: v for p, v in values.items() if row is None or not p.startswith(row)}
            values |= choice.another
    return values


def _choice_for(path: str, choices: Mapping[str, Choice]) -> Choice | None:
    row = path.partition("].")[0] + "]" if "]." in path else path
    return choices.get(path) or choices.get(row)


def _take(values: dict[str, Value], path: str, both: Compared, choice: Choice | None) -> None:
    a, b = both.a.get(path), both.b.get(path)
    if choice is None or choice.taken == "another":
        taken = a if b is None else b if a is None else with_evidence(a, b)
    else:
        taken = a if choice.taken == "first" else b
    if taken is not None:
        values[path] = taken


def with_evidence(value: Value, other: Value) -> Value:
    """Return `value` with the place and words that only `other` gives.

    Page and quote go with their report: they are taken only where both name the same report, or
    where `value` names no place at all.
    """
    places = ("report", "page", "quote")
    free = not any(getattr(value, key) for key in places) or value.report == other.report
    wanted = (*(places if free else ()), "note", "unit", "other")
    return replace(value, **{k: getattr(other, k) for k in wanted if not getattr(value, k)})


def _check_places(both: Compared, choices: Mapping[str, Choice]) -> None:
    there = {*both.paths, *(one.path for one in both.differences)}
    there |= {path.partition("].")[0] + "]" for path in both.paths if "]." in path}
    lost = [p for p, c in choices.items() if p not in there and c.another is None]
    if lost:
        raise Refused(
            f"Neither entry has {', '.join(lost)}.", "Use the paths that `review compare` prints."
        )


def _in_order(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values with rows numbered from 0, as gaps are left where a row was left out."""
    ordered: dict[str, Value] = {}
    places = _places(form, values)
    rank = {one.id: n for n, one in enumerate(form.fields)}
    for path in sorted(values, key=lambda p: (rank[p.partition("[")[0]], _row(p))):
        parts = parsed(path)
        assert parts is not None
        place = parts.row if parts.field not in places else places[parts.field][parts.row or 0]
        ordered[str(replace(parts, row=place))] = values[path]
    return ordered


def _places(form: Form, values: Mapping[str, Value]) -> dict[str, dict[int, int]]:
    """Return the rows that each group has, each with its place among them from 0."""
    grouped = {group.id for group in form.groups()}
    found: dict[str, set[int]] = {}
    for path in values:
        parts = parsed(path)
        if parts and parts.row is not None and parts.field in grouped:
            found.setdefault(parts.field, set()).add(parts.row)
    return {
        group: {row: number for number, row in enumerate(sorted(there))}
        for group, there in found.items()
    }


def _row(path: str) -> int:
    parts = parsed(path)
    return parts.row if parts and parts.row is not None else 0
