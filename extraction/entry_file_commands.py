"""The commands that write entries to files, and take them and what was agreed in from files."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction.options import FormOption
from review.commands.pairs import pairs_of
from review.commands.shell import (
    AsOption,
    ExcelOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put_json,
    read_bytes,
    save,
    say,
)
from review.counting import counted
from review.refusal import Refused

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COL=FIELD",
        help="What a column is: a field, study, part, extractor, code, or - for nothing.",
    ),
]
EmptyOption = Annotated[
    list[str] | None, typer.Option("--empty", metavar="TEXT", help="A cell that is no answer.")
]
UnreportedOption = Annotated[
    list[str] | None,
    typer.Option("--not-reported", metavar="TEXT", help="A cell that says so, such as NR."),
]
InapplicableOption = Annotated[
    list[str] | None,
    typer.Option("--not-applicable", metavar="TEXT", help="A cell that says so, such as NA."),
]

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be taken in; keep nothing.")
]


def entries_export(
    context: typer.Context,
    form: FormOption,
    to: Annotated[str, typer.Option("--format", help="csv, xlsx or json.")] = "csv",
    shape: Annotated[str, typer.Option("--shape", help="wide or long (a row a value).")] = "wide",
    blank: Annotated[bool, typer.Option("--blank", help="To be filled, a row a study.")] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="With --blank: page, quote and note, too.")
    ] = False,
    study: Annotated[str, typer.Option("--study", help="Of this study alone.")] = "",
    of: Annotated[str, typer.Option("--of", help="A reviewer, agreed, or all that you see.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Of the guidance: en or nb.")] = "en",
    excel: ExcelOption = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write entries of a form, your own unless you say whose, or blank ones to fill elsewhere."""
    from extraction.form import find_form
    from extraction.offline.choosing import blanks, chosen
    from extraction.offline.writing import format_named, shape_named, written
    from extraction.queries import forms
    from review.files.spreadsheet import way_of

    wanted, shaped, way = format_named(to), shape_named(shape), way_of(excel)
    if blank and of:
        raise Refused("--blank is for your own entries.", "Leave out --of.")
    handle = opened(context, review, person)
    with handle.read() as connection:
        found = find_form(form, forms(connection))
        if blank:
            named = blanks(connection, handle.person, found, study=study)
        else:
            named = chosen(connection, handle.person, found, study=study, of=of)
    data = written(found, named, wanted, shaped, evidence=evidence, language=lang, way=way)
    save(context, data, out, binary_name="entries.xlsx" if wanted == "xlsx" else "")
    say(f"{counted(len(named), 'entry', 'entries')} of {found.id}.")


def entries_import(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    form: FormOption,
    columns: ColumnsOption = None,
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", metavar="CODE=NAME", help="Whose a code in the file is."),
    ] = None,
    empty: EmptyOption = None,
    unreported: UnreportedOption = None,
    inapplicable: InapplicableOption = None,
    done: Annotated[bool, typer.Option("--done", help="They are complete.")] = False,
    dry_run: DryRunOption = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take your own entries in from a file; each answer is kept or listed. One undo takes it back.

    CSV or a workbook, a row for each entry or for each value, and JSON: as `entries export` writes.
    """
    from pathlib import Path

    from extraction.offline.taking_in import Asked, look_at, take_in
    from extraction.offline.telling import as_data, in_words
    from review.commands.bar import Bar

    asked = Asked(
        form,
        pairs_of("--map", "COL=FIELD", "Design=design", columns),
        pairs_of("--reviewer", "CODE=NAME", "AB=anna", reviewer),
        _words(empty, unreported, inapplicable),
        done,
    )
    handle = opened(context, review, person)
    data = read_bytes(context, file)
    if dry_run:
        made = look_at(handle, data, file, asked)
    else:
        with Bar(f"Taking in {Path(file).name}") as progress:
            made = take_in(handle, data, file, asked, progress)
    if as_json:
        put_json(as_data(made))
    for line in in_words(made, file, dry_run=dry_run):
        say(line)
    if made.rejected:
        raise typer.Exit(Exit.ATTENTION)


def entries_agreed(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    form: FormOption,
    why: Annotated[str, typer.Option("--why", help="Of answers that neither of the two gave.")],
    columns: ColumnsOption = None,
    empty: EmptyOption = None,
    unreported: UnreportedOption = None,
    inapplicable: InapplicableOption = None,
    dry_run: DryRunOption = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in what two extractors agreed on elsewhere, a row an entry. One undo takes it back."""
    from pathlib import Path

    from extraction.offline.agreed_in import look_at_agreed, take_in_agreed
    from extraction.offline.taking_in import Asked
    from extraction.offline.telling import agreed_as_data, agreed_in_words
    from review.commands.bar import Bar

    said = pairs_of("--map", "COL=FIELD", "Design=design", columns)
    asked = Asked(form, said, words=_words(empty, unreported, inapplicable))
    handle = opened(context, review, person)
    data = read_bytes(context, file)
    if dry_run:
        made = look_at_agreed(handle, data, file, asked, why)
    else:
        with Bar(f"Agreeing by {Path(file).name}") as progress:
            made = take_in_agreed(handle, data, file, asked, why, progress)
    if as_json:
        put_json(agreed_as_data(made))
    for line in agreed_in_words(made, file, dry_run=dry_run):
        say(line)
    if made.rejected:
        raise typer.Exit(Exit.ATTENTION)


def _words(
    empty: list[str] | None, unreported: list[str] | None, inapplicable: list[str] | None
) -> dict[str, str]:
    """Return what cells mean that hold no answer: a status, or nothing."""
    return {
        **dict.fromkeys(empty or (), ""),
        **dict.fromkeys(unreported or (), "not-reported"),
        **dict.fromkeys(inapplicable or (), "not-applicable"),
    }


def register(group: typer.Typer) -> None:
    """Put these commands into the group `entries`."""
    group.command("export")(entries_export)
    group.command("import")(entries_import)
    group.command("agreed")(entries_agreed)
