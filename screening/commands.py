"""The commands of screening: next, decide, rounds, conflicts, settle, agreement, methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import one_line
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
    shell_of,
)
from screening import (
    agreement_command,
    allocation_command,
    bulk_commands,
    decision_commands,
    methods_command,
    round_commands,
    talk_commands,
)
from screening.options import (
    FromYearOption,
    InSourceOption,
    NoAbstractOption,
    RecordArgument,
    SourceOption,
    StageOption,
    TagOption,
    TextOption,
    ToYearOption,
    stage_named,
)
from screening.ranking import commands as ranking_commands

if TYPE_CHECKING:
    from screening.conflicts import Conflict


def screen(
    context: typer.Context,
    stage: StageOption,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Open the desk where you screen."""
    shell = shell_of(context)
    shell.location = review or shell.location
    shell.person = person or shell.person
    shell.desk(shell, "screen" if stage_named(stage) == "title-abstract" else "fulltext")


def next_record(
    context: typer.Context,
    stage: StageOption,
    in_source: InSourceOption = "",
    from_year: FromYearOption = None,
    to_year: ToYearOption = None,
    text: TextOption = "",
    tag: TagOption = "",
    no_abstract: NoAbstractOption = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show the record that you decide next, of those that fit; what you put off comes last."""
    from review.commands.bar import Bar
    from review.people import team
    from review.records.lookup import shown_of, whole
    from review.reports.retraction import marks_of
    from screening.filters import Filter
    from screening.piles import next_fitting
    from screening.queue import progress
    from screening.ranking.releases import next_released
    from screening.twice import asked_again

    at = stage_named(stage)
    wanted = Filter(in_source, from_year, to_year, text, tag, no_abstract)
    handle = opened(context, review, person)
    with handle.read() as connection:
        team.require(connection, handle, ("screener",), "screen")
        set_id = next_fitting(connection, handle.person, at, wanted)
    if not set_id and not wanted.says_something:
        with Bar("Ranking") as ranking:
            set_id = next_released(handle, at, ranking)
    with handle.read() as connection:
        left = progress(connection, handle.person, at).left
        found = shown_of(connection, [set_id])[set_id] if set_id else None
        record = whole(connection, found.id) if found else None
        again = set_id in asked_again(connection, handle.person, at)
        retracted = marks_of(connection, [set_id]).get(set_id, "") if set_id else ""
    if as_json:
        value: dict[str, Any] = {"record_id": None, "left": left}
        if found and record:
            value = {
                "record_id": found.shown,
                "accession": found.accession,
                "source": found.source,
                "title": found.title,
                "authors": list(found.authors),
                "year": found.year,
                "journal": found.journal,
                "abstract": record.abstract,
                "doi": found.doi,
                "left": left,
                "asked_again": again,
                "retracted": retracted,
            }
        put_json(value)
        return
    if not found or not record:
        fits = " that fits" if wanted.says_something else ""
        put(f"Nothing{fits} is left for you at {at}.")
        return
    put(f"{found.shown}  [{found.source} {found.accession}]  {left} left")
    if again:
        put("! You decided differently on two records of this report: decide again.")
    if retracted:
        put(f"! {retracted}")
    put(one_line(found.title) or "(no title)")
    put(one_line(f"{'; '.join(found.authors)} ({found.year or 'no year'}). {found.journal}"))
    put("")
    put(record.abstract or "(no abstract in the export)")


def decide(
    context: typer.Context,
    record: RecordArgument,
    verdict: Annotated[str, typer.Argument(help="include, exclude or maybe.")],
    stage: StageOption,
    fails: Annotated[
        list[str] | None, typer.Option("--fails", metavar="CRITERION", help="May be repeated.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="From the protocol's list.")] = "",
    note: Annotated[str, typer.Option("--note", help="For yourself, and both after reveal.")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Decide on one record, as yourself alone."""
    from review.records.lookup import resolve
    from screening.deciding import Wish, describe, keep

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    kept = keep(handle, found, at, Wish(verdict, fails or (), reason, note))
    if as_json:
        put_json({"record_id": found.shown, "stage": at, "verdict": verdict})
    say(describe(kept))


def conflicts(
    context: typer.Context,
    stage: Annotated[str, typer.Option("--stage", help="Only of one stage.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the conflicts that wait for a settlement, and reasons that differ."""
    from screening.conflicts import conflicts as find
    from screening.conflicts import reasons_differ

    at = stage_named(stage) if stage else None
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = find(connection, at)
        differ = reasons_differ(connection, at)
    if as_json:
        put_json(
            {
                "conflicts": [_conflict_json(conflict) for conflict in found],
                "reasons_differ": [_conflict_json(conflict) for conflict in differ],
            }
        )
    else:
        for conflict in found:
            _put_conflict(conflict)
        if differ:
            put(f"{len(differ)} agreed exclusions give different reasons:")
        for conflict in differ:
            _put_conflict(conflict)
        if not found:
            put("There are no conflicts to settle.")
    if found:
        raise typer.Exit(Exit.ATTENTION)


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "record_id": conflict.record.shown,
        "accession": conflict.record.accession,
        "stage": conflict.stage,
        "state": conflict.state,
        "title": conflict.record.title,
        "decisions": [
            {
                "reviewer": decision.reviewer,
                "verdict": decision.verdict,
                "fails": list(decision.fails),
                "reasons": list(decision.reasons),
                "note": decision.note,
                "at": decision.at,
            }
            for decision in conflict.decisions
        ],
    }


def _put_conflict(conflict: Conflict) -> None:
    put(f"{conflict.record.shown}  {conflict.stage}  {one_line(conflict.record.title)[:90]}")
    for decision in conflict.decisions:
        why = f" ({', '.join(decision.reasons)})" if decision.reasons else ""
        note = f": {one_line(decision.note)}" if decision.note else ""
        put(f"    {decision.reviewer:12}{decision.verdict}{why}{note}")


def settle(
    context: typer.Context,
    record: RecordArgument,
    outcome: Annotated[str, typer.Argument(help="include, exclude, awaiting, ongoing, not-used.")],
    stage: StageOption,
    method: Annotated[str, typer.Option("--method", help="discussion, third-reviewer or rule.")],
    why: Annotated[str, typer.Option("--why", help="The grounds, in words.")],
    reason: Annotated[str, typer.Option("--reason", help="Of an exclusion in full text.")] = "",
    who: Annotated[list[str] | None, typer.Option("--who", help="Who took part.")] = None,
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Settle a conflict; the reviewers' decisions are kept beside the settlement."""
    from review.records.lookup import resolve
    from screening.settling import Proposal
    from screening.settling import settle as keep

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    proposal = Proposal(outcome, method, why, reason, who or ())
    act = keep(handle, found, stage_named(stage), proposal)
    say(handle.projectors.kinds[act.kind].says(act))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(screen)
    app.command("next")(next_record)
    for command in (decide, conflicts, settle):
        app.command()(command)
    for module in (
        agreement_command,
        allocation_command,
        bulk_commands,
        talk_commands,
        round_commands,
    ):
        module.register(app)
    decision_commands.register(app)
    methods_command.register(app)
    ranking_commands.register(app)
