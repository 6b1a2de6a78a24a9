"""The program as the library runs it: its own options, and every command of ground and slices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from review import __version__
from review.commands import (
    checklists,
    clashes,
    duplicates,
    editions,
    exchanging,
    flows,
    fulltexts,
    imports,
    outputs,
    plots,
    protocols,
    publishing,
    records,
    reporting,
    retractions,
    reviews,
    server,
    sources,
    studies,
    teams,
    trying,
)
from review.commands.shell import AsOption, ReviewOption, shell_of
from review.commands.slice import Slice


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"review {__version__}")
        raise typer.Exit


def program(slices: Sequence[Slice]) -> typer.Typer:
    """Return the program with all of its commands."""
    app = typer.Typer(
        name="review",
        help="Systematic reviews done by two people, in the terminal. Alone, it opens the desk.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def _start(
        context: typer.Context,
        review: ReviewOption = "",
        person: AsOption = "",
        _show: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
        ] = False,
    ) -> None:
        shell = shell_of(context)
        shell.location, shell.person = review, person
        if context.invoked_subcommand is None:
            shell.desk(shell, "")

    for module in (
        reviews,
        teams,
        protocols,
        imports,
        sources,
        duplicates,
        clashes,
        records,
        retractions,
        fulltexts,
        studies,
        flows,
        editions,
        reporting,
        checklists,
        outputs,
        plots,
        publishing,
        exchanging,
        server,
    ):
        module.register(app)
    for each in slices:
        each.register(app)
    trying.register(app)
    return app
