"""Records: listing and exporting them, and taking one out before screening."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    ExcelOption,
    ReviewOption,
    opened,
    put,
    save,
    say,
)
from review.refusal import Refused


def records(
    context: typer.Context,
    standing: Annotated[str, typer.Option(help="Only records that stand so.")] = "",
    stage: Annotated[str, typer.Option(help="title-abstract or full-text.")] = "",
    source: Annotated[str, typer.Option(help="Only records of this source.")] = "",
    format_name: Annotated[
        str,
        typer.Option(
            "--format", help="csv, xlsx, ris, bibtex, csl-json, endnote-xml, nbib or json."
        ),
    ] = "",
    excel: ExcelOption = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """List or export records, each set by its shown record, as you may see them."""
    from review.listing import listed, matches_standing

    matches_standing(standing, stage)
    handle = opened(context, review, person)
    if format_name in {"", "text"}:
        with handle.read() as connection:
            rows = listed(connection, handle.person, standing=standing, stage=stage, source=source)
        for row in rows:
            put(f"{row.record_id}  {row.year or '----'}  {row.title[:100]}")
        say(f"{len(rows)} records.")
        return
    from review.records_out import check_format, export, is_binary
    from review.spreadsheet import way_of

    check_format(format_name)
    if excel and format_name != "csv":
        raise Refused("--excel is for --format csv.", "A workbook opens in every Excel: xlsx.")
    way = way_of(excel)
    with handle.read() as connection:
        file = export(
            connection,
            handle.person,
            format_name,
            standing=standing,
            stage=stage,
            source=source,
            way=way,
        )
    save(context, file.data, out, binary_name="records.xlsx" if is_binary(format_name) else "")
    say(f"{file.number} records.")


def remove(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    because: Annotated[str, typer.Option("--because", help="automation or other.")],
    why: Annotated[str, typer.Option("--why", help="The reason, in words.")],
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take a record out before screening; it counts in the flow as removed."""
    from review.retrieving import remove_record

    say(remove_record(opened(context, review, person), record, because, why, source))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(records)
    group = typer.Typer(help="One record.", no_args_is_help=True)
    group.callback()(lambda: None)
    group.command("remove")(remove)
    app.add_typer(group, name="record")
