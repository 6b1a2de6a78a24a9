"""Tables for the publication, from the slices that know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import (
    AsOption,
    ExcelOption,
    ReviewOption,
    TableSource,
    opened,
    put_studies,
    save,
    shell_of,
)
from review.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from review.table.table import Table

_BINARY = ("docx", "xlsx")


def table(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Without one, the list.")] = "",
    format_name: Annotated[
        str, typer.Option("--format", help="text, csv, md, html, docx, xlsx or json.")
    ] = "text",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    excel: ExcelOption = "",
    edition: Annotated[
        int, typer.Option("--edition", metavar="N", help="As of when this edition was closed.")
    ] = 0,
    cell: Annotated[
        str,
        typer.Option("--open", metavar="ROW.KEY", help="The studies of a cell: 1.measured."),
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Print one table of the synthesis, made from agreed data."""
    from review.editions.past import as_of
    from review.files.spreadsheet import way_of
    from review.studies import names_of_studies
    from review.table.rendering import FORMATS, render

    tables = shell_of(context).tables
    if name not in tables:
        known = "\n".join(f"  {key:20}{source.about}" for key, source in tables.items())
        if not name:
            save(context, known, "")
            return
        raise Refused(f"There is no table “{name}”.", f"The tables are:\n{known}")
    if format_name not in FORMATS:
        raise Refused(f"“{format_name}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    if lang not in {"en", "nb"}:
        raise Refused(f"There is no “{lang}” here.", "Languages: en, nb.")
    if excel and format_name != "csv":
        raise Refused("--excel is for --format csv.", "A workbook opens in every Excel: xlsx.")
    way = way_of(excel)
    handle = opened(context, review, person)
    with handle.read() as connection, as_of(handle, connection, edition) as then:
        built = tables[name].build(then, handle, lang)
        if cell:
            put_studies(_behind(then, tables[name], built, cell, lang), names_of_studies(then))
            return
    width = terminal_width() if format_name == "text" and not out else 100
    data = render(built, format_name, language=lang, width=width, way=way)
    binary = f"{name}.{format_name}" if format_name in _BINARY else ""
    save(context, data, out, binary_name=binary)


def _behind(
    connection: Connection, source: TableSource, built: Table, typed: str, language: str
) -> Sequence[str]:
    """Return the ids behind a cell; Refused where there is no such cell, or its row names them."""
    if source.behind is None:
        raise Refused(
            f"The cells of {source.name} are not opened.", "Its rows name what they are about."
        )
    row, _dot, key = typed.partition(".")
    keys = [column.key for column in built.columns]
    if not row.isascii() or not row.isdigit() or not 1 <= int(row) <= len(built.rows):
        raise Refused(f"{typed} names no row.", f"The rows are 1 to {len(built.rows)}: 1.measured.")
    if key not in keys:
        raise Refused(f"{typed} names no column.", f"The columns are: {', '.join(keys)}.")
    return source.behind(connection, language, int(row) - 1, key)


def terminal_width() -> int:
    """Return how wide a table may be on this terminal."""
    import shutil

    return max(60, shutil.get_terminal_size((100, 24)).columns)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(table)
