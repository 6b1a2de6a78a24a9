"""Full texts: retrieval, files and links, and reports added by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    ReviewOption,
    opened,
    put,
    say,
    shell_of,
)
from review.refusal import Refused

SourceOption = Annotated[str, typer.Option("--source", help="Of an accession.")]


def retrieval(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    state: Annotated[str, typer.Argument(help="requested, retrieved or not-retrieved.")],
    file: Annotated[str, typer.Option("--file", metavar="PDF", help="Kept with the review.")] = "",
    via: Annotated[str, typer.Option(help="Library, author, interlibrary loan ...")] = "",
    at: Annotated[str, typer.Option(metavar="DATE", help="When, if not now.")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Log what became of a report's full text."""
    from review.reports.retrieving import record_retrieval

    path = shell_of(context).path(file) if file else None
    handle = opened(context, review, person)
    say(record_retrieval(handle, record, state, file=path, via=via, source=source, at=at))


def attach(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Attach the PDFs of a folder whose names hold an id, accession, DOI or PMID."""
    from review.reports.retrieving import attach_folder

    done = attach_folder(opened(context, review, person), shell_of(context).path(folder))
    for name, record in done.matched:
        put(f"{record}  {name}")
    for name, why in done.unmatched:
        say(f"{name}: {why}")
    say(f"{len(done.matched)} files attached, {len(done.unmatched)} not.")


def open_report(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Open a report's file, or show where it is and its links."""
    from review.clean import one_line
    from review.files.viewer import can_view, view
    from review.records.lookup import resolve, whole
    from review.reports.retrieving import file_of

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
        file = file_of(handle, connection, found)
        urls = whole(connection, found.id).urls
    if file and not file.is_file():
        raise Refused(f"The file {file} is gone.", "Attach it again with `review retrieval`.")
    if file:
        put(str(file))
        if can_view():
            view(file)
    links = [f"https://doi.org/{found.doi}"] if found.doi else []
    for link in [*links, *urls]:
        put(one_line(link))
    if not file and not links and not urls:
        raise Refused(
            f"{found.shown} has neither file nor link.", "Attach one: `retrieval --file`."
        )


def report_add(
    context: typer.Context,
    title: Annotated[str, typer.Option("--title")],
    authors: Annotated[list[str] | None, typer.Option("--author", help="Surname, Given")] = None,
    year: Annotated[int | None, typer.Option("--year")] = None,
    journal: Annotated[str, typer.Option("--journal")] = "",
    doi: Annotated[str, typer.Option("--doi")] = "",
    url: Annotated[str, typer.Option("--url")] = "",
    kind: Annotated[str, typer.Option("--kind", help="How it was found.")] = "contact",
    source_name: Annotated[str, typer.Option("--source", help="Who or what gave it.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Add a report that no export held: sent by authors, a manual, found by hand."""
    from review.record import Record
    from review.reports.adding import add_report

    record = Record(
        type="GEN",
        title=title,
        authors=tuple(authors or ()),
        year=year,
        journal=journal,
        doi=doi,
        urls=(url,) if url else (),
    )
    handle = opened(context, review, person)
    say(f"Added {add_report(handle, record, kind, source_name or f'Added by hand ({kind})')}.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(retrieval)
    app.command()(attach)
    app.command("open")(open_report)
    report = typer.Typer(help="Reports that no export held.", no_args_is_help=True)
    report.callback()(lambda: None)
    report.command("add")(report_add)
    app.add_typer(report, name="report")
