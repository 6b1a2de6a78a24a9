"""The commands of ranked screening: rank on, off, order and seed here, the others beside it."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import AsOption, ReviewOption, opened, say
from screening.options import SourceOption
from screening.ranking import simulate_command, status_commands, stop_command
from screening.ranking.goal_options import ConfidenceOption, TargetOption, WhyOption, goal_of


def rank_on(
    context: typer.Context,
    target: TargetOption = None,
    confidence: ConfidenceOption = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**31 - 1, help="Breaks ties, shuffles.")
    ] = None,
    why: WhyOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Rank what is left to screen; set the goal of stopping now, before it is known what is found.

    Records come in batches that all reviewers share: 10 at a time, later 25. What all have decided
    in a batch is revealed and teaches the model; conflicts teach it once they are settled. The
    protocol's question, criteria and terms rank the first ones.
    """
    from review.protocols.versions import current
    from screening.ranking.acts import RANKED
    from screening.ranking.ways import choose_way

    handle = opened(context, review, person)
    with handle.read() as connection:
        goal = goal_of(connection, target, confidence)
        protocol = current(connection)[1]
    way = choose_way(handle, RANKED, why=why, seed=seed, goal=goal)
    say(way.in_words())
    if not (protocol.question or protocol.criteria or protocol.terms.include):
        say(
            "The protocol has no question, criteria or terms to begin with: write them with "
            "`review protocol set`, or name known records with `review rank seed`."
        )
    say(
        f"Goal: {way.goal.target:.0%} of the relevant records with {way.goal.confidence:.0%} "
        "confidence; `review rank status` tells how far that is. What both of you decided before "
        "teaches the model once it is revealed: `review round reveal --stage title-abstract`."
    )


def rank_off(
    context: typer.Context,
    why: WhyOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Go back to the order of the sources; nothing that was decided changes."""
    from screening.ranking.acts import SOURCE

    _order(context, SOURCE, why, None, review, person)


def rank_order(
    context: typer.Context,
    way: Annotated[str, typer.Argument(help="ranked, random or source.")],
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**31 - 1, help="Of the order of chance.")
    ] = None,
    why: WhyOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Choose the order of what is left to screen, for everyone; each switch is logged."""
    _order(context, way, why, seed, review, person)


def _order(
    context: typer.Context, way: str, why: str, seed: int | None, review: str, person: str
) -> None:
    from screening.ranking.ways import choose_way

    say(choose_way(opened(context, review, person), way, why=why, seed=seed).in_words())


def rank_seed(
    context: typer.Context,
    record: Annotated[list[str], typer.Argument(metavar="RECORD...")],
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Name records that are known to be relevant: ranking learns from them from the beginning."""
    from screening.ranking.ways import name_seeds

    say(name_seeds(opened(context, review, person), record, source))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    rank = typer.Typer(help="Ranked screening of titles and abstracts.", no_args_is_help=True)
    rank.command("on")(rank_on)
    rank.command("off")(rank_off)
    rank.command("order")(rank_order)
    rank.command("seed")(rank_seed)
    rank.command("status")(status_commands.rank_status)
    rank.command("words")(status_commands.rank_words)
    rank.command("check")(status_commands.rank_check)
    app.add_typer(rank, name="rank")
    app.command()(stop_command.stop)
    app.command()(simulate_command.simulate)
