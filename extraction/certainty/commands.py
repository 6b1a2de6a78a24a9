"""What certainty adds to the command line: evidence, grade; and the summary of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from extraction.certainty import evidence_commands, grade_command
from review.commands.shell import TableSource

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger import Review
    from review.table.table import Table


def _summary(connection: Connection, _review: Review, language: str) -> Table:
    from extraction.certainty import queries
    from extraction.certainty.findings_table import summary_of_findings

    return summary_of_findings(
        queries.findings(connection),
        queries.study_names(connection),
        language,
        queries.phrasing(connection),
        sorted(queries.clashing(connection)),
    )


TABLES = {
    "summary-of-findings": TableSource(
        "summary-of-findings", "bodies of evidence with effect, certainty and a sentence", _summary
    )
}


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.add_typer(evidence_commands.group(), name="evidence")
    app.command()(grade_command.grade)
