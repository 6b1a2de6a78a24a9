"""How the commands of ranked screening are told the goal of stopping, and the grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from screening.ranking.stopping import Goal

_TARGET = typer.Option("--target", help="The recall to be reached, such as 0.95.")
_CONFIDENCE = typer.Option("--confidence", help="How sure to be of it, such as 0.95.")
_WHY = typer.Option("--why", help="The grounds, in words.")
TargetOption = Annotated[float | None, _TARGET]
ConfidenceOption = Annotated[float | None, _CONFIDENCE]
WhyOption = Annotated[str, _WHY]


def goal_of(connection: Connection, target: float | None, confidence: float | None) -> Goal | None:
    """Return the goal that was named, the rest of it as it is set; None where none was."""
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
