"""The commands of bodies of evidence: listed, added, shown, removed, and how they are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from extraction.certainty.arguments import BodyArgument
from review.clean import one_line
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    say,
)
from review.counting import counted
from review.refusal import Refused

if TYPE_CHECKING:
    from extraction.certainty.judgement import Judgement

LangOption = Annotated[str, typer.Option("--lang", help="en or nb.")]


def evidence(
    context: typer.Context,
    lang: LangOption = "en",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the bodies of evidence with their certainty, and what they say in sentences."""
    if context.invoked_subcommand:
        return
    from extraction.certainty import body as bodies_of
    from extraction.certainty import judgement as judgements
    from extraction.certainty import queries
    from extraction.certainty.sentences import statements

    handle = opened(context, review, person)
    with handle.read() as connection:
        found, phrasing = queries.findings(connection), queries.phrasing(connection)
    told = statements(found, lang, phrasing)
    if as_json:
        put_json(
            {
                "bodies": [
                    {
                        "id": one.body.shown,
                        **bodies_of.to_content(one.body),
                        "certainty": judgements.to_content(one.judgement)
                        if one.judgement
                        else None,
                    }
                    for one in found
                ],
                "statements": told,
            }
        )
        return
    for one in found:
        level = "not measured" if not one.body.measured else "not graded"
        if one.judgement:
            level = f"{phrasing.signs(one.judgement.level, lang)} {one.judgement.level}"
        put(f"{one.body.shown}  {level:16}{one_line(one.body.name)}")
    put("\n".join(["", *told]) if told else "No bodies of evidence yet: `review evidence add`.")


def evidence_add(
    context: typer.Context,
    outcome: Annotated[str, typer.Option("--outcome", help="What was measured.")],
    time: Annotated[str, typer.Option("--time", help="For instance '12 months'.")] = "",
    intervention: Annotated[str, typer.Option("--intervention", help="What was done.")] = "",
    comparison: Annotated[str, typer.Option("--comparison", help="Against what.")] = "",
    effect: Annotated[
        str, typer.Option("--effect", help="reduction, increase or no-difference.")
    ] = "",
    size: Annotated[str, typer.Option("--size", help="large, moderate or small.")] = "",
    estimate: Annotated[str, typer.Option("--estimate", help="As in 'RR 0.62'.")] = "",
    studies: Annotated[
        list[str] | None,
        typer.Option("--study", metavar="STUDY[=N]", help="A study, with its participants."),
    ] = None,
    study_count: Annotated[
        int | None, typer.Option("--studies", help="How many, as a review reports.")
    ] = None,
    participants: Annotated[
        int | None, typer.Option("--participants", help="How many, as a review reports.")
    ] = None,
    importance: Annotated[
        str, typer.Option("--importance", help="critical, important or limited.")
    ] = "important",
    plural: Annotated[
        bool, typer.Option("--plural", help="The intervention is a plural in English.")
    ] = False,
    not_measured: Annotated[
        bool, typer.Option("--not-measured", help="No included study measured it.")
    ] = False,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Add a body of evidence: one outcome at one time, for an intervention and a comparison."""
    from extraction.certainty.grading_acts import set_bodies
    from extraction.certainty.said import studies_said

    given: dict[str, Any] = {
        "outcome": outcome,
        "time": time,
        "intervention": intervention,
        "comparison": comparison,
        "effect": effect,
        "size": size,
        "estimate": estimate,
        "studies": studies_said(studies or ()),
        "study_count": study_count,
        "participants": participants,
        "importance": importance,
        "plural": plural,
        "measured": not not_measured,
    }
    (body,) = set_bodies(opened(context, review, person), [given], "--outcome")
    say(f"{body.shown}  {body.name}. Judge it: `review grade {body.shown}`.")


def evidence_set(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.toml")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take bodies of evidence from a file, a [[body]] each, with phrases in en and nb."""
    import tomllib

    from extraction.certainty.grading_acts import set_bodies

    try:
        data = tomllib.loads(read_text(context, file))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"{file} is not valid TOML: {error}.", "Mend that line.") from None
    given = data.get("body")
    if set(data) != {"body"} or not isinstance(given, list):
        raise Refused(f"{file} does not hold bodies of evidence.", "Write each as [[body]].")
    bodies = set_bodies(opened(context, review, person), given, file)
    number = counted(len(bodies), "body", "bodies")
    say(f"{number} of evidence: {', '.join(one.shown for one in bodies)}.")


def evidence_show(
    context: typer.Context,
    body: BodyArgument,
    lang: LangOption = "en",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Show a body of evidence: its studies, its judgements, and its sentence."""
    from extraction.certainty import queries
    from extraction.certainty.sentences import Finding, statement

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = queries.find(connection, body)
        judgement = queries.judged(connection).get(found.id)
        apart = queries.visible_grades(connection, handle.person, found.id)
        names, phrasing = queries.study_names(connection), queries.phrasing(connection)
    put(f"{found.shown}  {one_line(found.name)}")
    for study, number in found.studies:
        put(f"  study      {names.get(study, study)}{f', n = {number}' if number else ''}")
    for name, grade in apart.items():
        put(f"  {one_line(name)} alone: {grade.judgement.level if grade.judgement else 'sealed'}")
        _put_ratings(grade.judgement)
    if judgement:
        whose = f"adopted from {judgement.adopted_from}" if judgement.adopted_from else "ours"
        put(f"  certainty  {judgement.level} ({whose})")
        _put_ratings(judgement)
    put(statement(Finding(found, judgement), lang, phrasing))


def _put_ratings(judgement: Judgement | None) -> None:
    for one in judgement.ratings if judgement else ():
        put(f"    {one.domain:18}{one.sign:>3}  {one_line(one.why)}")
    if judgement and judgement.override:
        put(f"    overridden: {one_line(judgement.override)}")


def evidence_remove(
    context: typer.Context, body: BodyArgument, review: ReviewOption = "", person: AsOption = ""
) -> None:
    """Remove a body of evidence from the review."""
    from extraction.certainty.grading_acts import remove_body

    removed = remove_body(opened(context, review, person), body)
    say(f"Removed: {removed.shown} {removed.name}")


def evidence_words(
    context: typer.Context,
    phrases: Annotated[
        str, typer.Option("--phrases", help="Norwegian: sannsynligvis or trolig.")
    ] = "",
    confidence: Annotated[
        str, typer.Option("--confidence", help="Norwegian: moderat or middels.")
    ] = "",
    symbols: Annotated[str, typer.Option("--symbols", help="circles or plus.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Choose, once for the review, the words and signs that tell certainty."""
    from extraction.certainty.grading_acts import set_phrasing
    from extraction.certainty.phrasing import to_content

    given = {"phrases": phrases, "confidence": confidence, "symbols": symbols}
    wanted = {key: value for key, value in given.items() if value}
    made = set_phrasing(opened(context, review, person), wanted)
    say(", ".join(f"{key}: {value or 'by language'}" for key, value in to_content(made).items()))


def group() -> typer.Typer:
    """Return the group of these commands; without a command it is the list."""
    bodies = typer.Typer(
        help="Bodies of evidence, of which certainty is judged; alone, the list.",
        invoke_without_command=True,
    )
    bodies.callback()(evidence)
    bodies.command("add")(evidence_add)
    bodies.command("set")(evidence_set)
    bodies.command("show")(evidence_show)
    bodies.command("remove")(evidence_remove)
    bodies.command("words")(evidence_words)
    return bodies
