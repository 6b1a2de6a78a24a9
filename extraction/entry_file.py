"""Read an entry from JSON: every problem of the file is listed, nothing of it is dropped.

Shape: {"form": ..., "version": ..., "part": ..., "values": {field: answer}}, where only `values` is
needed, and `part` (or `arm`) for a form that does not describe the whole study. A field is named by
its id or its number; an answer is a bare value, or an object with value, status, report, page,
quote, note, unit, other; a group is a list of objects, a table an object of its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extraction.checking import read
from extraction.entry import Entry
from extraction.field import Field
from extraction.form import Form
from extraction.part import parsed
from extraction.path import child_path, row_path
from extraction.value import Value
from review.clean import one_line
from review.refusal import Refused

_KEYS = frozenset(("form", "version", "part", "arm", "values"))


@dataclass(slots=True)
class _Reading:
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, one: Field, raw: Any, path: str) -> None:
        """Keep the value of one field, or the problem that it has."""
        try:
            found = read(one, raw)
        except Refused as refusal:
            self.problems.append(f"{path}: {refusal}")
            return
        if path in self.values:
            self.problems.append(f"{path}: it is answered twice, by its id and by its number.")
        elif found is not None:
            self.values[path] = found


def decoded(text: str, name: str) -> Mapping[str, Any]:
    """Return the JSON object in `text`; raises Refused with the line, or for a key given twice."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refused(f"{name} is not valid JSON: {error.msg}, {where}.", "Mend it.") from None
    except (_TwiceError, RecursionError, ValueError) as error:
        raise Refused(f"{name}: {error}.", "Mend it and try again.") from None
    if not isinstance(data, Mapping):
        raise Refused(f"{name} holds no JSON object.", 'Begin with {"values": {...}}.')
    return data


def parse(
    form: Form, text: str, *, study: str, extractor: str, part: str = "", name: str = "the file"
) -> Entry:
    """Return the entry in the JSON `text`, not yet complete.

    `part` is what the command was told; it may stand in the file instead. Raises Refused listing
    every problem: the field, what is wrong with it and what is allowed.
    """
    data = decoded(text, name)
    problems = list(_head_problems(form, data))
    part = _part(form, data, part, problems)
    reading = _Reading(problems=problems)
    answers = data.get("values", {})
    if isinstance(answers, Mapping):
        read_answers(form, answers, reading)
    else:
        problems.append("values: it has to be an object of fields and answers.")
    if problems:
        raise Refused(listed(problems, name), "Mend the file; nothing of it has been taken in.")
    return Entry(
        study=study,
        form=form.id,
        version=form.version,
        extractor=extractor,
        part=part,
        values=reading.values,
    )


def row_of(group: Field, raw: Any, row: int) -> dict[str, Value]:
    """Return the values by path of one row given as an object; raises Refused with its problems."""
    reading = _Reading()
    _read_row(group, raw, row, reading)
    if reading.problems:
        raise Refused(" ".join(reading.problems))
    return reading.values


def read_answers(form: Form, answers: Mapping[str, Any], reading: _Reading) -> None:
    """Read every answer into `reading`."""
    for key, raw in answers.items():
        one = form.find(str(key))
        if one is None:
            known = ", ".join(f.id for f in form.fields if f.kind != "calculated")
            reading.problems.append(f"{key}: the form has no such field. It has: {known}.")
        elif one.kind == "table":
            _read_table(one, raw, reading)
        elif one.kind != "group":
            reading.take(one, raw, one.id)
        elif not isinstance(raw, list):
            reading.problems.append(f"{key}: it has to be a list of objects, one for each row.")
        else:
            for row, content in enumerate(raw):
                _read_row(one, content, row, reading)


def _read_table(table: Field, raw: Any, reading: _Reading) -> None:
    numbers = {row.id: number for number, row in enumerate(table.rows)}
    if not isinstance(raw, Mapping):
        raw = {"": None}
    for name, content in raw.items():
        if name in numbers:
            _read_row(table, content, numbers[name], reading)
        else:
            known = ", ".join(numbers)
            reading.problems.append(f"{table.id}: write an object of its rows: {known}.")


def _read_row(group: Field, raw: Any, row: int, reading: _Reading) -> None:
    where = row_path(group.id, row)
    if not isinstance(raw, Mapping):
        reading.problems.append(f"{where}: it has to be an object of fields and answers.")
        return
    before = len(reading.values) + len(reading.problems)
    for key, answer in raw.items():
        one = group.child(str(key))
        if one is None:
            known = ", ".join(child.id for child in group.fields)
            reading.problems.append(f"{where}: there is no field “{key}”. It has: {known}.")
        else:
            reading.take(one, answer, child_path(group.id, row, one.id))
    if before == len(reading.values) + len(reading.problems):
        reading.problems.append(f"{where}: the row is empty. Leave it out.")


def _head_problems(form: Form, data: Mapping[str, Any]) -> Iterator[str]:
    unknown = sorted(str(key) for key in data if key not in _KEYS)
    if unknown:
        yield f"{', '.join(unknown)}: not known. The keys are: {', '.join(sorted(_KEYS))}."
    if "values" not in data:
        yield 'values: there are none. Write {"values": {"field": answer, ...}}.'
    if data.get("form", form.id) != form.id:
        yield f"form: the file is for “{data['form']}”, and the form is {form.id}."
    elif data.get("version", form.version) not in range(1, form.version + 1):
        yield f"version: the file is for {data['version']}, and the form is at {form.version}."


def _part(form: Form, data: Mapping[str, Any], told: str, problems: list[str]) -> str:
    key = "arm" if "arm" in data else "part"
    given = data.get(key) or ""
    if not isinstance(given, str) or ("part" in data and key == "arm"):
        problems.append(f"{key}: write once, as text, what the entry describes.")
        return told
    given, told = one_line(given), one_line(told)
    if given and told and given != told:
        problems.append(f"{key}: the file says “{given}” and the command “{told}”.")
    part = given or told
    try:
        return parsed(form.scope, part).text
    except Refused as refusal:
        why = f"{refusal} Name it in the file or with --part."
        if form.scope == "study":
            why = f"{form.id} describes a study, not a part of it. Leave it out."
        problems.append(f"{key}: {why}")
        return part


def listed(problems: list[str], name: str) -> str:
    """Return the problems as one message, a line each where there are several."""
    if len(problems) == 1:
        return f"{name}: {problems[0]}"
    return f"{name} has {len(problems)} problems:\n" + "\n".join(f"  {one}" for one in problems)


class _TwiceError(ValueError):
    """A key stands twice in one object, so that one of the two would be lost."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, content in pairs:
        if key in found:
            raise _TwiceError(f"“{key}” stands twice in one object")
        found[key] = content
    return found


def _no_constant(word: str) -> Any:
    raise _TwiceError(f"{word} is not a number")
