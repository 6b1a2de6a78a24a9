"""The commands of screening: next, decide, rounds, conflicts, settle, agreement, decisions."""

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
    read_bytes,
    save,
    say,
    shell_of,
)
from review.refusal import Refused

if TYPE_CHECKING:
    from review.protocol import Stage
    from screening.conflicts import Conflict

StageOption = Annotated[str, typer.Option("--stage", help="title-abstract or full-text.")]
SourceOption = Annotated[str, typer.Option("--source", help="Of an accession.")]
RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="An id or an accession.")]


def stage_named(typed: str) -> Stage:
    """Return the stage called so; Refused otherwise."""
    from review.protocol import STAGES

    for stage in STAGES:
        if typed == stage:
            return stage
    raise Refused(f"“{typed}” is not a stage.", f"Say --stage {' or '.join(STAGES)}.")


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
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show the record that you decide next."""
    from review import team
    from review.lookup import shown_of, whole
    from screening.queue import next_set, progress

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        team.require(connection, handle, ("screener",), "screen")
        set_id = next_set(connection, handle.person, at)
        left = progress(connection, handle.person, at).left
        found = shown_of(connection, [set_id])[set_id] if set_id else None
        record = whole(connection, found.id) if found else None
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
            }
        put_json(value)
        return
    if not found or not record:
        put(f"Nothing is left for you at {at}.")
        return
    put(f"{found.shown}  [{found.source} {found.accession}]  {left} left")
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
    from review.lookup import resolve
    from screening.deciding import Wish, describe
    from screening.deciding import decide as keep

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    act = keep(handle, found, at, Wish(verdict, fails or (), reason, note))
    if as_json:
        put_json({"record_id": found.shown, "stage": at, "verdict": verdict})
    say(describe(act))


def round_new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to call it, such as pilot.")],
    size: Annotated[int, typer.Option("--size", help="How many records.")],
    stage: StageOption = "title-abstract",
    seed: Annotated[int, typer.Option("--seed", help="Draws the same sample again.")] = 1,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Draw a calibration round: a seeded random sample that all screen first."""
    from screening.rounds import draw

    handle = opened(context, review, person)
    say(draw(handle, name, size, stage_named(stage), seed))


def round_list(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the rounds, with their ballots and how many are revealed."""
    from screening.rounds import rounds

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = rounds(connection)
    if as_json:
        put_json({"rounds": [row.as_json() for row in found]})
        return
    for row in found:
        put(
            f"{row.stage:16}{row.name:20}{row.kind:13}{row.ballots:>7} ballots"
            f"{row.revealed:>7} revealed"
        )


def round_reveal(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A round; all of the stage without one.")] = "",
    stage: StageOption = "title-abstract",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Reveal every ballot that is complete so far; this cannot be taken back."""
    from screening.revealing import find_round, reveal

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        round_id = find_round(connection, at, name)
    act, still_open = reveal(handle, at, round_id)
    revealed = act.body["ballots"] if act else 0
    if as_json:
        put_json({"stage": at, "revealed": revealed, "open": still_open})
    say(f"{revealed} ballots revealed at {at}; {still_open} are still open.")


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
    from review.lookup import resolve
    from screening.settling import Proposal
    from screening.settling import settle as keep

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
    proposal = Proposal(outcome, method, why, reason, who or ())
    act = keep(handle, found, stage_named(stage), proposal)
    say(handle.projectors.kinds[act.kind].says(act))


def agreement(
    context: typer.Context,
    stage: StageOption = "title-abstract",
    round_name: Annotated[str, typer.Option("--round", help="A round; main by default.")] = "",
    maybe: Annotated[str, typer.Option(help="include, own or drop.")] = "include",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show how far the first, blind decisions agree."""
    from screening.agreement import MAYBE_POLICIES, report
    from screening.agreement_text import agreement_text
    from screening.revealing import find_round

    if maybe not in MAYBE_POLICIES:
        raise Refused(f"“{maybe}” is no policy.", f"Policies: {', '.join(MAYBE_POLICIES)}.")
    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = report(connection, at, find_round(connection, at, round_name), maybe)
    if as_json:
        put_json(found)
    else:
        put(agreement_text(found))


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
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write the decisions that you may see as CSV: your own, and all that are revealed."""
    from screening.decisions_file import export_csv

    handle = opened(context, review, person)
    with handle.read() as connection:
        text = export_csv(connection, handle.person, stage_named(stage) if stage else None)
    save(context, text, out)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(screen)
    app.command("next")(next_record)
    for command in (decide, conflicts, settle, agreement):
        app.command()(command)
    rounds = typer.Typer(help="Sets of records screened and revealed together.")
    rounds.command("new")(round_new)
    rounds.command("list")(round_list)
    rounds.command("reveal")(round_reveal)
    app.add_typer(rounds, name="round")
    decisions = typer.Typer(help="Decisions in and out.", no_args_is_help=True)
    decisions.command("import")(decisions_import)
    decisions.command("export")(decisions_export)
    app.add_typer(decisions, name="decisions")
