"""The command of allocation: who is asked about which records, and who follows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say
from review.refusal import Refused
from screening.options import StageOption, stage_named

if TYPE_CHECKING:
    from screening.allocating import Allocated


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
    seed: Annotated[int, typer.Option("--seed", help="Draws the same shares again.")] = 1,
    anyone: Annotated[
        bool, typer.Option("--anyone", help="To nobody by name: whoever comes first.")
    ] = False,
    hand_over: Annotated[
        str,
        typer.Option("--hand-over", metavar="NAME=NAME", help="What is left of one, to another."),
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Share out the records of a stage among people; without options, show how they are shared."""
    from screening.allocating import allocate as keep
    from screening.allocating import allocated
    from screening.allocating import hand_over as follow
    from screening.shares import EVERYONE, Shares

    at = stage_named(stage)
    handle = opened(context, review, person)
    if hand_over:
        leaver, _, successor = hand_over.partition("=")
        if not leaver or not successor:
            raise Refused("--hand-over takes NAME=NAME.", "For instance --hand-over bo=dina.")
        say(follow(handle, leaver, successor))
        return
    if anyone and to:
        raise Refused("--anyone and --to contradict each other.", "Leave one of them out.")
    if to or anyone:
        shares = EVERYONE if anyone else Shares(reviewers, _weights(to or ()), overlap, seed)
        found = keep(handle, at, shares)
        say("Allocated. What was decided already stays; `review undo` takes this back.")
    elif reviewers or overlap:
        raise Refused("Say whom the records go to.", "Add --to NAME for each person.")
    else:
        with handle.read() as connection:
            found = allocated(connection, at)
    if as_json:
        put_json(found.as_json())
    else:
        _show(found)


def _weights(typed: list[str] | tuple[()]) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for one in typed:
        name, has_share, share = one.partition("=")
        try:
            weight = float(share.rstrip("%")) if has_share else 1.0
        except ValueError:
            weight = 0.0
        if not name or not 0 < weight < float("inf") or name in found:
            raise Refused(f"“{one}” is no share.", "Say --to anna, or --to anna=50, once each.")
        found[name] = weight
    return tuple(found.items())


def _show(found: Allocated) -> None:
    from screening.shares import proportions

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


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(allocate)
