"""The commands on entries: show every value with its evidence, and take entries out and in."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction.options import StudyArgument
from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say


def entries_show(
    context: typer.Context,
    study: StudyArgument,
    form: Annotated[str, typer.Option("--form", help="Of this form alone.")] = "",
    before: Annotated[bool, typer.Option("--before", help="What stood there earlier too.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show each value of a study with where it stands, who gave it, when, and why it was agreed."""
    from extraction.form import find_form
    from extraction.origin import origins
    from extraction.origin_text import as_data, lines
    from extraction.queries import forms
    from review.ids import shown_study
    from review.linking import find

    handle = opened(context, review, person)
    with handle.read() as connection:
        which, known = find(connection, study), forms(connection)
        wanted = find_form(form, known).id if form else ""
        found = {
            place: of_place
            for place, of_place in origins(connection, handle.person, which.id).items()
            if wanted in {"", place.form}
        }
    if as_json:
        put_json({"study": shown_study(which.id), "name": which.name, "entries": as_data(found)})
        return
    for line in lines(found, known, before=before):
        put(line)
    if not found:
        say(f"There is no entry of {which.name} that you may see.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(help="Entries of extraction.", no_args_is_help=True)
    group.command("show")(entries_show)
    app.add_typer(group, name="entries")
