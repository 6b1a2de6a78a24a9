"""Options and arguments that the commands of screening share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.refusal import Refused

if TYPE_CHECKING:
    from review.protocol import Stage

StageOption = Annotated[str, typer.Option("--stage", help="title-abstract or full-text.")]
SourceOption = Annotated[str, typer.Option("--source", help="Of an accession.")]
RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="An id or an accession.")]

InSourceOption = Annotated[str, typer.Option("--source", help="Only records of this source.")]
FromYearOption = Annotated[int | None, typer.Option("--from-year", help="Not older than this.")]
ToYearOption = Annotated[int | None, typer.Option("--to-year", help="Not newer than this.")]
TextOption = Annotated[
    str, typer.Option("--text", help="Only with these words in title or abstract.")
]
TagOption = Annotated[str, typer.Option("--tag", help="Only with this tag.")]
NoAbstractOption = Annotated[bool, typer.Option("--no-abstract", help="Only without an abstract.")]


def stage_named(typed: str) -> Stage:
    """Return the stage called so; Refused otherwise."""
    from review.protocol import STAGES

    for stage in STAGES:
        if typed == stage:
            return stage
    raise Refused(f"“{typed}” is not a stage.", f"Say --stage {' or '.join(STAGES)}.")
