"""Trying the program on the sample review."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from review.commands.shell import Exit, say, shell_of


def demo(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="DIR", help="A new folder for the sample.")],
    sample: Annotated[
        str, typer.Option("--sample", help="family-partner or family-preservation.")
    ] = "family-partner",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the desk after.")] = False,
) -> None:
    """Take an invented review from its exports to its flow, by ordinary command lines."""
    from review.commands.rehearsal import rehearse

    shell = shell_of(context)
    folder = shell.path(place)
    ok = rehearse(shell, folder, sample)
    if not ok:
        raise typer.Exit(Exit.ATTENTION)
    say(f"The review is in {place}; every command line of it is in {place}/walkthrough.txt.")
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        shell.location, shell.person = str(folder / "review.db"), "anna"
        shell.desk(shell, "")
    else:
        say(f"Open the desk: `review --review {place}/review.db --as anna`")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(demo)
