"""The commands on entries: each value with its evidence, how far two agree; and those on files."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction import entry_file_commands
from extraction.options import StudyArgument
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    save,
    say,
)
from review.refusal import Refused


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
    from extraction.looking_again import left_behind, told
    from extraction.origin import origins
    from extraction.origin_text import as_data, lines
    from extraction.queries import forms
    from extraction.talk import talks
    from review.ids import shown_study
    from review.reports.linking import find

    handle = opened(context, review, person)
    with handle.read() as connection:
        which, known = find(connection, study), forms(connection)
        wanted = find_form(form, known).id if form else ""
        found = {
            place: of_place
            for place, of_place in origins(connection, handle.person, which.id).items()
            if wanted in {"", place.form}
        }
        behind = left_behind(connection, handle.person, wanted)
        said = talks(connection, which.id)
    behind = [one for one in behind if one.place in found]
    if as_json:
        older = [
            {"form": one.place.form, "part": one.place.part, "extractor": one.found.entry.extractor}
            for one in behind
        ]
        head = {"study": shown_study(which.id), "name": which.name}
        put_json({**head, "entries": as_data(found, said), "older_form": older})
        return
    for line in lines(found, known, said, before=before):
        put(line)
    for one in behind:
        say("Under an older version of its form: " + " ".join("\n".join(told(one)).split()))
    if not found:
        say(f"There is no entry of {which.name} that you may see.")


def entries_agreement(
    context: typer.Context,
    form: Annotated[str, typer.Option("--form", help="Of this form alone.")] = "",
    field: Annotated[
        str, typer.Option("--open", metavar="FIELD", help="The studies in which they differ.")
    ] = "",
    to: Annotated[str, typer.Option("--format", help="text, csv, md, html, docx, xlsx.")] = "text",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Tell how often two extractors agreed, field by field, before either saw the other's entry."""
    from extraction.agreement_table import as_data, behind, measured, table
    from review.table.rendering import render

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = measured(connection, form)
        lines = list(behind(connection, found, field)) if field else []
    if as_json:
        put_json({"agreement": [as_data(one) for one in found]})
        return
    if not found:
        say("No study has two complete entries of one form yet.")
        return
    for line in lines:
        put(line)
    if field:
        return
    if out and len(found) > 1:
        raise Refused("There is more than one table.", "Name one form: --form.")
    for one in found:
        save(context, render(table(one), to), out, binary_name=f"agreement.{to}")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(help="Entries of extraction.", no_args_is_help=True)
    group.command("show")(entries_show)
    entry_file_commands.register(group)
    group.command("agreement")(entries_agreement)
    app.add_typer(group, name="entries")
