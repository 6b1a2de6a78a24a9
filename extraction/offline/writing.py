"""Entries written as CSV, workbook or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from extraction.entry import to_data
from extraction.form import Form
from extraction.offline.table import SHAPES, Named, Shape, grid
from extraction.offline.workbook import workbook
from review.files.spreadsheet import PLAIN, Way, csv_text
from review.ids import shown_study
from review.refusal import Refused

Format = Literal["csv", "xlsx", "json"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "json")


def written(
    form: Form,
    named: Sequence[Named],
    wanted: Format,
    shape: Shape = "wide",
    *,
    evidence: bool = False,
    language: str = "en",
    way: Way = PLAIN,
) -> bytes:
    """Return the entries in the wanted format; JSON has them whole and takes no shape."""
    if wanted == "json":
        return (json.dumps(_data(form, named), ensure_ascii=False, indent=1) + "\n").encode()
    made = grid(form, named, shape, evidence=evidence)
    if wanted == "xlsx":
        return workbook(form, made, language)
    return csv_text(made.head, made.rows, way).encode()


def _data(form: Form, named: Sequence[Named]) -> dict[str, Any]:
    entries = []
    for one in named:
        entry = to_data(form, one.entry)
        head = {"study_id": shown_study(one.entry.study), "study": one.study}
        whose = {"extractor": one.entry.extractor} if one.entry.extractor else {}
        code = {"code": one.code} if one.code else {}
        part = {"part": one.entry.part} if one.entry.part else {}
        entries.append({**head, **part, **whose, **code, "values": entry["values"]})
    return {"form": form.id, "version": form.version, "entries": entries}


def format_named(typed: str) -> Format:
    """Return the format called so; Refused naming those there are."""
    if typed not in FORMATS:
        raise Refused(f"“{typed}” is not a format.", f"It can be: {', '.join(FORMATS)}.")
    return typed


def shape_named(typed: str) -> Shape:
    """Return the shape called so; Refused naming those there are."""
    if typed not in SHAPES:
        raise Refused(f"“{typed}” is not a shape.", f"It can be: {', '.join(SHAPES)}.")
    return typed
