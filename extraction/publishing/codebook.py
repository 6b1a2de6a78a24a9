"""The codebook, blank forms, and the agreed data in long form."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from extraction.field import Field, in_language
from extraction.form import Form
from extraction.publishing.agreed import agreed_values, forms_used
from extraction.status import STATUSES
from review.ids import shown_study
from review.table.table import Column, Table
from review.wording import Words, words_of

_CODEBOOK = ("form", "field", "label", "kind", "required", "unit", "codes", "help")
_TIDY = (
    *("study_id", "study", "form", "part", "path", "field", "value", "unit", "status"),
    *("report", "page", "quote", "note", "other_source"),
)


def _words(language: str) -> Words:
    return words_of("extraction", language, "publishing_texts")


def codebook(connection: Connection, language: str) -> Table:
    """Return what every field of the forms in use means, with the codes of its answers."""
    words = _words(language)
    rows = [
        (form.id, *_told(field, prefix, language, words))
        for form in forms_used(connection)
        for field, prefix in _fields(form)
    ]
    return Table(
        "codebook",
        words("title", "codebook"),
        tuple(Column(key, words("column", key), width=_WIDTHS.get(key, 1.0)) for key in _CODEBOOK),
        tuple(rows),
        (words("note", "status", statuses=", ".join(STATUSES)),),
        landscape=True,
    )


_WIDTHS = {"label": 1.6, "codes": 2.0, "help": 2.4, "required": 0.7, "unit": 0.6, "kind": 0.8}


def _fields(form: Form) -> Iterator[tuple[Field, str]]:
    for field in form.fields:
        yield field, ""
        for child in field.fields:
            yield child, f"{field.id}[n]."


def _told(field: Field, prefix: str, language: str, words: Words) -> tuple[str, ...]:
    codes = "; ".join(f"{option.id} = {option.name(language)}" for option in field.options)
    label = f"{field.number} {field.name(language)}".strip()
    required = words("yes", "yes") if field.required else ""
    help_text = in_language(field.help, language)
    kind = field.kind
    return f"{prefix}{field.id}", label, kind, required, field.unit, codes, help_text


def blank_form(form: Form, language: str) -> Table:
    """Return a form as it is printed to be filled in by hand."""
    words = _words(language)
    rows = []
    for field, prefix in _fields(form):
        label = f"{field.number} {field.name(language)}".strip()
        ticks = "\n".join(f"☐ {option.name(language)}" for option in field.options)
        rows.append((f"– {label}" if prefix else label, in_language(field.help, language), ticks))
    return Table(
        f"form-{form.id}",
        words("title", "form", name=form.name(language), version=str(form.version)),
        (
            Column("field", words("column", "field"), width=1.2),
            Column("help", words("column", "help"), width=2.0),
            Column("answer", words("column", "answer"), width=2.0),
        ),
        tuple(rows),
        landscape=True,
    )


def tidy(connection: Connection, language: str) -> Table:
    """Return every agreed value in a row of its own, with its status and evidence."""
    words = _words(language)
    rows = []
    for one in agreed_values(connection):
        value, field = one.value, one.form.at(one.path)
        content = value.value
        rows.append(
            (
                shown_study(one.study.id),
                one.study.name,
                one.form.id,
                one.part,
                one.path,
                one.form.label(one.path, "en"),
                "; ".join(content) if isinstance(content, tuple) else content,
                value.unit or (field.unit if field and content is not None else ""),
                *(value.status, value.report, value.page, value.quote, value.note, value.other),
            )
        )
    columns = tuple(Column(key, key) for key in _TIDY)
    return Table("data", words("title", "tidy"), columns, tuple(rows), landscape=True)


def funding(connection: Connection, language: str) -> Table:
    """Return who paid for each study, and the interests that its authors declare."""
    words = _words(language)
    by_study: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for one in agreed_values(connection):
        if one.form.scope == "study" and one.path in {"funding", "conflicts_of_interest"}:
            names[one.study.id] = one.study.name
            status = "" if one.value.known else words("status", "not-reported")
            text = str(one.value.value) if one.value.known else status
            by_study.setdefault(one.study.id, {})[one.path] = text
    rows = tuple(
        (names[study], told.get("funding", ""), told.get("conflicts_of_interest", ""))
        for study, told in by_study.items()
    )
    columns = (
        Column("study", words("column", "study")),
        Column("funding", words("column", "funding"), width=2.0),
        Column("conflicts", words("column", "conflicts"), width=2.0),
    )
    return Table("funding", words("title", "funding"), columns, rows)
