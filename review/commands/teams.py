"""The people of a review: adding, retiring, giving roles, listing."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.server import admit_new, tell_of_leaving
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    open_review,
    opened,
    put,
    put_json,
    say,
    shell_of,
)


def team_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name that --as takes.")],
    role: Annotated[
        list[str] | None, typer.Option("--role", help="A role; may be repeated.")
    ] = None,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Add a person, by default as screener, extractor and librarian."""
    _team(context, review, person, name, role, active=True, new=True)


def team_role(
    context: typer.Context,
    name: Annotated[str, typer.Argument()],
    role: Annotated[list[str] | None, typer.Option("--role", help="All roles from now on.")] = None,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Give a person exactly these roles."""
    _team(context, review, person, name, role, active=True, new=False)


def team_retire(
    context: typer.Context,
    name: Annotated[str, typer.Argument()],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Let a person leave; their decisions stay."""
    _team(context, review, person, name, None, active=False, new=False)


def team_show(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the team and its roles."""
    from review.people.team import people

    handle = opened(context, review, person)
    with handle.read() as connection:
        team = people(connection)
    if as_json:
        put_json(
            {"team": [{"name": p.name, "roles": sorted(p.roles), "active": p.active} for p in team]}
        )
        return
    for member in team:
        put(
            f"{member.name:16}{', '.join(sorted(member.roles))}{'' if member.active else ' (left)'}"
        )


def _team(
    context: typer.Context,
    review: str,
    person: str,
    name: str,
    roles: list[str] | None,
    *,
    active: bool,
    new: bool,
) -> None:
    from review.beginning import change_team

    handle = open_review(shell_of(context), review, person)
    change_team(handle, name, roles, active=active, new=new)
    say(f"{name} {'left the team' if not active else 'is in the team'}.")
    if new:
        admit_new(handle.store, handle.projectors, name)
    if not active:
        tell_of_leaving(handle.store, name)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    team = typer.Typer(help="The people of the review and their roles.", no_args_is_help=True)
    team.command("add")(team_add)
    team.command("retire")(team_retire)
    team.command("role")(team_role)
    team.command("show")(team_show)
    app.add_typer(team, name="team")
