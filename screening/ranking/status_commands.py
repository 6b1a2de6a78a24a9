"""What ranked screening says of itself: `rank status`, `rank words` and `rank check`."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json


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
    from review.protocol import TITLE_ABSTRACT
    from review.records.lookup import shown_of
    from review.reports.unscreened import holding_stop
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
