"""The sources: what each search gave, file by file, what was rejected, and correcting the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import one_line
from review.commands.record_lines import put_records
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    say,
    shell_of,
)
from review.counting import counted
from review.refusal import Refused

if TYPE_CHECKING:
    from review.queries import Imported
    from review.sources.counts import SourceCount
    from review.sources.describing import Search

SourceArgument = Annotated[str, typer.Argument(metavar="SOURCE", help="Its name.")]


def sources(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what each source gave: hits, records, duplicates within, unique, shared, coverage."""
    if context.invoked_subcommand:
        return
    from dataclasses import asdict

    from review.duplicates.counts import matrix_lines
    from review.sources.counts import overlap, source_counts
    from review.sources.coverage import numbers_without

    handle = opened(context, review, person)
    with handle.read() as connection:
        counts = source_counts(connection)
        lacking = numbers_without(connection)
        both = overlap(connection)
    if as_json:
        rows = [
            {**asdict(count), "warning": count.warning, "without": lacking.get(count.name, {})}
            for count in counts
        ]
        pairs = [{"sources": list(pair), "sets": number} for pair, number in both.items()]
        put_json({"sources": rows, "overlap": pairs})
        return
    if not counts:
        put("No sources yet. Begin with `review import FILE --source NAME`.")
        return
    put(
        f"{'source':20}{'kind':11}{'platform':10}{'searched':11}{'hits':>7}{'found':>7}"
        f"{'rejected':>9}{'records':>8}{'within':>7}{'unique':>7}{'shared':>7}{'abstract':>9}"
        f"{'doi':>6}"
    )
    for row in counts:
        put(_line(row, lacking.get(row.name, {})))
    for row in counts:
        if row.warning:
            put(f"! {row.warning}\n  {row.accounts.next_step}")
    if len(counts) > 1:
        put("")
        for line in matrix_lines(counts, both):
            put(line)


def _line(row: SourceCount, lacking: dict[str, int]) -> str:
    abstract, doi = (_share(row.records, lacking.get(field, 0)) for field in ("abstract", "doi"))
    hits = "" if row.hits is None else f"{row.hits}{'!' if row.warning else ''}"
    return (
        f"{one_line(row.name)[:19]:20}{row.kind[:10]:11}{one_line(row.platform)[:9]:10}"
        f"{one_line(row.searched)[:10]:11}{hits:>7}{row.found:>7}{row.rejected:>9}"
        f"{row.records:>8}{row.within:>7}{row.unique:>7}{row.shared:>7}{abstract:>9}{doi:>6}"
    )


def _share(records: int, lacking: int) -> str:
    return f"{(records - lacking) / records:.0%}" if records else "-"


