"""Records: listing and exporting them, and taking one out before screening."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from review.commands.shell import AsOption, ReviewOption, opened, put, save, say
from review.refusal import Refused


def records(
    context: typer.Context,
    standing: Annotated[str, typer.Option(help="Only records that stand so.")] = "",
    stage: Annotated[str, typer.Option(help="title-abstract or full-text.")] = "",
    source: Annotated[str, typer.Option(help="Only records of this source.")] = "",
    tag: Annotated[str, typer.Option(help="Only with this tag, as you may see it.")] = "",
    format_name: Annotated[str, typer.Option("--format", help="csv, json, ris, bibtex ...")] = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """List or export records, each set by its shown record, as you may see them."""
    from review.listing import COLUMNS, csv_text, exported, listed, matches_standing
    from review.tags import tagged

    handle = opened(context, review, person)
    matches_standing(standing, stage)
    with handle.read() as connection:
        rows = listed(connection, handle.person, standing=standing, stage=stage, source=source)
        if tag:
            bearing = tagged(connection, handle.person, tag)
            rows = [row for row in rows if row.record.set_id in bearing]
        if format_name in {"", "text"}:
            for row in rows:
                put(f"{row.record_id}  {row.year or '----'}  {row.title[:100]}")
            say(f"{len(rows)} records.")
            return
        if format_name == "csv":
            save(context, csv_text(rows), out)
        elif format_name == "json":
            values = [dict(zip(COLUMNS, row.cells(), strict=True)) for row in rows]
            save(context, json.dumps({"records": values}, ensure_ascii=False, indent=2), out)
        else:
            from review.formats.writing import FORMATS, write

            if format_name not in FORMATS:
                known = ", ".join(("csv", "json", *FORMATS))
                raise Refused(f"“{format_name}” is not a format.", f"Formats: {known}.")
            save(context, write(exported(connection, rows), format_name), out)


def remove(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    because: Annotated[str, typer.Option("--because", help="automation or other.")],
    why: Annotated[str, typer.Option("--why", help="The reason, in words.")],
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take a record out before screening; it counts in the flow as removed."""
    from review.retrieving import remove_record

    say(remove_record(opened(context, review, person), record, because, why, source))


def tag(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    name: Annotated[str, typer.Argument(help="The tag; those on the record without one.")] = "",
    off: Annotated[bool, typer.Option("--off", help="Take it off again.")] = False,
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Tag a record; yours alone until the decisions on it are revealed, then everyone's to see."""
    from review.lookup import resolve
    from review.tags import names_of, put_tag, tags_on

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
        on_it = tags_on(connection, handle.person, found.set_id)
    if not name:
        put(names_of(on_it, handle.person) or "No tag that you may see.")
        return
    act = put_tag(handle, found, name, on=not off)
    say(handle.projectors.kinds[act.kind].says(act))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(records)
    group = typer.Typer(help="One record.", no_args_is_help=True)
    group.callback()(lambda: None)
    group.command("remove")(remove)
    group.command("tag")(tag)
    app.add_typer(group, name="record")
