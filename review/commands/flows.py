"""The PRISMA 2020 flow: the diagram in all its forms, and what is behind a box."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from review.clean import one_line
from review.commands.shell import AsOption, ReviewOption, opened, put, save, say
from review.refusal import Refused

if TYPE_CHECKING:
    from review.flow.counts import Flow

FORMATS = ("text", "json", "csv", "svg", "png", "pdf", "html", "docx", "mermaid")
_BINARY = ("png", "pdf", "docx")


def prisma(
    context: typer.Context,
    format_name: Annotated[str, typer.Option("--format", help=", ".join(FORMATS))] = "text",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    box: Annotated[
        str, typer.Option("--open", metavar="BOX", help="List what is behind a box.")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Print the PRISMA 2020 flow diagram, counted from the acts, or open one of its boxes."""
    from review.flow.queries import flow

    handle = opened(context, review, person)
    if lang not in {"en", "nb"}:
        raise Refused(f"There is no “{lang}” here.", "Languages: en, nb.")
    with handle.read() as connection:
        if box:
            from review.flow.opening import rows_behind

            opened_box = rows_behind(connection, box)
        else:
            counted = flow(connection)
    if box:
        for row in opened_box.rows:
            put(f"{row.id}  {row.year or '----'}  {one_line(row.text)[:100]}")
        say(f"{len(opened_box.rows)} {opened_box.unit}.")
        return
    data = _drawn(counted, format_name, lang)
    binary = f"prisma.{format_name}" if format_name in _BINARY else ""
    save(context, data, out, binary_name=binary)


def _drawn(counted: Flow, format_name: str, language: str) -> str | bytes:
    if format_name == "json":
        from review.flow.as_json import as_json

        return json.dumps(as_json(counted), ensure_ascii=False, indent=2)
    if format_name == "csv":
        from review.flow.rcsv import to_csv

        return to_csv(counted, language)
    raise Refused(f"“{format_name}” is not a format.", f"Formats: {', '.join(FORMATS)}.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(prisma)
