"""Agreement of two extractors field by field as a table, and the studies behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from extraction.field_agreement import FieldAgreement, agreement
from extraction.first_entries import first_pairs
from extraction.form import Form, find_form
from extraction.queries import forms
from extraction.tables.setting import Setting
from extraction.value import Value, to_data
from review.clean import one_line
from review.ids import shown_study
from review.refusal import Refused
from review.studies import all_studies
from review.table.table import Column, Table


@dataclass(frozen=True, slots=True)
class FormAgreement:
    """Agreement on the fields of one form, by one pair of extractors."""

    form: Form
    extractors: tuple[str, str]
    entries: int
    fields: tuple[FieldAgreement, ...]


def measured(connection: Connection, form: str = "") -> list[FormAgreement]:
    """Return the agreement of each pair of extractors on each form, from their first entries.

    Only what both had completed counts, before either could see the other's.
    """
    known = forms(connection)
    wanted = find_form(form, known).id if form else ""
    by_pair: dict[tuple[str, str, str], list[Any]] = {}
    for place, (first, second) in sorted(first_pairs(connection, wanted).items()):
        if place.form in known:
            key = (place.form, first.extractor, second.extractor)
            by_pair.setdefault(key, []).append((first, second))
    return [
        FormAgreement(known[name], (a, b), len(pairs), agreement(known[name], pairs))
        for (name, a, b), pairs in sorted(by_pair.items())
    ]


def table(one: FormAgreement) -> Table:
    """Return the fields that at least one of the two answered, with percent and kappa."""
    columns = (
        Column("field", "Field", width=2),
        Column("n", "n", "right"),
        Column("both", "Both", "right"),
        Column("agree", "Agree", "right"),
        Column("percent", "Percent", "right"),
        Column("kappa", "Kappa", "right"),
    )
    rows = tuple(
        (
            field.field,
            field.n,
            field.both,
            field.agree,
            None if field.percent is None else round(100 * field.percent, 1),
            None if field.kappa is None else round(field.kappa, 3),
        )
        for field in one.fields
        if field.n
    )
    first, second = one.extractors
    return Table(
        "agreement",
        f"{one.form.name('en')}: {first} and {second}, {one.entries} entries of both",
        columns,
        rows,
        notes=(
            "n: answers that at least one gave; Both: that both gave; an answer that only one gave "
            "is a disagreement. Numbers agree within the field's tolerance. Kappa: Cohen's, for "
            "fields with one answer of several.",
        ),
    )


def as_data(one: FormAgreement) -> dict[str, Any]:
    """Return the agreement on one form as JSON, with every place where the two differ."""
    return {
        "form": one.form.id,
        "extractors": list(one.extractors),
        "entries": one.entries,
        "fields": [
            {
                "field": field.field,
                "n": field.n,
                "both": field.both,
                "agree": field.agree,
                "percent": field.percent,
                "kappa": field.kappa,
                "differences": [
                    {
                        "study": shown_study(apart.study),
                        "part": apart.part,
                        "path": apart.path,
                        "kind": apart.kind,
                        "first": to_data(apart.a) if apart.a else None,
                        "second": to_data(apart.b) if apart.b else None,
                    }
                    for apart in field.apart
                ],
            }
            for field in one.fields
        ],
    }


def behind(connection: Connection, found: list[FormAgreement], field: str) -> Iterator[str]:
    """Yield the studies in which two extractors differ on `field`, and what each says.

    Raises Refused for a field that is none.
    """
    names = {study.id: study.name for study in all_studies(connection, only_included=False)}
    known = [name.field for one in found for name in one.fields]
    if field not in known:
        raise Refused(
            f"No field “{field}” was measured.", "Leave out --open to see those that were."
        )
    for one in found:
        yield from _of_field(one, field, names)


def _of_field(one: FormAgreement, field: str, names: Mapping[str, str]) -> Iterator[str]:
    for measure in one.fields:
        if measure.field != field:
            continue
        for apart in measure.apart:
            part = f", {apart.part}" if apart.part else ""
            name = one_line(names.get(apart.study, ""))
            yield f"{shown_study(apart.study)} {name}{part}  {apart.path} ({apart.kind})"
            for who, value in zip(one.extractors, (apart.a, apart.b), strict=True):
                yield f"    {who:12}{_shown(one.form, apart.path, value)}"


def _shown(form: Form, path: str, value: Value | None) -> str:
    return one_line(Setting().cell(form.at(path), value)) if value else "-"
