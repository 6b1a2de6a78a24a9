"""The commands that take decisions in from files and write them out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from review.commands.pairs import pairs_of
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
from screening.decisions.telling import as_data, in_words, line_to_type
from screening.options import SourceOption, StageOption, stage_named


def decisions_import(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    stage: StageOption,
    reviewer: Annotated[
        list[str] | None,
        typer.Option(
            "--reviewer",
            metavar="CODE=NAME",
            help="Whose a code is; =NAME: whose the rows without one are.",
        ),
    ] = None,
    reason: Annotated[
        list[str] | None,
        typer.Option(
            "--reason",
            metavar="WORDS=ID",
            help="The reason that words mean; =ID: of rows that give none.",
        ),
    ] = None,
    verdict: Annotated[
        str, typer.Option("--verdict", help="Of each record of a list that says none.")
    ] = "",
    source: SourceOption = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken in; keep nothing.")
    ] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in decisions made elsewhere, for named reviewers; each row is kept or listed.

    Our own CSV, and what Rayyan, Covidence, ASReview, EPPI-Reviewer and colandr export.
    """
    from review.commands.bar import Bar
    from screening.decisions.taking_in import Asked, look_at, take_in

    asked = Asked(
        stage_named(stage),
        pairs_of("--reviewer", "CODE=NAME", "3624=anna", reviewer),
        pairs_of("--reason", "WORDS=ID", '"wrong population"=population', reason),
        source,
        _verdict(verdict),
    )
    handle = opened(context, review, person)
    data = read_bytes(context, file)
    if dry_run:
        done = look_at(handle, data, file, asked)
    else:
        with Bar(f"Taking in {Path(file).name}") as progress:
            done = take_in(handle, data, file, asked, progress)
    if as_json:
        put_json(as_data(done))
    for line in in_words(done, file, dry_run=dry_run):
        say(line)
    if to_type := line_to_type(done, file, stage):
        say(f"  {to_type}")
    if dry_run:
        say("Nothing was kept: this was a dry run.")
    if done.rejected:
        raise typer.Exit(Exit.ATTENTION)


def _verdict(typed: str) -> str:
    from screening.ballot import VERDICTS

    if typed and typed not in VERDICTS:
        raise Refused(f"“{typed}” is not a verdict.", f"Say {', '.join(VERDICTS)}.")
    return typed


def decisions_export(
    context: typer.Context,
    stage: Annotated[str, typer.Option("--stage", help="Only of one stage.")] = "",
    excel: ExcelOption = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write the decisions that you may see as CSV: your own, and all that are revealed."""
    from review.files.spreadsheet import way_of
    from screening.decisions.exporting import export_csv

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
