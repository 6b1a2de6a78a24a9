"""Records: listing and exporting them, showing and editing one, and taking one out."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import one_line
from review.commands.record_lines import record_line
from review.commands.shell import (
    AsOption,
    ExcelOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    save,
    say,
)
from review.counting import counted
from review.refusal import Refused

if TYPE_CHECKING:
    from review.record import Record


def records(
    context: typer.Context,
    standing: Annotated[str, typer.Option(help="Only records that stand so.")] = "",
    stage: Annotated[str, typer.Option(help="title-abstract or full-text.")] = "",
    source: Annotated[str, typer.Option(help="Only records of this source.")] = "",
    tag: Annotated[str, typer.Option(help="Only with this tag, as you may see it.")] = "",
    format_name: Annotated[
        str,
        typer.Option(
            "--format", help="csv, xlsx, ris, bibtex, csl-json, endnote-xml, nbib or json."
        ),
    ] = "",
    excel: ExcelOption = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """List or export records, each set by its shown record, as you may see them."""
    from review.records.listing import listed, matches_standing
    from review.records.tags import with_tag

    matches_standing(standing, stage)
    handle = opened(context, review, person)
    if format_name in {"", "text"}:
        with handle.read() as connection:
            rows = listed(connection, handle.person, standing=standing, stage=stage, source=source)
            rows = with_tag(connection, handle.person, rows, tag)
        for row in rows:
            put(record_line(row.record_id, row.year, row.title))
        say(f"{counted(len(rows), 'record')}.")
        return
    from review.files.spreadsheet import way_of
    from review.records.writing import check_format, export, is_binary

    check_format(format_name)
    if excel and format_name != "csv":
        raise Refused("--excel is for --format csv.", "A workbook opens in every Excel: xlsx.")
    way = way_of(excel)
    with handle.read() as connection:
        file = export(
            connection,
            handle.person,
            format_name,
            standing=standing,
            stage=stage,
            source=source,
            tag=tag,
            way=way,
        )
    save(context, file.data, out, binary_name="records.xlsx" if is_binary(format_name) else "")
    say(f"{file.number} records.")


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
    from review.reports.retrieving import remove_record

    say(remove_record(opened(context, review, person), record, because, why, source))


def edit(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    title: Annotated[str | None, typer.Option("--title", metavar="T")] = None,
    abstract: Annotated[str | None, typer.Option("--abstract", metavar="TEXT")] = None,
    abstract_file: Annotated[
        str, typer.Option("--abstract-file", metavar="F", help="Text in UTF-8.")
    ] = "",
    authors: Annotated[
        str | None, typer.Option("--authors", metavar="A", help="'Berg, Kari; Hart, Jo'")
    ] = None,
    year: Annotated[str | None, typer.Option("--year", metavar="Y")] = None,
    journal: Annotated[str | None, typer.Option("--journal", metavar="J")] = None,
    volume: Annotated[str | None, typer.Option("--volume", metavar="V")] = None,
    issue: Annotated[str | None, typer.Option("--issue", metavar="I")] = None,
    doi: Annotated[str | None, typer.Option("--doi", metavar="D")] = None,
    pmid: Annotated[str | None, typer.Option("--pmid", metavar="N")] = None,
    set_field: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=TEXT", help="Any other: start_page, language ..."),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, in words.")] = "",
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Add a missing abstract or correct a field; the record as it was imported stays beside it."""
    from review.records.editing import edit_record

    named = {
        "title": title,
        "abstract": abstract,
        "authors": authors,
        "year": year,
        "journal": journal,
        "volume": volume,
        "issue": issue,
        "doi": doi,
        "pmid": pmid,
        **_set(set_field),
    }
    said = {field: text for field, text in named.items() if text is not None}
    if abstract_file:
        if abstract is not None:
            raise Refused("The abstract is said twice.", "Say --abstract or --abstract-file.")
        said["abstract"] = read_text(context, abstract_file)
    if not said:
        raise Refused("Nothing is said of the record.", "Say --abstract, --title, --year ...")
    say(edit_record(opened(context, review, person), record, said, why, source))


def _set(pairs: list[str] | None) -> dict[str, str]:
    said = {}
    for pair in pairs or ():
        field, sign, text = pair.partition("=")
        if not sign:
            raise Refused(f"--set {pair} is not FIELD=TEXT.")
        said[field.strip().replace(" ", "_").replace("-", "_")] = text
    return said


def show(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show a record as it stands, and beside each field that was edited what its export said."""
    from review.records.editing import edits_of
    from review.records.lookup import as_imported, members, resolve, whole
    from review.reports.retraction import marks_of
    from review.sources.exports import sample_of

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record, source)
        retracted = marks_of(connection, [found.set_id]).get(found.set_id, "")
        others = [one for one in members(connection, found.set_id) if one.id != found.id]
        stands, imported = whole(connection, found.id), as_imported(connection, found.id)
        edits = edits_of(connection, found.id)
    if as_json:
        put_json(
            {
                "record_id": found.shown,
                "source": found.source,
                "retracted": retracted,
                "same_report": [one.shown for one in others],
                "record": _plain(stands),
                "imported": _plain(imported),
                "edited": [asdict(edit) for edit in edits],
            }
        )
        return
    put(f"{found.shown}  {one_line(found.source)}")
    if retracted:
        put(f"  {retracted}")
    for label, text in sample_of(replace(stands, abstract="")):
        put(f"  {label:14}{one_line(text)}")
    put(f"  {'abstract':14}{one_line(stands.abstract) or '(none)'}")
    for one in others:
        place = f"{one_line(one.source)} {one_line(one.accession)}".strip()
        put(f"  {'same report':14}{one.shown}  {place}")
    for edit in edits:
        state = "differs between two copies: `review clashes`" if edit.contested else "edited"
        put(f"  {edit.label} {state}; as imported: {one_line(edit.imported) or '(nothing)'}")


def _plain(record: Record) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if value and name != "line"}


def tag_record(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    name: Annotated[str, typer.Argument(help="The tag; those on the record without one.")] = "",
    off: Annotated[bool, typer.Option("--off", help="Take it off again.")] = False,
    source: Annotated[str, typer.Option("--source", help="Of an accession.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Tag a record; yours alone until the decisions on it are revealed, then everyone's to see."""
    from review.records.lookup import resolve
    from review.records.tags import names_of, put_tag, tags_on

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
    for command in (show, edit, remove):
        group.command()(command)
    group.command("tag")(tag_record)
    app.add_typer(group, name="record")
