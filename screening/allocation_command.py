"""The command of allocation: who is asked about which records, and who follows whom."""

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
    from screening.allocating import Allocated
    from screening.foreseeing import Foreseen
    from screening.shares import Shares


def allocate(
    context: typer.Context,
    stage: StageOption = "title-abstract",
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="NAME[=SHARE]", help="Who; may be repeated. anna=50, say."),
    ] = None,
    reviewers: Annotated[
        int, typer.Option("--reviewers", help="How many for each record; the stage rule's.")
    ] = 0,
    overlap: Annotated[
        float, typer.Option("--overlap", help="Proportion of records with one more, 0 to 1.")
    ] = 0.0,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**31 - 1, help="Draws the same shares again.")
    ] = 1,
    anyone: Annotated[
        bool, typer.Option("--anyone", help="To nobody by name: whoever comes first.")
    ] = False,
    hand_over: Annotated[
        str,
        typer.Option("--hand-over", metavar="NAME=NAME", help="What is left of one, to another."),
    ] = "",
    rule: Annotated[
        str, typer.Option("--rule", metavar="RULE", help="Another stage rule, such as one or both.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    open_number: Annotated[
        str,
        typer.Option(
            "--open", metavar="NAME[:NUMBER]", help="The records behind drawn, decided or left."
        ),
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Share out the records of a stage among people; without options, show how they are shared."""
    at = stage_named(stage)
    handle = opened(context, review, person)
    if open_number:
        _open(handle, at, open_number)
    elif hand_over:
        _hand_over(handle, hand_over)
    elif rule:
        _rule(handle, at, rule, dry_run=dry_run)
    else:
        shares = _shares(to or (), reviewers, overlap, seed, anyone=anyone)
        _allocate(handle, at, shares, dry_run=dry_run, as_json=as_json)


def _shares(
    to: list[str] | tuple[()], reviewers: int, overlap: float, seed: int, *, anyone: bool
) -> Shares | None:
    """Return the shares that were asked for, None where none were."""
    from screening.shares import EVERYONE, Shares, typed_weights

    if anyone and to:
        raise Refused("--anyone and --to contradict each other.", "Leave one of them out.")
    if anyone:
        return EVERYONE
    if to:
        return Shares(reviewers, typed_weights(to), overlap, seed)
    if reviewers or overlap:
        raise Refused("Say whom the records go to.", "Add --to NAME for each person.")
    return None


def _allocate(
    handle: Review, stage: Stage, shares: Shares | None, *, dry_run: bool, as_json: bool
) -> None:
    from screening.allocating import allocate as keep
    from screening.allocating import allocated
    from screening.foreseeing import foresee

    if shares is None:
        with handle.read() as connection:
            found = allocated(connection, stage)
    elif dry_run:
        with handle.read() as connection:
            _show_change(foresee(connection, handle, stage, shares))
        return
    else:
        found = keep(handle, stage, shares)
        say("Allocated. What was decided already stays; `review undo` takes this back.")
    if as_json:
        put_json(found.as_json())
    else:
        _show(handle, found, stage)


def _hand_over(handle: Review, typed: str) -> None:
    from screening.allocating import hand_over as follow

    leaver, _, successor = typed.partition("=")
    if not leaver or not successor:
        raise Refused("--hand-over takes NAME=NAME.", "For instance --hand-over bo=dina.")
    say(follow(handle, leaver, successor))


def _rule(handle: Review, stage: Stage, rule: str, *, dry_run: bool) -> None:
    from screening.foreseeing import change_rule, foresee_rule

    if not dry_run:
        say(change_rule(handle, stage, rule))
        return
    with handle.read() as connection:
        say(foresee_rule(connection, handle, stage, rule).in_words())


def _open(handle: Review, stage: Stage, typed: str) -> None:
    """List the records behind one of a person's numbers."""
    from review.commands.record_lines import put_records
    from review.records.lookup import shown_of
    from screening.workload import WHICH, behind_load

    name, _, number = typed.partition(":")
    which = next((one for one in WHICH if one == (number or "drawn")), None)
    if which is None:
        raise Refused(f"“{number}” is no number here.", f"Say {', '.join(WHICH)}.")
    with handle.read() as connection:
        sets = behind_load(connection, handle.person, stage, name, which)
        shown = shown_of(connection, sets)
    put_records(shown[one] for one in sets)
    say(f"{counted(len(sets), 'record')}.")


def _show(handle: Review, found: Allocated, stage: Stage) -> None:
    from screening.shares import proportions
    from screening.workload import workload

    put(f"At {found.stage}, rule “{found.rule}”:")
    if not found.shares.weights:
        put("  nobody is asked by name; whoever comes first decides")
    else:
        more = f", {found.shares.overlap:.0%} with one more" if found.shares.overlap else ""
        put(f"  reviewers for each record: {found.reviewers}{more}; seed {found.shares.seed}")
        for name, part in proportions(found.shares, found.reviewers).items():
            put(f"  {name:16}{part:>7.1%}{found.drawn[name]:>9,} records drawn")
    for leaver, successor in found.successors:
        put(f"  {successor} goes on with what {leaver} had yet to decide")
    with handle.read() as connection:
        _made, loads = workload(connection, handle.person, stage)
    for load in loads:
        left = "" if load.left is None else f"{load.left:>9,} left"
        decided = "not told" if load.decided is None else f"{load.decided:>9,} decided"
        put(f"  {load.name:16}{decided:>17}{left}")


def _show_change(change: Foreseen) -> None:
    put(f"At {change.then.stage}, records drawn now, and then:")
    for name, now, then in change.rows:
        before = "not by name" if now is None else f"{now:,}"
        after = "not by name" if then is None else f"{then:,}"
        put(f"  {name:16}{before:>12}  ->  {after}")
    say("Nothing was changed. Without --dry-run it is; what was decided already stays.")


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(allocate)
