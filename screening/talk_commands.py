"""Commands for what comes after the reveal: remarks, reports sent back, reasons settled by rule."""

from __future__ import annotations

from typing import Annotated

import typer

from review.clean import one_line
from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say
from review.counting import counted
from screening.options import RecordArgument, SourceOption, stage_named

AnyStageOption = Annotated[str, typer.Option("--stage", help="Only of one stage.")]


def remark(
    context: typer.Context,
    record: RecordArgument,
    text: Annotated[str, typer.Argument(help="What to say; the thread without it.")] = "",
    stage: Annotated[str, typer.Option("--stage", help="The latest revealed by default.")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say something about a record to all, once the decisions on it are revealed."""
    from dataclasses import asdict

    from review.records.lookup import resolve
    from screening.remarks import remark as keep
    from screening.remarks import remarks_on

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    if text:
        keep(handle, found, text, stage_named(stage) if stage else None)
        say(f"Remark on {found.shown} kept; `review undo` takes it back.")
    with handle.read() as connection:
        thread = remarks_on(connection, found.set_id, handle.person)
    if as_json:
        put_json({"record_id": found.shown, "remarks": [asdict(one) for one in thread]})
    elif not text:
        for one in thread:
            put(f"{one.at[:16].replace('T', ' ')}  {one.by:12}{one.stage}: {one_line(one.text)}")
        if not thread:
            put("No remark that you may see.")


def send_back(
    context: typer.Context,
    record: RecordArgument,
    why: Annotated[str, typer.Option("--why", help="The grounds, in words.")],
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Send a report back from full text, to be settled at title-abstract anew; nothing is lost."""
    from review.records.lookup import resolve
    from screening.sending_back import send_back as keep

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    act = keep(handle, found, why)
    say(f"{handle.projectors.kinds[act.kind].says(act)}. `review undo` takes this back.")


def settle_reasons(
    context: typer.Context,
    stage: AnyStageOption = "",
    yes: Annotated[bool, typer.Option("--yes", help="Settle; without it they are listed.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Settle agreed exclusions whose reasons differ by the protocol's order, all in one go."""
    from review.protocol import STAGES
    from screening.by_rule import WHY, settle_by_rule
    from screening.conflicts import reasons_differ

    stages = [stage_named(stage)] if stage else list(STAGES)
    handle = opened(context, review, person)
    if yes:
        number = settle_by_rule(handle, stages)
        say(f"{counted(number, 'exclusion')} settled by rule. `review undo` takes all of it back.")
        return
    with handle.read() as connection:
        found = [one for at in stages for one in reasons_differ(connection, at)]
    for one in found:
        put(f"{one.record.shown}  {one.stage}  {one_line(one.record.title)[:90]}")
        for decision in one.decisions:
            put(f"    {decision.reviewer:12}{', '.join(decision.reasons) or '(no reason)'}")
    say(f"{counted(len(found), 'exclusion')}; --yes gives each {WHY}.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(remark)
    app.command("send-back")(send_back)
    app.command("settle-reasons")(settle_reasons)
