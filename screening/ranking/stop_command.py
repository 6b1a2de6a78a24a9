"""`review stop`: ranked screening ends, goes on, or is checked by a sample of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say
from screening.ranking.goal_options import ConfidenceOption, TargetOption, WhyOption, goal_of

if TYPE_CHECKING:
    from review.ledger.ledger import Review


def stop(
    context: typer.Context,
    target: TargetOption = None,
    confidence: ConfidenceOption = None,
    why: WhyOption = "",
    go_on: Annotated[bool, typer.Option("--go-on", help="Take screening up again.")] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", metavar="N", help="Only draw N of the rest, as a check."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**31 - 1, help="Draws the same sample again.")
    ] = 1,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Stop ranked screening of titles and abstracts, on the test of Callaghan and Müller-Hansen.

    What is left unscreened counts as marked ineligible by automation tools. Refused unless the goal
    set beforehand is reached, or --why says why all the same.
    """
    from screening.ranking import stops

    handle = opened(context, review, person)
    if go_on:
        say(stops.go_on(handle, why))
        return
    if sample is not None:
        _sample(handle, sample, seed, as_json=as_json)
        return
    with handle.read() as connection:
        goal = goal_of(connection, target, confidence)
    done = stops.stop(handle, goal, why)
    if as_json:
        found = done.evidence
        put_json(
            {
                "target": found.goal.target,
                "confidence": found.goal.confidence,
                "p": found.p,
                "records": found.total,
                "screened": found.screened,
                "included": found.found,
                "left": done.left,
                "sentence": done.in_words()[0],
            }
        )
        return
    for line in done.in_words():
        put(line)


def _sample(handle: Review, size: int, seed: int, *, as_json: bool) -> None:
    from review.clean import one_line
    from review.protocol import TITLE_ABSTRACT
    from review.records.lookup import shown_of
    from screening.ranking.stops import rest_of, sample_in_words, sample_of_rest

    with handle.read() as connection:
        drawn = sample_of_rest(connection, TITLE_ABSTRACT, size, seed)
        left = len(rest_of(connection, TITLE_ABSTRACT))
        found = shown_of(connection, drawn)
    if as_json:
        put_json({"left": left, "sample": [found[one].shown for one in drawn]})
        return
    for one in drawn:
        put(f"{found[one].shown}  {one_line(found[one].title)[:90]}")
    say(f"If none of them is an include: {sample_in_words(0, size, left)}")
