"""What the commands of certainty take."""

from __future__ import annotations

from typing import Annotated

import typer

BodyArgument = Annotated[
    str, typer.Argument(metavar="BODY", help="Its id, or OUTCOME, or 'OUTCOME @ TIME'.")
]
