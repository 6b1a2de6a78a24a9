"""Duplicates: finding them, answering the queue, merging and splitting by hand."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from review.clean import one_line
from review.commands.bar import Bar
from review.commands.record_lines import put_records, record_line
from review.commands.shell import (
    AsOption,
    ExcelOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    save,
    say,
)
from review.counting import counted
from review.refusal import Refused

FormatOption = Annotated[str, typer.Option("--format", help="csv, json or text.")]
OutOption = Annotated[str, typer.Option("--out", metavar="F", help="A file instead of output.")]
SourceOption = Annotated[str, typer.Option("--source", help="Which source the accessions are of.")]


def dedupe(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Find, but keep nothing.")] = False,
    mode: Annotated[str, typer.Option(help="default, conservative or off.")] = "default",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Find duplicates: merge what is certain, queue what is not, link related reports."""
    from review.duplicates.running import MODES, run

    if mode not in MODES:
        raise Refused(f"“{mode}” is not a mode.", f"Modes: {', '.join(MODES)}.")
    handle = opened(context, review, person)
    started = time.perf_counter()
    with Bar("Comparing records") as progress:
        done = run(handle, mode=mode, keep=not dry_run, progress=progress)
    seconds = round(time.perf_counter() - started, 2)
    if as_json:
        put_json({**done.as_json(), "seconds": seconds})
    say(
        f"{counted(done.records, 'record')}, {counted(done.sets, 'set')}: "
        f"{counted(done.removed, 'duplicate')} removed; "
        f"{counted(done.merged_pairs, 'pair')} merged, {done.queued_pairs} queued, "
        f"{done.linked_pairs} linked"
        f"{' (nothing kept)' if dry_run else ''}."
    )
    if done.linked_pairs and not dry_run:
        say("Linked reports, to be one study perhaps: `review duplicates links`.")
    if done.queued_pairs:
        say("Look at the queue: `review duplicates queue`, or workspace 3 of the desk.")
        raise typer.Exit(Exit.ATTENTION)


def duplicates(
    context: typer.Context,
    format_name: FormatOption = "",
    excel: ExcelOption = "",
    out: OutOption = "",
    number: Annotated[
        str,
        typer.Option(
            "--open", metavar="NUMBER", help="List what is behind a number: rule:NAME ..."
        ),
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Count duplicates by rule, within and between sources; csv has every record with its set."""
    if context.invoked_subcommand:
        return
    from review.duplicates.counts import behind, counts, text_lines
    from review.duplicates.queries import listing
    from review.files.spreadsheet import csv_text, way_of
    from review.records.lookup import by_ids

    handle = opened(context, review, person)
    _known_format(format_name)
    with handle.read() as connection:
        if number:
            ids = behind(connection, number)
            found = by_ids(connection, ids)
            put_records(found[one] for one in ids)
            say(counted(len(ids), "record") + ".")
            return
        if format_name == "csv" or out or excel:
            head = ("record_id", "accession", "source", "set_id", "shown", "rule")
            save(context, csv_text(head, listing(connection), way_of(excel)), out)
            return
        seen = counts(connection)
    if as_json or format_name == "json":
        put_json(seen.as_json())
        return
    for line in text_lines(seen):
        put(line)
    if not seen.removed:
        put("No duplicates found yet. Run `review dedupe`.")


def queue(
    context: typer.Context,
    format_name: FormatOption = "",
    excel: ExcelOption = "",
    out: OutOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the pairs that wait for a person, the likeliest first."""
    from review.duplicates.queries import queue_rows
    from review.files.spreadsheet import csv_text, way_of

    _known_format(format_name)
    handle = opened(context, review, person)
    with handle.read() as connection:
        pairs = queue_rows(connection)
    if as_json or format_name in {"csv", "json"} or out or excel:
        head = ("record_id_1", "record_id_2", "accession_1", "accession_2", "score", "why")
        rows = [
            (
                p.first.shown,
                p.second.shown,
                p.first.accession,
                p.second.accession,
                round(p.score, 3),
                p.why,
            )
            for p in pairs
        ]
        if as_json or format_name == "json":
            put_json({"queue": [dict(zip(head, row, strict=True)) for row in rows]})
        else:
            save(context, csv_text(head, rows, way_of(excel)), out)
        return
    for pair in pairs:
        put(f"{pair.score:.2f}  {pair.why}")
        for record in (pair.first, pair.second):
            put(
                f"  {record.shown}  {one_line(record.title)[:90]}\n"
                f"      {', '.join(record.authors[:3])} {record.year or ''} "
                f"{one_line(record.journal)} [{record.source} {record.accession}]"
            )
    if not pairs:
        put("The queue is empty.")


def _known_format(name: str) -> None:
    if name not in {"", "text", "csv", "json"}:
        raise Refused(f"“{name}” is not a format here.", "Formats: csv, json, text.")


def links(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List linked reports, and which pairs are to be asked about as one study."""
    from review.duplicates.related import related
    from review.ids import shown_study
    from review.overview_text import STANDING_WORDS

    handle = opened(context, review, person)
    with handle.read() as connection:
        pairs = related(connection)
    if as_json:
        put_json({"links": [pair.as_json() for pair in pairs]})
        return
    for pair in pairs:
        put(f"{pair.kind}: {one_line(pair.why)}" if pair.why else pair.kind)
        for record, standing in zip((pair.first, pair.second), pair.standings, strict=True):
            line = record_line(record.shown, record.year, record.title, 80)
            put(f"  {line}  [{STANDING_WORDS[standing]}]")
        if pair.study:
            put(f"  in one study: {shown_study(pair.study)}")
        elif pair.offered:
            put(f"  one study? review study link {pair.first.shown} {pair.second.shown}")
    if not pairs:
        put("No reports are linked.")


def merge_pair(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    why: Annotated[str, typer.Option("--why")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say that two records describe one report."""
    _judge(context, "merge", (a, b), why, source, review, person)


def different(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    why: Annotated[str, typer.Option("--why")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say that two records describe different reports, for good."""
    _judge(context, "different", (a, b), why, source, review, person)


def link(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    why: Annotated[str, typer.Option("--why")] = "",
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say that two records are different reports of what may be one study."""
    _judge(context, "link", (a, b), why, source, review, person)


def split(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="A")],
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take a record out of its duplicate set."""
    from review.duplicates.judging import split_off

    say(split_off(opened(context, review, person), record, source))


def _judge(
    context: typer.Context,
    kind: str,
    pair: tuple[str, str],
    why: str,
    source: str,
    review: str,
    person: str,
) -> None:
    from review.duplicates.judging import judge

    say(judge(opened(context, review, person), kind, pair, why, source))


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(dedupe)
    group = typer.Typer(invoke_without_command=True, help="Duplicate sets and the queue.")
    group.callback()(duplicates)
    group.command()(queue)
    group.command()(links)
    group.command("merge")(merge_pair)
    group.command()(different)
    group.command()(link)
    group.command()(split)
    app.add_typer(group, name="duplicates")
