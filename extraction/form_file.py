"""A form as the TOML that `form.load` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from extraction.field import Field, Names, Option
from extraction.form import Form
from extraction.status import STATUSES

_PLAIN = ("number", "unit", "formula", "scope")
_FLAGS = ("required", "many", "other_allowed", "key", "quoted")
_NUMBERS = ("least", "most")


def to_toml(form: Form) -> str:
    """Return the form as text; `load` makes the same form of it."""
    lines = [f"id = {_text(form.id)}", f"version = {form.version}", f"scope = {_text(form.scope)}"]
    lines.append(f"names = {_names(form.names)}")
    if form.help:
        lines.append(f"help = {_names(form.help)}")
    for one in form.fields:
        lines += _field(one, "fields")
    return "\n".join(lines) + "\n"


def _field(one: Field, table: str) -> Iterator[str]:
    yield ""
    yield f"[[{table}]]"
    yield f"id = {_text(one.id)}"
    yield f"kind = {_text(one.kind)}"
    yield f"names = {_names(one.names)}"
    if one.help:
        yield f"help = {_names(one.help)}"
    yield from (f"{key} = {_text(text)}" for key in _PLAIN if (text := getattr(one, key)))
    yield from (f"{key} = true" for key in _FLAGS if getattr(one, key))
    for key in _NUMBERS:
        if (number := getattr(one, key)) is not None:
            yield f"{key} = {number}"
    if one.tolerance:
        yield f"tolerance = {one.tolerance}"
    if one.statuses != STATUSES:
        yield f"statuses = [{', '.join(_text(status) for status in one.statuses)}]"
    if one.options and one.kind != "yes-no-unclear":
        yield f"options = {_options(one.options)}"
    if one.rows:
        yield f"rows = {_options(one.rows)}"
    for child in one.fields:
        yield from _field(child, f"{table}.fields")


def _options(options: tuple[Option, ...]) -> str:
    rows = (f"    {_names({'id': one.id, **one.names})},\n" for one in options)
    return f"[\n{''.join(rows)}]"


def _names(names: Mapping[str, str] | Names) -> str:
    return f"{{ {', '.join(f'{key} = {_text(text)}' for key, text in names.items())} }}"


def _text(text: str) -> str:
    """Return a basic string of TOML; of JSON's only DEL is not allowed there."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
