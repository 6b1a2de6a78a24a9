"""Retractions: reading a list of retracted publications, and what is known so far."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from review.clean import one_line
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_bytes,
    say,
)
from review.counting import counted

if TYPE_CHECKING:
    from review.ledger.ledger import Review


def retractions(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="Retraction Watch's CSV, a PubMed export, or a DOI or PMID a line.",
        ),
    ] = "",
    source: Annotated[str, typer.Option("--source", help="What to call the list.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Match a list of retracted publications offline; without FILE, show what is known."""
    handle = opened(context, review, person)
    if file:
        from review.reports.retracting import take_list

        done = take_list(handle, read_bytes(context, file), Path(file).name, source)
        if as_json:
            put_json(done.as_json())
        say(
            f"{counted(done.listed, 'publication')} in the list ({done.kind}). Of this review it "
            f"names {counted(len(done.matched), 'record')}, {len(done.new)} newly known."
        )
        for line, text in done.unread[:10]:
            say(f"  line {line}: no DOI or PMID: {one_line(text)[:80]}")
    to_answer = _show(handle, quiet=as_json, as_json=as_json and not file)
    if to_answer:
        say(
            f"{to_answer} included: decide on them anew with `review settle RECORD include|exclude "
            "--stage full-text --method M --why T`."
        )


def _show(handle: Review, *, quiet: bool, as_json: bool) -> int:
    """Show what is known, in lines or as JSON; return how many included reports wait for it."""
    from review.ids import shown_record
    from review.records.lookup import shown_of
    from review.reports.retraction import retractions as all_known
    from review.reports.retraction import unanswered, worst

    with handle.read() as connection:
        known = all_known(connection)
        shown = shown_of(connection, list(known))
        waiting = unanswered(connection)
    if as_json:
        rows = [
            {
                "record_id": shown[set_id].shown,
                "title": shown[set_id].title,
                "said": [
                    {**one.body(), "record": shown_record(one.record), "source": one.source}
                    for one in said
                ],
                "to_decide_anew": set_id in waiting,
            }
            for set_id, said in known.items()
        ]
        put_json({"retractions": rows})
    elif not quiet:
        for set_id, said in known.items():
            gravest = worst(said)
            put(f"{shown[set_id].shown}  {one_line(shown[set_id].title)[:100]}")
            put(f"    {gravest.words if gravest else ''}")
        if not known:
            put("No report of this review is known to be retracted.")
    return len(waiting)


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(retractions)
