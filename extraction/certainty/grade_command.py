"""The command that judges certainty, adopts a judgement, or agrees on one."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction.certainty.arguments import BodyArgument
from review.commands.shell import AsOption, ReviewOption, opened, say
from review.refusal import Refused

_STEPS = "'STEPS WHY', as in '-1 few took part | nb: få deltok'."


def grade(
    context: typer.Context,
    body: BodyArgument,
    start: Annotated[
        str,
        typer.Option("--start", help="randomised, non-randomised or non-randomised-robins-i."),
    ] = "",
    risk_of_bias: Annotated[str, typer.Option("--risk-of-bias", help=_STEPS)] = "",
    inconsistency: Annotated[str, typer.Option("--inconsistency", help=_STEPS)] = "",
    indirectness: Annotated[str, typer.Option("--indirectness", help=_STEPS)] = "",
    imprecision: Annotated[str, typer.Option("--imprecision", help=_STEPS)] = "",
    publication_bias: Annotated[str, typer.Option("--publication-bias", help=_STEPS)] = "",
    large_effect: Annotated[str, typer.Option("--large-effect", help="Up, '1 WHY'.")] = "",
    dose_response: Annotated[str, typer.Option("--dose-response", help="Up, '1 WHY'.")] = "",
    confounding: Annotated[str, typer.Option("--confounding", help="Up, '1 WHY'.")] = "",
    level: Annotated[str, typer.Option("--level", help="high, moderate, low or very-low.")] = "",
    because: Annotated[
        str, typer.Option("--because", help="Why the level is not what the domains lead to.")
    ] = "",
    adopt: Annotated[
        str, typer.Option("--adopt", metavar="REVIEW", help="The authors' judgement, with --level.")
    ] = "",
    take: Annotated[
        str, typer.Option("--take", metavar="NAME", help="Of two judgements, this one holds.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="Why it holds, or another one.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Judge how certain a body of evidence is, or adopt the judgement of a review's authors."""
    from extraction.certainty import grading_acts
    from extraction.certainty.hints import hints
    from extraction.certainty.said import judgement_said

    said = {
        "risk-of-bias": risk_of_bias,
        "inconsistency": inconsistency,
        "indirectness": indirectness,
        "imprecision": imprecision,
        "publication-bias": publication_bias,
        "large-effect": large_effect,
        "dose-response": dose_response,
        "confounding": confounding,
    }
    judgement = judgement_said(start, said, level, because, adopt)
    handle = opened(context, review, person)
    if take or why:
        found, taken = grading_acts.agree(handle, body, take=take, another=judgement, why=why)
        say(f"{found.shown} {found.name}: {taken.level} holds.")
        return
    if judgement is None:
        raise Refused(
            "Say how it is judged.",
            "Give --start and each domain, or --adopt REVIEW --level LEVEL.",
        )
    found, holds = grading_acts.grade(handle, body, judgement)
    for hint in hints(found, judgement):
        say(f"Note: {hint}")
    rest = "" if holds else " It is yours alone until the other has judged it."
    say(f"{found.shown} {found.name}: {judgement.level}.{rest}")
