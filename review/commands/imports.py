"""Bringing exports in: import, and what each source gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import one_line
from review.commands.bar import Bar
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_bytes,
    read_text,
    say,
    shell_of,
)
from review.refusal import Refused, StoreUnusable

if TYPE_CHECKING:
    from review.duplicates.joining import Joined
    from review.exports import Export
    from review.importing import Search
    from review.ledger import Review

_SHOWN_REJECTED = 10


def import_files(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Export files.")],
    source: Annotated[str, typer.Option("--source", help="The search that gave them.")],
    kind: Annotated[
        str,
        typer.Option(
            help="database, register, website, organisation, citation-search, contact, handsearch, "
            "other or previous."
        ),
    ] = "database",
    platform: Annotated[str, typer.Option(help="Ovid, EBSCOhost, ProQuest ...")] = "",
    searched: Annotated[str, typer.Option(metavar="DATE", help="The day of the search.")] = "",
    hits: Annotated[int | None, typer.Option(help="Hits that the database reported.")] = None,
    query_file: Annotated[str, typer.Option(metavar="F", help="The search strategy, as run.")] = "",
    format_name: Annotated[str, typer.Option("--format", help="If detection errs.")] = "",
    dialect: Annotated[str, typer.Option(help="If detection errs: ovid, ebsco, ...")] = "",
    column: Annotated[
        list[str] | None, typer.Option("--map", metavar="COL=FIELD", help="A column's field.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Import the same file once more.")] = False,
    compare: Annotated[
        bool,
        typer.Option(
            "--dedupe/--no-dedupe",
            help="Once duplicates were looked for, compare new records with all that are here.",
        ),
    ] = True,
    rejected: Annotated[
        str, typer.Option(metavar="FILE", help="Write rejected records here.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import export files of one source; every record is stored or listed as rejected."""
    from review.exports import read_exports
    from review.importing import Search
    from review.standing import KINDS
    from review.team import known

    if kind not in KINDS:
        raise Refused(f"“{kind}” is not a kind of source.", f"Kinds: {', '.join(KINDS)}.")
    name = one_line(source)
    if not name:
        raise Refused("A source has a name.", "Say --source PsycINFO, for instance.")
    query = read_text(context, query_file) if query_file else ""
    search = Search(name, kind, platform, searched, hits, query)
    handle = opened(context, review, person)
    with handle.read() as connection:
        known(connection, handle)
    done, refusals, texts, stored = [], [], [], []
    for file in files:
        try:
            data = read_bytes(context, file)
            with Bar(f"Reading {Path(file).name}") as progress:
                for export in read_exports(
                    data,
                    Path(file).name,
                    progress,
                    format_name=format_name,
                    dialect=dialect,
                    columns=_mapping(column),
                ):
                    stored.append(_stored(handle, search, export, again=again))
                    done.append(_told(export))
                    texts += [bad.text for bad in export.parsed.rejected]
        except StoreUnusable:
            raise
        except Refused as refusal:
            refusals.append((file, refusal))
    if rejected and texts:
        shell_of(context).path(rejected).write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    joined = _joined(handle, stored) if compare else None
    _report(name, hits, done, refusals, joined, as_json=as_json)


def _mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = [column.partition("=") for column in columns or ()]
    for name, sign, field in pairs:
        if not (name and sign and field):
            raise Refused(f"--map {name}{sign}{field} is not COLUMN=FIELD.")
    return {name: field for name, _sign, field in pairs}


def _stored(handle: Review, search: Search, export: Export, *, again: bool) -> str:
    """Store an export, and return the id of its import file."""
    from review.exports import store_export

    with Bar(f"Storing {export.name}") as progress:
        return store_export(handle, search, export, again=again, progress=progress)


def _joined(handle: Review, files: list[str]) -> Joined | None:
    """Compare the new records with all others, where that was done before."""
    from review.duplicates.joining import join_new

    with Bar("Comparing records") as progress:
        return join_new(handle, files, progress)


def _told(export: Export) -> dict[str, Any]:
    """Return what is told of an export."""
    parsed = export.parsed
    return {
        "file": export.name,
        "format": parsed.format,
        "dialect": parsed.dialect,
        "encoding": parsed.encoding,
        "found": export.found,
        "imported": len(parsed.records),
        "rejected": [
            {"line": bad.line, "why": bad.why, "text": bad.text} for bad in parsed.rejected
        ],
        "notices": list(parsed.notices),
        "coverage": export.coverage(),
    }


def _report(
    source: str,
    hits: int | None,
    done: list[dict[str, Any]],
    refusals: list[tuple[str, Refused]],
    joined: Joined | None,
    *,
    as_json: bool,
) -> None:
    imported = sum(file["imported"] for file in done)
    bad = sum(len(file["rejected"]) for file in done)
    for file in done:
        _say_file(file)
    if hits is not None and hits != imported + bad and done:
        say(f"The database reported {hits} hits; the files hold {imported + bad} records.")
    if joined:
        say(joined.words)
    for name, refusal in refusals:
        say(str(refusal) if str(refusal).startswith(name) else f"{name}: {refusal}")
    if as_json:
        value: dict[str, Any] = {"source": source, "files": done}
        if joined:
            value["duplicates"] = joined.as_json()
        if refusals:
            value["refused"] = [{"file": name, "why": str(why)} for name, why in refusals]
        put_json(value)
    if refusals:
        raise typer.Exit(Exit.REFUSED)
    if bad:
        raise typer.Exit(Exit.ATTENTION)


def _say_file(file: dict[str, Any]) -> None:
    say(
        f"{file['file']}: {file['format']} ({file['dialect']}), {file['encoding']}: "
        f"{file['found']} found, {file['imported']} imported, {len(file['rejected'])} rejected"
    )
    shares = ", ".join(f"{field} {share:.0%}" for field, share in file["coverage"].items())
    say(f"  has {shares}")
    for notice in file["notices"]:
        say(f"  note: {notice}")
    for row in file["rejected"][:_SHOWN_REJECTED]:
        say(f"  line {row['line']}: {row['why']}: {one_line(row['text'])[:80]}")
    if len(file["rejected"]) > _SHOWN_REJECTED:
        say("  ... all of them with --json, or in a file with --rejected FILE")


def sources(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what each source gave: records, duplicates within, unique, shared with others."""
    from dataclasses import asdict

    from review.duplicates.counts import matrix_lines
    from review.source_counts import overlap, source_counts

    handle = opened(context, review, person)
    with handle.read() as connection:
        counts = source_counts(connection)
        both = overlap(connection)
    if as_json:
        rows = [asdict(count) for count in counts]
        pairs = [{"sources": list(pair), "sets": number} for pair, number in both.items()]
        put_json({"sources": rows, "overlap": pairs})
        return
    if not counts:
        put("No sources yet. Begin with `review import FILE --source NAME`.")
        return
    put(f"{'source':28}{'kind':14}{'records':>8}{'within':>8}{'unique':>8}{'shared':>8}")
    for row in counts:
        put(
            f"{one_line(row.name)[:27]:28}{row.kind:14}{row.records:>8}{row.within:>8}"
            f"{row.unique:>8}{row.shared:>8}"
        )
    if len(counts) > 1:
        put("")
        for line in matrix_lines(counts, both):
            put(line)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command("import")(import_files)
    app.command()(sources)
