"""Clashes: what two copies said of one thing without knowing of each other, and settling it."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
    shell_of,
)


def clashes(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what two copies of the review said differently, with every side."""
    if context.invoked_subcommand:
        return
    from review.clashes.clashing import all_clashes, as_data, as_text

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = all_clashes(connection, shell_of(context).clashes)
    if as_json:
        put_json(as_data(found))
        return
    put(as_text(found) if found else "No clash waits.")


def settle(
    context: typer.Context,
    clash: Annotated[str, typer.Argument(metavar="CLASH", help="Its id, such as c-1a2b3c4d5e.")],
    take: Annotated[int, typer.Option("--take", metavar="N", help="The side that holds.")],
    why: Annotated[str, typer.Option("--why", metavar="T", help="Why, in a few words.")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Settle a clash: what one side says holds from now on; the others stay in the history."""
    from review.clashes import clashing

    handle = opened(context, review, person)
    say(clashing.settle(handle, shell_of(context).clashes, clash, take, why))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(
        invoke_without_command=True, help="What two copies said differently, and settling it."
    )
    group.callback()(clashes)
    group.command("settle")(settle)
    app.add_typer(group, name="clashes")
