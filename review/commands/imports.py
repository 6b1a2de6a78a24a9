"""Bringing exports in: how a file is understood, what of it is stored, what is rejected and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import one_line
from review.collecting import uncollected
from review.commands.bar import Bar
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    opened,
    put_json,
    read_bytes,
    read_text,
    say,
    shell_of,
)
from review.refusal import Refused, StoreUnusable

if TYPE_CHECKING:
    from review.describing import Search
    from review.duplicates.joining import Joined
    from review.exports import Export, Reading
    from review.importing import Straight
    from review.ledger import Review

_SHOWN_REJECTED = 10
_INTERRUPTED = 130


def import_files(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Export files, folders or patterns.")
    ],
    source: Annotated[str, typer.Option("--source", help="The search that gave them.")] = "",
    kind: Annotated[
        str,
        typer.Option(
            help="database, register, website, organisation, citation-search, contact, handsearch, "
            "other or previous."
        ),
    ] = "database",
    platform: Annotated[str, typer.Option(help="Ovid, EBSCOhost, ProQuest ...")] = "",
    searched: Annotated[str, typer.Option(metavar="DATE", help="The day of the search.")] = "",
    hits: Annotated[
        int | None, typer.Option(help="Hits that the database reported, for all files together.")
    ] = None,
    query_file: Annotated[str, typer.Option(metavar="F", help="The search strategy, as run.")] = "",
    look: Annotated[
        bool, typer.Option("--look", help="Show how the files are understood; store nothing.")
    ] = False,
    format_name: Annotated[str, typer.Option("--format", help="If detection errs.")] = "",
    dialect: Annotated[str, typer.Option(help="If detection errs: ovid, ebsco, ...")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COL=FIELD", help="A column's field; COL= for none."),
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what was decoded wrongly (Ã© for é).")
    ] = False,
    stage: Annotated[
        str, typer.Option(help="full-text: a known list of reports, not to be screened. Say --why.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="Why they go straight to full text.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Import the same file once more.")] = False,
    compare: Annotated[
        bool,
        typer.Option(
            "--dedupe/--no-dedupe",
            help="Once duplicates were looked for, compare new records with all that are here.",
        ),
    ] = True,
    rejected: Annotated[
        str, typer.Option(metavar="FILE", help="Write rejected records here, to be mended.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import export files of one source; every record is stored or listed as rejected."""
    from review.describing import Search
    from review.export_files import files_meant
    from review.exports import Reading
    from review.standing import KINDS
    from review.team import known

    if kind not in KINDS:
        raise Refused(f"“{kind}” is not a kind of source.", f"Kinds: {', '.join(KINDS)}.")
    name = one_line(source)
    if not name and not look:
        raise Refused("A source has a name.", "Say --source PsycINFO, for instance.")
    query = read_text(context, query_file) if query_file else ""
    run = _Run(
        context,
        Search(name, kind, one_line(platform), one_line(searched), hits, query),
        Reading(format_name, dialect, _mapping(column), repair),
        None if look else opened(context, review, person),
        _straight(stage, why),
        again,
        compare,
    )
    if run.review:
        with run.review.read() as connection:
            known(connection, run.review)
    with uncollected():
        _take_all(run, files_meant(shell_of(context).folder, files), rejected)
        _report(run, rejected, as_json=as_json)
    _leave(run)


@dataclass(slots=True)
class _Run:
    """One command's files, each read and (with a review) stored, and what is told of them."""

    context: typer.Context
    search: Search
    reading: Reading
    review: Review | None
    straight: Straight | None
    again: bool
    compare: bool
    at: str = ""
    done: list[Export] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    joined: Joined | None = None
    refused: list[tuple[str, Refused]] = field(default_factory=list)

    def take(self, file: str) -> None:
        """Read `file` and store its exports, one by one; a refusal is kept, to be told."""
        from review.exports import read_exports

        self.at = Path(file).name
        try:
            data = read_bytes(self.context, file)
            with Bar(f"Reading {self.at}") as progress:
                for export in read_exports(data, self.at, progress, self.reading):
                    self._store(export)
                    self.done.append(export)
        except StoreUnusable:
            raise
        except Refused as refusal:
            self.refused.append((file, refusal))

    def _store(self, export: Export) -> None:
        from review.exports import store_export

        self.at = export.name
        if self.review is None:
            return
        with Bar(f"Storing {export.name}") as progress:
            file = store_export(
                self.review,
                self.search,
                export,
                again=self.again,
                straight=self.straight,
                progress=progress,
            )
        self.stored.append(file)

    def join(self) -> None:
        """Compare the new records with all others, where that was done before."""
        from review.duplicates.joining import join_new

        self.at = "the comparison"
        if self.review and self.compare:
            with Bar("Comparing records") as progress:
                self.joined = join_new(self.review, self.stored, progress)


