"""What the commands of extraction take: a study, a form, and the part that it describes."""

from __future__ import annotations

from typing import Annotated

import typer

FORM_HELP = "See `review form list`."
STUDY_HELP = "A study's id or name, or its report."

FormOption = Annotated[str, typer.Option("--form", help=FORM_HELP)]
PartOption = Annotated[
    str, typer.Option("--part", "--arm", help="The arm, outcome, result or report it describes.")
]
StudyArgument = Annotated[str, typer.Argument(metavar="STUDY", help=STUDY_HELP)]
