"""The commands that take decisions in from files and write them out."""

from __future__ import annotations

from typing import Annotated

import typer

from review.clean import one_line
from review.commands.shell import (
    AsOption,
    ExcelOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put_json,
    read_bytes,
    save,
    say,
)
from review.refusal import Refused
from review.spreadsheet import way_of
from screening.options import SourceOption, StageOption, stage_named


def decisions_import(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    stage: StageOption,
    reviewer: Annotated[
        list[str] | None, typer.Option("--reviewer", metavar="CODE=NAME", help="Whose a code is.")
    ] = None,
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in decisions made elsewhere, for named reviewers; each row is kept or listed."""
    from screening.decisions_file import take_in

    codes = dict(pair.split("=", 1) for pair in reviewer or () if "=" in pair)
    if len(codes) != len(reviewer or ()):
        raise Refused("--reviewer takes CODE=NAME.", "For instance --reviewer 3624=anna.")
    handle = opened(context, review, person)
    done = take_in(handle, read_bytes(context, file), file, stage_named(stage), codes, source)
    if as_json:
        put_json(
            {
                "found": done.found,
                "imported": done.imported,
                "rejected": [
                    {"line": line, "why": why, "text": text} for line, why, text in done.rejected
                ],
            }
        )
    say(f"{file}: {done.found} found, {done.imported} imported, {len(done.rejected)} rejected")
    for line, why, text in done.rejected[:10]:
        say(f"  line {line}: {why}: {one_line(text)[:80]}")
    if done.rejected:
        raise typer.Exit(Exit.ATTENTION)


def decisions_export(
    context: typer.Context,
    stage: Annotated[str, typer.Option("--stage", help="Only of one stage.")] = "",
    excel: ExcelOption = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write the decisions that you may see as CSV: your own, and all that are revealed."""
    from screening.decisions_file import export_csv

    way = way_of(excel)
    handle = opened(context, review, person)
    with handle.read() as connection:
        text = export_csv(connection, handle.person, stage_named(stage) if stage else None, way)
    save(context, text, out)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    decisions = typer.Typer(help="Decisions in and out.", no_args_is_help=True)
    decisions.command("import")(decisions_import)
    decisions.command("export")(decisions_export)
    app.add_typer(decisions, name="decisions")