def _take_all(run: _Run, files: Iterable[str], rejected: str) -> None:
    """Bring in one file after the other; stopped half-way, tell what was stored until then."""
    try:
        for file in files:
            run.take(file)
        run.join()
    except KeyboardInterrupt:
        say(f"Stopped: nothing of {run.at} was kept, and what was stored before is.")
        _report(run, rejected, as_json=False)
        raise typer.Exit(_INTERRUPTED) from None
    except StoreUnusable:
        say(f"Nothing of {run.at} was kept, and what was stored before is.")
        _report(run, rejected, as_json=False)
        raise


def _mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = [column.rpartition("=") for column in columns or ()]
    for name, sign, held in pairs:
        if not (name and sign):
            raise Refused(
                f"--map {name}{sign}{held} is not COLUMN=FIELD.",
                "Write --map 'Abstract Note=abstract', or --map 'Column=' for no field.",
            )
    return {name.strip(): held.strip() for name, _sign, held in pairs}


def _straight(stage: str, why: str) -> Straight | None:
    from review.importing import Straight
    from review.protocol import FULL_TEXT, STAGES

    if stage not in {"", *STAGES}:
        raise Refused(f"“{stage}” is not a stage.", f"Stages: {', '.join(STAGES)}.")
    return Straight(why) if stage == FULL_TEXT else None


def _report(run: _Run, rejected: str, *, as_json: bool) -> None:
    """Tell what was done, file by file, then what concerns the whole source."""
    for export in run.done:
        for line in account(export, look=run.review is None):
            say(line)
    for name, refusal in run.refused:
        say(str(refusal) if str(refusal).startswith(name) else f"{name}: {refusal}")
    whole = _of_source(run)
    if whole.get("warning"):
        say(f"Warning: {whole['warning']}")
    if run.joined:
        say(run.joined.words)
    if rejected:
        _write_rejected(run, rejected)
    if as_json:
        put_json(_as_data(run, whole))


def _as_data(run: _Run, whole: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {"source": run.search.name, "stored": run.review is not None}
    value["files"] = [_data_of(export, look=run.review is None) for export in run.done]
    if run.joined:
        value["duplicates"] = run.joined.as_json()
    if run.refused:
        value["refused"] = [{"file": name, "why": str(why)} for name, why in run.refused]
    return {**value, **whole}


def _data_of(export: Export, *, look: bool) -> dict[str, Any]:
    data = export.as_data()
    return {**data, "sample": dict(export.sample())} if look else data


def _of_source(run: _Run) -> dict[str, Any]:
    """Return the hits of the source and what all of its files hold, once something is stored."""
    from review.source_counts import differ, source_counts

    if run.review is None:
        found = sum(export.found for export in run.done)
        warning = differ(run.search.name or "These files", run.search.hits, found)
        return {"hits": run.search.hits, "found": found, "warning": warning}
    if not run.done:
        return {}
    with run.review.read() as connection:
        counts = {count.name: count for count in source_counts(connection)}
    count = counts[run.search.name]
    return {"hits": count.hits, "found": count.found, "warning": count.warning}


def _write_rejected(run: _Run, rejected: str) -> None:
    from review.export_files import write_rejected

    pieces = [
        (parsed.format, parsed.columns, [bad.text for bad in parsed.rejected])
        for parsed in (export.parsed for export in run.done)
    ]
    for path in write_rejected(shell_of(run.context).path(rejected), pieces):
        say(f"Written: {path.name}. Mend it, then import it into the same source.")


def _leave(run: _Run) -> None:
    if run.refused:
        raise typer.Exit(Exit.REFUSED)
    if any(export.parsed.rejected for export in run.done):
        raise typer.Exit(Exit.ATTENTION)


def account(export: Export, *, look: bool) -> Iterator[str]:
    """Yield the account of one file in lines; with `look` how it is understood, too."""
    parsed = export.parsed
    taken = "to import" if look else "imported"
    yield (
        f"{export.name}: {parsed.format} ({parsed.dialect}), {parsed.encoding}, "
        f"{len(export.content):,} bytes: {export.found} found, {len(parsed.records)} {taken}, "
        f"{len(parsed.rejected)} rejected"
    )
    if parsed.recognised_by:
        yield f"  {parsed.recognised_by}"
    yield "  has " + ", ".join(f"{name} {share:.0%}" for name, share in export.coverage().items())
    if export.warning:
        yield f"  Warning: {export.warning}"
    for notice in parsed.notices:
        yield f"  note: {notice}"
    for bad in parsed.rejected[:_SHOWN_REJECTED]:
        yield f"  line {bad.line}: {bad.why}: {one_line(bad.text)[:80]}"
    if len(parsed.rejected) > _SHOWN_REJECTED:
        yield "  ... all of them with --json, or in a file with --rejected FILE"
    if look:
        yield from _understood(export)


def _understood(export: Export) -> Iterator[str]:
    if export.parsed.columns:
        yield "  columns:"
        for header, held in export.parsed.columns:
            yield f"    {one_line(header)[:38]:40}{held or '(kept beside the record)'}"
    yield "  a record as it is understood:"
    for label, text in export.sample():
        yield f"    {label:14}{one_line(text)}"
    yield "  Nothing is stored. Other meanings: --format, --dialect, --map COLUMN=FIELD."


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command("import")(import_files)
