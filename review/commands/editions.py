"""Updates: editions closed and listed, work done elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
)
from review.counting import counted

WhyOption = Annotated[str, typer.Option("--why", metavar="T", help="Why, in a few words.")]


def close(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="1, then 2 and so on.")],
    why: WhyOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Close an edition: its flow is frozen, and what comes after it is an update."""
    from review.editions import closing

    say(closing.close(opened(context, review, person), number, why).in_words())


def listed(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Close editions for updates and living reviews; alone, list those that are closed."""
    if context.invoked_subcommand:
        return
    from review.editions.edition import editions
    from review.flow.keeping import from_data

    with opened(context, review, person).read() as connection:
        found = [(edition, from_data(edition.flow)) for edition in editions(connection)]
    if as_json:
        put_json(
            {
                "editions": [
                    {
                        "number": edition.number,
                        "by": edition.by,
                        "at": edition.at,
                        "why": edition.why,
                        "studies": int(kept.total_studies),
                        "reports": int(kept.total_reports),
                    }
                    for edition, kept in found
                ]
            }
        )
        return
    for edition, kept in found:
        studies = counted(kept.total_studies, "study", "studies")
        reports = counted(kept.total_reports, "report")
        why = f": {edition.why}" if edition.why else ""
        put(
            f"{edition.number}  {edition.at[:10]}  {studies}, {reports}, "
            f"closed by {edition.by}{why}"
        )
    if not found:
        put("No edition is closed yet: `review edition close 1`.")


def entries(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Numbers of work done outside the program, for the flow; alone, list them."""
    if context.invoked_subcommand:
        return
    from dataclasses import asdict

    from review.elsewhere.entries import elsewhere

    with opened(context, review, person).read() as connection:
        found = elsewhere(connection)
    if as_json:
        put_json({"elsewhere": [{**asdict(one), "id": one.shown} for one in found]})
        return
    for one in found:
        put(f"{one.shown}  {one.text}")
    if not found:
        put("Nothing was done elsewhere, as far as anyone has entered.")


def enter(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="duplicates-removed, automation, never-exported, removed, screened-out, "
            "not-retrieved, excluded, previous-studies or previous-reports.",
        ),
    ],
    number: Annotated[int, typer.Argument(metavar="N")],
    why: WhyOption,
    source: Annotated[
        str, typer.Option("--source", metavar="S", help="Where they came from.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="Of the source, where nothing was imported from it.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Of excluded: a reason.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="When it was done.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="These are as many more as are entered already.")
    ] = False,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Enter a number of records or reports that were dealt with outside the program."""
    from review.elsewhere.entering import Work
    from review.elsewhere.entering import enter as kept
    from review.refusal import Refused

    if on:
        try:
            date.fromisoformat(on)
        except ValueError:
            raise Refused(f"“{on}” is not a date.", "Write it as 2026-03-05.") from None
    handle = opened(context, review, person)
    say(kept(handle, Work(what, number, why, source, kind, reason, on, again)))


def take_back(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ID", help="Its id, such as a-1a2b3c4d5e.")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take back what you entered, however long ago; `review undo` takes back the newest."""
    from review.elsewhere.entering import take_back as taken

    say(taken(opened(context, review, person), entry))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(invoke_without_command=True, help="Updates: editions and what follows.")
    group.callback()(listed)
    group.command("close")(close)
    app.add_typer(group, name="edition")
    work = typer.Typer(invoke_without_command=True, help="Work done outside the program.")
    work.callback()(entries)
    work.command("add")(enter)
    work.command("take-back")(take_back)
    app.add_typer(work, name="elsewhere")
