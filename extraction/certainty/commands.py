"""What certainty adds to the command line: evidence, grade."""

from __future__ import annotations

import typer

from extraction.certainty import evidence_commands, grade_command


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.add_typer(evidence_commands.group(), name="evidence")
    app.command()(grade_command.grade)