def show(
    context: typer.Context,
    source: SourceArgument,
    without: Annotated[
        str, typer.Option(metavar="FIELD", help="List its records without abstract, doi, year ...")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show one source: its search, each file with all that was rejected, and what records lack."""
    from review.queries import imports_of
    from review.records.lookup import by_ids
    from review.sources.counts import source_counts
    from review.sources.coverage import numbers_without, records_without
    from review.sources.describing import source_named

    handle = opened(context, review, person)
    with handle.read() as connection:
        _id, search = source_named(connection, source)
        if without:
            ids = records_without(connection, search.name, without)
            found = by_ids(connection, ids)
            rows = [found[one] for one in ids]
        else:
            files = imports_of(connection, search.name)
            lacking = numbers_without(connection).get(search.name, {})
            counts = {count.name: count for count in source_counts(connection)}
    if without and as_json:
        listed = [
            {"record_id": row.shown, "accession": row.accession, "title": row.title} for row in rows
        ]
        put_json({"source": search.name, "without": without, "records": listed})
    elif without:
        put_records(rows)
        say(f"{counted(len(rows), 'record')} without {without}.")
    elif as_json:
        put_json(_as_data(search, files, lacking, counts.get(search.name)))
    else:
        put(_as_text(search, files, lacking, counts.get(search.name)))


def _as_data(
    search: Search, files: list[Imported], lacking: dict[str, int], count: SourceCount | None
) -> dict[str, Any]:
    from dataclasses import asdict

    about = {**asdict(search), "records": count.records if count else 0}
    warning = count.warning if count else ""
    return {
        "source": about,
        "warning": warning,
        "without": lacking,
        "files": [asdict(file) for file in files],
    }


def _as_text(
    search: Search, files: list[Imported], lacking: dict[str, int], count: SourceCount | None
) -> str:
    from review.sources.coverage import few_abstracts

    lines = [search.name, f"  kind      {search.kind}"]
    said = {"platform": search.platform, "searched": search.searched, "hits": search.hits}
    lines += [f"  {name:10}{value}" for name, value in said.items() if value not in {"", None}]
    lines += [f"  query     {line}" for line in search.query.strip().splitlines()]
    if count:
        lines.append(f"  records   {count.records}")
        lines += [f"  without   {name}: {n}" for name, n in lacking.items() if n]
        warnings = [count.warning, few_abstracts(count.records, lacking.get("abstract", 0))]
        lines += [f"! {warning}" for warning in warnings if warning]
    for file in files:
        lines += ["", *_file_lines(file)]
    return "\n".join(one_line(line) if line.startswith("!") else line for line in lines)


def _file_lines(file: Imported) -> list[str]:
    lines = [
        one_line(file.file),
        f"  {file.bytes:,} bytes, SHA-256 {file.sha256}",
        f"  {file.format} ({file.dialect or 'generic'}), {file.encoding}",
        f"  imported {file.at[:16].replace('T', ' ')} by {file.by or 'nobody named'}",
        f"  {file.found} found, {file.imported} imported, {len(file.rejected)} rejected",
    ]
    if file.straight:
        lines.append(f"  straight to the full text: {one_line(file.straight)}")
    lines += [f"  column {one_line(name)}: {held or '(kept)'}" for name, held in file.columns]
    return lines + [
        f"  line {bad.line}: {bad.why}: {one_line(bad.text)[:200]}" for bad in file.rejected
    ]


def rejected(
    context: typer.Context,
    source: SourceArgument,
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file, to be mended.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """List all that was rejected of a source, or write it to a file that can be mended."""
    from review.queries import imports_of
    from review.sources.describing import source_named
    from review.sources.export_files import write_rejected

    handle = opened(context, review, person)
    with handle.read() as connection:
        _id, search = source_named(connection, source)
        files = imports_of(connection, search.name)
    bad = sum(len(file.rejected) for file in files)
    if not bad:
        say(f"Nothing was rejected of {search.name}.")
        return
    if out:
        pieces = [
            (file.format, file.columns, [bad.text for bad in file.rejected]) for file in files
        ]
        for path in write_rejected(shell_of(context).path(out), pieces):
            say(f"Written: {path.name}. Mend it, then import it into the same source.")
        return
    for file in files:
        for one in file.rejected:
            put(f"{one_line(file.file)}, line {one.line}: {one.why}")
            for line in one.text.strip().splitlines():
                put(f"    {one_line(line)}")


def edit(
    context: typer.Context,
    source: SourceArgument,
    platform: Annotated[str | None, typer.Option(help="Ovid, EBSCOhost, ProQuest ...")] = None,
    searched: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the search.")
    ] = None,
    hits: Annotated[
        int | None, typer.Option(min=0, help="Hits that the database reported.")
    ] = None,
    query_file: Annotated[str, typer.Option(metavar="F", help="The search strategy, as run.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why, in a few words.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Correct what is known of a source: platform, date, hits or query."""
    from review.sources.describing import day_of_search, describe

    said: dict[str, Any] = {}
    if platform is not None:
        said["platform"] = one_line(platform)
    if searched is not None:
        said["searched"] = day_of_search(searched)
    if hits is not None:
        said["hits"] = hits
    if query_file:
        said["query"] = read_text(context, query_file)
    if not said:
        raise Refused("Nothing is said.", "Say --platform, --searched, --hits or --query-file.")
    say(describe(opened(context, review, person), source, said, why))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(
        invoke_without_command=True, help="What each source gave: hits, records, duplicates."
    )
    group.callback()(sources)
    for command in (show, rejected, edit):
        group.command()(command)
    app.add_typer(group, name="sources")
