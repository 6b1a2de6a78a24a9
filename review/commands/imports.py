"""Bringing exports in: the options of the command, and how it ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from review.clean import one_line
from review.commands.import_run import Run
from review.commands.import_told import report
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    read_text,
    say,
    shell_of,
)
from review.ledger.collecting import uncollected
from review.refusal import Refused, Stopped, StoreUnusable

if TYPE_CHECKING:
    from review.ledger.ledger import Review
    from review.sources.importing import Straight


def import_files(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Export files, folders or patterns.")
    ],
    source: Annotated[str, typer.Option("--source", help="The search that gave them.")] = "",
    kind: Annotated[
        str,
        typer.Option(
            help="database, register, website, organisation, citation-search, contact, handsearch, "
            "other or previous; database, where nothing else is known of it."
        ),
    ] = "",
    platform: Annotated[str, typer.Option(help="Ovid, EBSCOhost, ProQuest ...")] = "",
    searched: Annotated[str, typer.Option(metavar="DATE", help="The day of the search.")] = "",
    hits: Annotated[
        int | None,
        typer.Option(min=0, help="Hits that the database reported, for all files together."),
    ] = None,
    query_file: Annotated[str, typer.Option(metavar="F", help="The search strategy, as run.")] = "",
    look: Annotated[
        bool, typer.Option("--look", help="Show how the files are understood; store nothing.")
    ] = False,
    format_name: Annotated[str, typer.Option("--format", help="If detection errs.")] = "",
    dialect: Annotated[str, typer.Option(help="If detection errs: ovid, ebsco, ...")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COL=FIELD", help="A column's field; COL= for none."),
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what was decoded wrongly (Ã© for é).")
    ] = False,
    stage: Annotated[
        str, typer.Option(help="full-text: a known list of reports, not to be screened. Say --why.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="Why they go straight to full text.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Import the same file once more.")] = False,
    compare: Annotated[
        bool,
        typer.Option(
            "--dedupe/--no-dedupe",
            help="Once duplicates were looked for, compare new records with all that are here.",
        ),
    ] = True,
    rejected: Annotated[
        str, typer.Option(metavar="FILE", help="Write rejected records here, to be mended.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import export files of one source; every record is stored or listed as rejected."""
    from review.people.team import known
    from review.sources.describing import Search, day_of_search
    from review.sources.export_files import files_meant
    from review.sources.exports import Reading
    from review.standing import KINDS

    if kind not in {"", *KINDS}:
        raise Refused(f"“{kind}” is not a kind of source.", f"Kinds: {', '.join(KINDS)}.")
    name = one_line(source)
    if not name and not look:
        raise Refused("A source has a name.", "Say --source PsycINFO, for instance.")
    query = read_text(context, query_file) if query_file else ""
    at_hand = _review_at_hand(context, review, person, look=look)
    run = Run(
        context,
        Search(name, kind, one_line(platform), day_of_search(searched), hits, query),
        Reading(format_name, dialect, _mapping(column), repair, _language(at_hand)),
        None if look else at_hand,
        _straight(stage, why),
        again,
        compare,
    )
    if run.review:
        with run.review.read() as connection:
            known(connection, run.review)
    with uncollected():
        _take_all(run, files_meant(shell_of(context).folder, files), rejected)
        report(run, rejected, as_json=as_json)
    _leave(run)


def _review_at_hand(
    context: typer.Context, review: str, person: str, *, look: bool
) -> Review | None:
    """Open the review; a look needs none, but reads in the language of one that is here."""
    try:
        return opened(context, review, person)
    except Refused:
        if look and not review:
            return None
        raise


def _language(review: Review | None) -> str:
    from review.protocol import DEFAULT
    from review.protocols.versions import current

    if review is None:
        return DEFAULT.language
    with review.read() as connection:
        return current(connection)[1].language


def _take_all(run: Run, files: Iterable[str], rejected: str) -> None:
    """Bring in one file after the other; stopped half-way, tell what was stored until then."""
    try:
        for file in files:
            run.take(file)
        run.join()
    except KeyboardInterrupt:
        report(run, rejected, as_json=False)
        raise Stopped(
            f"Stopped: nothing of {run.at} was kept, and what was stored before is."
        ) from None
    except StoreUnusable:
        say(f"Nothing of {run.at} was kept, and what was stored before is.")
        report(run, rejected, as_json=False)
        raise


def _mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = [column.rpartition("=") for column in columns or ()]
    for name, sign, held in pairs:
        if not (name and sign):
            raise Refused(
                f"--map {name}{sign}{held} is not COLUMN=FIELD.",
                "Write --map 'Abstract Note=abstract', or --map 'Column=' for no field.",
            )
    return {name.strip(): held.strip() for name, _sign, held in pairs}


def _straight(stage: str, why: str) -> Straight | None:
    from review.protocol import FULL_TEXT, STAGES
    from review.sources.importing import Straight

    if stage not in {"", *STAGES}:
        raise Refused(f"“{stage}” is not a stage.", f"Stages: {', '.join(STAGES)}.")
    return Straight(why) if stage == FULL_TEXT else None


def _leave(run: Run) -> None:
    if run.refused:
        raise typer.Exit(Exit.REFUSED)
    if run.rejected:
        raise typer.Exit(Exit.ATTENTION)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command("import")(import_files)
