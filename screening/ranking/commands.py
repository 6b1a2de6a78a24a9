"""The commands of ranked screening: rank on, off, order, seed, status, words, check; and stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
from screening.options import SourceOption
from screening.ranking import simulate_command

if TYPE_CHECKING:
    from screening.ranking.stopping import Goal

_TARGET = typer.Option("--target", help="The recall to be reached, such as 0.95.")
_CONFIDENCE = typer.Option("--confidence", help="How sure to be of it, such as 0.95.")
_WHY = typer.Option("--why", help="The grounds, in words.")
TargetOption = Annotated[float | None, _TARGET]
ConfidenceOption = Annotated[float | None, _CONFIDENCE]
WhyOption = Annotated[str, _WHY]


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
    from review.versions import current
    from screening.ranking.acts import RANKED
    from screening.ranking.ways import choose_way

    handle = opened(context, review, person)
    with handle.read() as connection:
        goal = _goal(connection, target, confidence)
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


def rank_status(
    context: typer.Context,
    open_number: Annotated[
        str, typer.Option("--open", metavar="NUMBER", help="Records: screened, included or left.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Tell the order that holds, how far screening is, what the stopping test says, all switches.

    Only what is revealed counts, so that it says the same to everyone.
    """
    from review.commands.record_lines import put_records
    from review.lookup import shown_of
    from review.protocol import TITLE_ABSTRACT
    from review.unscreened import holding_stop
    from screening.ranking import evidence as evidences
    from screening.ranking.learning import taught_in_words
    from screening.ranking.pace import pace_in_words
    from screening.ranking.recall_curve import as_text
    from screening.ranking.recall_plot import review_curve
    from screening.ranking.ways import seeds, switches, way_of

    handle = opened(context, review, person)
    with handle.read() as connection:
        way = way_of(connection, TITLE_ABSTRACT)
        found = evidences.evidence(connection, TITLE_ABSTRACT)
        chosen = switches(connection, TITLE_ABSTRACT)
        named = seeds(connection, TITLE_ABSTRACT)
        stopped = holding_stop(connection, TITLE_ABSTRACT)
        curve = review_curve(connection, TITLE_ABSTRACT)
        taught = taught_in_words(connection, TITLE_ABSTRACT) if way.ranked else ""
        behind = found.behind(open_number) if open_number else ()
        shown = shown_of(connection, behind)
    if open_number:
        put_records(shown[one] for one in behind)
        return
    if as_json:
        put_json(
            {
                "way": way.way,
                "target": found.goal.target,
                "confidence": found.goal.confidence,
                "records": found.total,
                "screened": found.screened,
                "included": found.found,
                "irrelevant_in_a_row": found.run,
                "p": found.p,
                "enough": found.enough,
                "stopped": bool(stopped),
                "seeds": len(named),
                "switches": [
                    {"way": one.way, "by": one.by, "at": one.at, "why": one.why} for one in chosen
                ],
            }
        )
        return
    put(f"{way.in_words()} {taught}".strip())
    put(evidences.sentence(found))
    if found.screened:
        put(evidences.run_in_words(found))
        for line in as_text([curve], 72, 10):
            put(line)
        if pace := pace_in_words(found.labels, 78):
            put(pace)
    if stopped:
        put("Screening is stopped; `review stop --go-on` takes it up again.")
    elif way.ranked:
        put(evidences.EXPECTED)
    for one in chosen:
        put(f"{one.at[:16].replace('T', ' ')}  {one.by}: {one.way}{_because(one.why)}")


def _because(why: str) -> str:
    return f", {why}" if why else ""


def rank_words(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the words that drive the model: those that speak for inclusion, and those against."""
    from screening.ranking.driving import driving_words

    found = driving_words(opened(context, review, person))
    if as_json:
        put_json({"words": [{"word": word, "weight": weight} for word, weight in found]})
        return
    if not found:
        put("There is nothing that a model could have learned from yet.")
    for word, weight in found:
        put(f"{'+' if weight > 0 else '-'} {abs(weight):6.3f}  {word}")


def rank_check(
    context: typer.Context,
    number: Annotated[int, typer.Option("--number", help="How many of each.")] = 20,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what to look at again together: excluded ones that rank high, included that rank low.

    Each record is ranked by a model that has not learned from it. Only what is revealed is listed.
    """
    from screening.ranking.second_look import second_look

    found = second_look(opened(context, review, person), number)
    if as_json:
        put_json(
            {
                "excluded_ranked_high": [one.as_json() for one in found.excluded],
                "included_ranked_low": [one.as_json() for one in found.included],
            }
        )
        return
    for title, some in (
        ("Excluded, and like the included ones:", found.excluded),
        ("Included, and unlike the other included ones:", found.included),
    ):
        put(title)
        for one in some:
            put(f"{one.place:>6}  {one.shown}  {one.title[:90]}")
        if not some:
            put("        none")


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
        goal = _goal(connection, target, confidence)
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


def _sample(handle: Any, size: int, seed: int, *, as_json: bool) -> None:
    from review.clean import one_line
    from review.lookup import shown_of
    from review.protocol import TITLE_ABSTRACT
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


def _goal(connection: Any, target: float | None, confidence: float | None) -> Goal | None:
    from review.protocol import TITLE_ABSTRACT
    from screening.ranking.stopping import Goal
    from screening.ranking.ways import way_of

    if target is None and confidence is None:
        return None
    old = way_of(connection, TITLE_ABSTRACT).goal
    return Goal(
        old.target if target is None else target,
        old.confidence if confidence is None else confidence,
    )


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    rank = typer.Typer(help="Ranked screening of titles and abstracts.", no_args_is_help=True)
    rank.command("on")(rank_on)
    rank.command("off")(rank_off)
    rank.command("order")(rank_order)
    rank.command("seed")(rank_seed)
    rank.command("status")(rank_status)
    rank.command("words")(rank_words)
    rank.command("check")(rank_check)
    app.add_typer(rank, name="rank")
    app.command()(stop)
    app.command()(simulate_command.simulate)
