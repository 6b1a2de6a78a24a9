"""The commands of rounds: draw, list, show, reveal, close, ask again, give up what is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say
from review.counting import counted
from review.refusal import Refused
from screening.options import StageOption, stage_named

if TYPE_CHECKING:
    from review.ledger.ledger import Review
    from review.protocol import Stage


def round_new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to call it, such as pilot.")],
    size: Annotated[int, typer.Option("--size", help="How many records.")],
    stage: StageOption = "title-abstract",
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**31 - 1, help="Draws the same sample again.")
    ] = 1,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Draw a calibration round, half by the protocol's terms, half at random; it comes first."""
    from screening.rounds import draw

    handle = opened(context, review, person)
    say(draw(handle, name, size, stage_named(stage), seed))


def round_list(
    context: typer.Context,
    open_number: Annotated[
        str,
        typer.Option(
            "--open", metavar="NAME[:NUMBER]", help="The records behind ballots or revealed."
        ),
    ] = "",
    stage: Annotated[
        str, typer.Option(help="Of --open: title-abstract or full-text.")
    ] = "title-abstract",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the rounds, with their ballots and how many are revealed."""
    from screening.rounds import rounds

    handle = opened(context, review, person)
    if open_number:
        _open(handle, stage_named(stage), open_number)
        return
    with handle.read() as connection:
        found = rounds(connection)
    if as_json:
        put_json({"rounds": [row.as_json() for row in found]})
        return
    for row in found:
        end = {"keep": "  closed, kept", "discard": "  closed, discarded"}.get(row.closed, "")
        if row.clash:
            end = "  closed differently in two copies: `review clashes`"
        put(
            f"{row.stage:16}{row.name:20}{row.kind:13}{row.ballots:>9,} ballots"
            f"{row.revealed:>9,} revealed{end}"
        )


def _open(handle: Review, stage: Stage, typed: str) -> None:
    """List the records behind one number of a round."""
    from review.commands.record_lines import put_records
    from review.records.lookup import shown_of
    from screening.rounds_behind import behind_round

    with handle.read() as connection:
        sets = behind_round(connection, stage, typed)
        shown = shown_of(connection, sets)
    put_records(shown[one] for one in sets)
    say(f"{counted(len(sets), 'record')}.")


def round_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A round; the main one without a name.")] = "",
    stage: StageOption = "title-abstract",
    maybe: Annotated[str, typer.Option(help="include, own or drop.")] = "include",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show a round: its agreement against the target, and where people differed, by criterion."""
    from screening.agreement import MAYBE_POLICIES
    from screening.round_report import round_report
    from screening.round_text import round_text

    if maybe not in MAYBE_POLICIES:
        raise Refused(f"“{maybe}” is no policy.", f"Policies: {', '.join(MAYBE_POLICIES)}.")
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = round_report(connection, stage_named(stage), name, maybe)
    if as_json:
        put_json(found.as_json())
    else:
        put(round_text(found))


def round_close(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A calibration round.")],
    choice: Annotated[str, typer.Argument(help="keep or discard its decisions.")],
    why: Annotated[str, typer.Option("--why", help="The reason; the methods section tells it.")],
    stage: StageOption = "title-abstract",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Close a calibration round; discarded records are screened again in the main round."""
    from screening.closing import close

    say(close(opened(context, review, person), stage_named(stage), name, choice, why).in_words())


def round_again(
    context: typer.Context,
    why: Annotated[str, typer.Option("--why", help="The reason; the methods section tells it.")],
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="RECORD", help="Revealed ones; else by version of the protocol."),
    ] = None,
    stage: StageOption = "title-abstract",
    older_than: Annotated[
        str,
        typer.Option(
            "--older-than", metavar="VERSION", help="Of the protocol; the one that holds."
        ),
    ] = "",
    which: Annotated[
        str, typer.Option("--which", help="all, open, revealed or excluded ones.")
    ] = "all",
    reason: Annotated[
        str, typer.Option("--reason", help="Only what was excluded for this reason.")
    ] = "",
    source: Annotated[str, typer.Option("--source", help="Of which the accessions are.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Ask again for decisions made under older versions of the protocol, or on certain records."""
    from screening.again import WHICH, Meant, again

    choice = next((one for one in WHICH if one == which), None)
    if choice is None:
        raise Refused(f"“{which}” is not a choice.", f"Say {', '.join(WHICH)}.")
    handle = opened(context, review, person)
    meant = Meant(records or (), source, older_than, choice, reason)
    say(again(handle, stage_named(stage), why, meant).in_words())


def round_reveal(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A round; all of the stage without one.")] = "",
    stage: StageOption = "title-abstract",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Reveal every ballot that is complete so far; this cannot be taken back."""
    from screening.revealing import reveal
    from screening.rounds import find_round

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        round_id = find_round(connection, at, name)
    done, still_open = reveal(handle, at, round_id)
    if as_json:
        revealed, waiting = (done.revealed, done.waiting) if done else (0, 0)
        put_json({"stage": at, "revealed": revealed, "waiting": waiting, "open": still_open})
    said = done.in_words() if done else "No ballot revealed"
    say(f"{said}; {still_open} at {at} {'is' if still_open == 1 else 'are'} still open.")


def round_give_up(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who cannot open their decisions any more.")],
    why: Annotated[str, typer.Option("--why", help="The reason; the methods section tells it.")],
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Give up a person's sealed decisions: they count no longer and are asked for again."""
    from screening.giving_up import describe, give_up

    done = give_up(opened(context, review, person), name, why)
    if as_json:
        put_json({"person": done.person, "decisions": done.decisions, "records": done.records})
    say(describe(done))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    rounds = typer.Typer(help="Sets of records screened and revealed together.")
    rounds.command("new")(round_new)
    rounds.command("list")(round_list)
    rounds.command("show")(round_show)
    rounds.command("reveal")(round_reveal)
    rounds.command("close")(round_close)
    rounds.command("again")(round_again)
    rounds.command("give-up")(round_give_up)
    app.add_typer(rounds, name="round")
