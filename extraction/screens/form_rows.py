"""A form as rows to draw: each field with its value, and the rows of repeating groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extraction.calculated import calculated
from extraction.entry import group_rows, missing
from extraction.field import Field
from extraction.form import Form
from extraction.path import child_path, row_path
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line
from review.counting import counted

Kind = Literal["field", "calculated", "group", "row"]
_NAMED = 2
ADD = "[+]"  # ends the id of a group's own line, where a row is added


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line: `id` is the path of the value or row, or that of the group with `ADD` behind it."""

    id: str
    kind: Kind
    field: Field
    sign: str
    label: str
    text: str
    status: str = ""


def form_rows(
    form: Form,
    values: Mapping[str, Value],
    *,
    opened: Collection[str] = (),
    new: Mapping[str, Collection[int]] | None = None,
    sealed: bool = False,
    doubted: Collection[str] = (),
    language: str = "en",
) -> list[FormRow]:
    """Return the lines of a form; the rows of groups in `opened` show their fields.

    `new` holds rows that were added and have no value yet, by group; to a `sealed` entry none can
    be added. Answers at paths in `doubted` are to be looked at again.
    """
    lines = _form_rows(form, values, opened, new, sealed, language)
    return [_marked(line, doubted) for line in lines]


def _marked(line: FormRow, doubted: Collection[str]) -> FormRow:
    inside = line.kind == "row" and any(path.startswith(f"{line.id}.") for path in doubted)
    if line.sign == "+" and (inside or line.id in doubted):
        return replace(line, sign="?")
    return line


def _form_rows(
    form: Form,
    values: Mapping[str, Value],
    opened: Collection[str],
    new: Mapping[str, Collection[int]] | None,
    sealed: bool,
    language: str,
) -> list[FormRow]:
    setting = Setting(language=language)
    sums = calculated(form, values)
    found: list[FormRow] = []
    for one in form.fields:
        if not one.holds_fields:
            found.append(_line(one, one.id, values, sums, setting, ""))
            continue
        there = group_rows(values, one.id)
        fixed = one.kind == "table"
        added = range(len(one.rows)) if fixed else (new or {}).get(one.id, ())
        numbers = sorted({*there, *added})
        told = f"{len(numbers)} row{'' if len(numbers) == 1 else 's'}"
        told += "" if sealed or fixed else "; a adds one"
        found.append(FormRow(one.id + ADD, "group", one, " ", one.name(language), told))
        for place, number in enumerate(numbers, 1):
            path = row_path(one.id, number)
            found.append(
                _row_line(one, path, place, there.get(number, {}), path in opened, setting)
            )
            if path in opened:
                found += (
                    _line(
                        child, child_path(one.id, number, child.id), values, sums, setting, "    "
                    )
                    for child in one.fields
                )
    return found


def _line(
    one: Field,
    path: str,
    values: Mapping[str, Value],
    sums: Mapping[str, Value],
    setting: Setting,
    indent: str,
) -> FormRow:
    label = indent + f"{one.number} {one.name(setting.language)}".strip()
    if one.kind == "calculated":
        total = sums.get(path)
        text = setting.content(one, total) if total else ""
        return FormRow(path, "calculated", one, " ", label, text, "worked out" if total else "")
    value = values.get(path)
    if value is None:
        return FormRow(path, "field", one, "!" if one.required else " ", label, "")
    text = one_line(setting.content(one, value)) or one_line(value.quote or value.note)
    status = "" if value.status == "reported" else value.status.replace("-", " ")
    return FormRow(path, "field", one, "+", label, text, status)


def _row_line(
    group: Field,
    path: str,
    place: int,
    row: Mapping[str, Value],
    is_open: bool,
    setting: Setting,
) -> FormRow:
    keys = [child for child in group.fields if child.key] or list(group.fields)[:3]
    told = (setting.content(key, row[key.id]) for key in keys if key.id in row)
    left = sum(child.required and child.id not in row for child in group.fields)
    fixed = group.kind == "table" and place <= len(group.rows)
    name = group.rows[place - 1].name(setting.language) if fixed else str(place)
    label = f"{'▾' if is_open else '▸'} {group.name(setting.language)} {name}"
    text = ", ".join(one_line(part) for part in told if part)
    return FormRow(
        path, "row", group, "!" if left else "+", label, text, f"{left} left" if left else ""
    )


def left_in_words(form: Form, values: Mapping[str, Value], language: str = "en") -> str:
    """Return which required answers are left, the first few by name."""
    paths = missing(form, values)
    if not paths:
        return "Every required field has an answer."
    named = "; ".join(form.label(path, language) for path in paths[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"{counted(len(paths), 'required answer')} left: {named}{more}"


def next_left(lines: Sequence[FormRow], after: str, *, sign: str = "!") -> FormRow | None:
    """Return the next line with `sign` (a required answer left), from behind `after` and round.

    A row of a group that shows its fields is passed over for the field itself.
    """
    opened = {line.id.partition(".")[0] for line in lines if "]." in line.id}
    turned = _turned(lines, after)
    return next((line for line in turned if line.sign == sign and line.id not in opened), None)


def next_unanswered(lines: Sequence[FormRow], after: str) -> FormRow | None:
    """Return the next field without an answer, required or not, from behind `after` and round."""
    turned = _turned(lines, after)
    return next((one for one in turned if one.kind == "field" and one.sign in {"!", " "}), None)


def next_field(lines: Sequence[FormRow], after: str) -> FormRow | None:
    """Return the next line that takes an answer behind `after`; None at the end."""
    ids = [line.id for line in lines]
    rest = lines[ids.index(after) + 1 :] if after in ids else lines
    return next((line for line in rest if line.kind == "field"), None)


def _turned(lines: Sequence[FormRow], after: str) -> list[FormRow]:
    ids = [line.id for line in lines]
    start = ids.index(after) + 1 if after in ids else 0
    return [*lines[start:], *lines[:start]]


def next_row(values: Mapping[str, Value], group: str, new: Collection[int]) -> int:
    """Return the number for a row to be added, one that no row of the group ever had in view."""
    return max({-1, *group_rows(values, group), *new}) + 1


def paths_of_row(values: Mapping[str, Value], row: str) -> Iterator[str]:
    """Yield the paths of the values in a row."""
    return (path for path in values if path.startswith(f"{row}."))
