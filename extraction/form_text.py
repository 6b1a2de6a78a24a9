"""A form in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.field import Field, in_language
from extraction.form import Form


def form_text(form: Form, language: str) -> str:
    """Return the form's fields with their ids, kinds and options, in `language`."""
    lines = [f"{form.name(language)} ({form.id}, version {form.version}, one per {form.scope})"]
    if form.help:
        lines.append(in_language(form.help, language))
    for field in form.fields:
        lines += _field_lines(field, language, "  ")
    return "\n".join(lines)


def _field_lines(field: Field, language: str, indent: str) -> Iterator[str]:
    required = ", required" if field.required else ""
    number = f"{field.number} " if field.number else ""
    yield f"{indent}{field.id}: {number}{field.name(language)} ({field.kind}{required})"
    if field.options:
        yield f"{indent}    {', '.join(option.id for option in field.options)}"
    if field.rows:
        yield f"{indent}    rows: {', '.join(row.id for row in field.rows)}"
    for child in field.fields:
        yield from _field_lines(child, language, indent + "    ")
