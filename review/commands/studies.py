"""Studies and their reports: linked and taken out, merged and split, suggested and refused."""

from __future__ import annotations

from typing import Annotated

import typer

from review.clean import one_line
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
)

SourceOption = Annotated[str, typer.Option("--source", help="Of an accession.")]


def study_link(
    context: typer.Context,
    records: Annotated[list[str], typer.Argument(metavar="RECORD...")],
    name: Annotated[str, typer.Option("--name", help="The study's name.")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Make reports belong to one study; a report may belong to several."""
    from review.reports.linking import link

    say(link(opened(context, review, person), records, name, source))


def study_unlink(
    context: typer.Context,
    records: Annotated[list[str], typer.Argument(metavar="RECORD...")],
    study: Annotated[str, typer.Option("--study", help="Out of which study.")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take reports out of a study."""
    from review.reports.linking import unlink

    say(unlink(opened(context, review, person), records, study, source))


def study_merge(
    context: typer.Context,
    kept: Annotated[str, typer.Argument(metavar="KEPT")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...")],
    why: Annotated[str, typer.Option("--why", help="Why they are one.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Make two or more studies one: their reports go into the first."""
    from review.reports.joining_studies import merge

    say(merge(opened(context, review, person), kept, others, why))


def study_split(
    context: typer.Context,
    study: Annotated[str, typer.Argument(metavar="STUDY")],
    records: Annotated[list[str], typer.Argument(metavar="RECORD...")],
    name: Annotated[str, typer.Option("--name", help="The new study's name.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take reports out of a study into a study of their own."""
    from review.reports.joining_studies import split

    say(split(opened(context, review, person), study, records, name))


def study_suggest(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List included reports that may be of one study, with the reasons."""
    from review.duplicates.suggesting import suggestions

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = suggestions(connection)
    if as_json:
        put_json({"suggestions": [one.as_json() for one in found]})
        return
    for one in found:
        put(f"{one.first.shown}  {one_line(one.first.title)}")
        put(f"{one.second.shown}  {one_line(one.second.title)}")
        put(f"    {'; '.join(map(one_line, one.why))}")
        put(f"    one study: `review study link {one.first.shown} {one.second.shown}`")
        put(f"    two: `review study apart {one.first.shown} {one.second.shown}`")
    if not found:
        say("No included reports look like reports of one study.")


def study_apart(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="RECORD")],
    second: Annotated[str, typer.Argument(metavar="RECORD")],
    why: Annotated[str, typer.Option("--why", help="Why they are two.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say that two reports are of two studies, so that they are not suggested again."""
    from review.duplicates.suggesting import refuse

    say(refuse(opened(context, review, person), first, second, why))


def studies(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the included studies with their reports."""
    from review.duplicates.related import related
    from review.ids import shown_study
    from review.records.lookup import shown_of
    from review.reports.retraction import marks_of
    from review.studies import all_studies

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = all_studies(connection)
        reports = {report for study in found for report in study.reports}
        shown = {key: record.shown for key, record in shown_of(connection, reports).items()}
        marks = marks_of(connection, reports)
        offers = [pair for pair in related(connection) if pair.offered]
    if as_json:
        put_json(
            {
                "studies": [
                    {
                        "study_id": shown_study(study.id),
                        "name": study.name,
                        "reports": [shown[report] for report in study.reports],
                        "retracted": {
                            shown[report]: marks[report]
                            for report in study.reports
                            if report in marks
                        },
                    }
                    for study in found
                ]
            }
        )
        return
    for study in found:
        names = ", ".join(shown[report] for report in study.reports)
        put(f"{shown_study(study.id)}  {study.name:32}  {names}")
        for report in study.reports:
            if report in marks:
                put(f"    ! {shown[report]} {marks[report]}")
    if not found:
        put("No studies are included yet.")
    for pair in offers:
        put(
            f"Linked ({pair.kind}), one study? "
            f"`review study link {pair.first.shown} {pair.second.shown}`"
        )


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(studies)
    study = typer.Typer(help="Reports and studies, many to many.", no_args_is_help=True)
    study.command("link")(study_link)
    study.command("unlink")(study_unlink)
    study.command("merge")(study_merge)
    study.command("split")(study_split)
    study.command("suggest")(study_suggest)
    study.command("apart")(study_apart)
    app.add_typer(study, name="study")
