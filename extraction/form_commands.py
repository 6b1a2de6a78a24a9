"""The commands on forms: list, show, add, and what a next version leaves to be looked at."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction.options import PartOption, StudyArgument
from review.commands.shell import (
    AsOption,
    ReviewOption,
    opened,
    put,
    read_bytes,
    read_text,
    save,
    say,
)


def form_list(context: typer.Context, review: ReviewOption = "", person: AsOption = "") -> None:
    """List the forms."""
    from extraction.queries import forms

    handle = opened(context, review, person)
    with handle.read() as connection:
        for form in forms(connection).values():
            put(f"{form.id:18}{form.scope:8}version {form.version}  {form.name('en')}")


def form_show(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM")],
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Show the fields of a form, with what each takes."""
    from extraction.form import find_form
    from extraction.form_text import form_text
    from extraction.queries import forms

    handle = opened(context, review, person)
    with handle.read() as connection:
        put(form_text(find_form(form, forms(connection)), lang))


def form_add(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.toml")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Add a form of your own, or the next version of one."""
    from extraction.form_adding import add_form

    added = add_form(opened(context, review, person), read_text(context, file), file)
    form = added.form
    say(f"The form {form.id}, version {form.version}, has {len(form.fields)} fields.")
    for change in added.changes:
        say(f"  {change}")
    if added.behind:
        number = "1 entry is" if len(added.behind) == 1 else f"{len(added.behind)} entries are"
        say(f"{number} to be looked at again: `review form changes {form.id}`.")


def form_draft(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    identifier: Annotated[str, typer.Option("--id", help="What the form is to be called.")],
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="COL", help="A column to leave out.")
    ] = None,
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Draft a form from a table, a field for each column, its kind guessed from the cells."""
    from extraction.drafting import draft
    from extraction.form import load
    from extraction.queries import forms

    with opened(context, review, person).read() as connection:
        before = forms(connection).get(identifier)
    version = before.version + 1 if before else 1
    text = draft(read_bytes(context, file), file, identifier, without or (), version)
    form = load(text, file)
    save(context, text, out)
    say(f"{len(form.fields)} fields. Look the kinds over, then: `review form add FILE.toml`.")


def form_changes(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """List the entries that were filled under an older version of a form."""
    from extraction.form import find_form
    from extraction.looking_again import left_behind, told
    from extraction.queries import forms

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = find_form(form, forms(connection))
        behind = left_behind(connection, handle.person, found.id)
    for one in behind:
        for line in told(one):
            put(line)
    if not behind:
        say(f"Every entry that you may see stands under version {found.version}.")
    else:
        say(f"One that stands as it is: `review form confirm {found.id} STUDY`.")


def form_confirm(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM")],
    study: StudyArgument,
    part: PartOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say that your entry stands under the newest version of its form."""
    from extraction.looking_again import confirm

    say(confirm(opened(context, review, person), study, form, part))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    forms = typer.Typer(help="Extraction forms.", no_args_is_help=True)
    forms.command("list")(form_list)
    forms.command("show")(form_show)
    forms.command("add")(form_add)
    forms.command("draft")(form_draft)
    forms.command("changes")(form_changes)
    forms.command("confirm")(form_confirm)
    app.add_typer(forms, name="form")
