"""What an import tells: each file's account, the source as a whole, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from review.clean import one_line
from review.commands.import_run import Run
from review.commands.shell import put_json, say, shell_of

if TYPE_CHECKING:
    from review.sources.exports import Export
    from review.sources.hits import Hits

_SHOWN_REJECTED = 10


def report(run: Run, rejected: str, *, as_json: bool) -> None:
    """Tell what was done, file by file, then what concerns the whole source."""
    for export in run.done:
        for line in _account(export, look=run.review is None):
            say(line)
    for name, refusal in run.refused:
        say(str(refusal) if str(refusal).startswith(name) else f"{name}: {refusal}")
    hits = _hits(run)
    if hits.fact:
        say(f"Warning: {hits.fact}")
        if run.review is not None:
            say(hits.next_step)
    if run.joined:
        say(run.joined.words)
    if rejected:
        _write_rejected(run, rejected)
    for line in _next_steps(run, written=bool(rejected)):
        say(line)
    if as_json:
        put_json(_as_data(run, hits))


def _as_data(run: Run, hits: Hits) -> dict[str, Any]:
    value: dict[str, Any] = {"source": run.search.name, "stored": run.review is not None}
    value["files"] = [_data_of(export, look=run.review is None) for export in run.done]
    if run.joined:
        value["duplicates"] = run.joined.as_json()
    if run.refused:
        value["refused"] = [{"file": name, "why": str(why)} for name, why in run.refused]
    if run.done or run.review is None:
        value |= {"hits": hits.reported, "found": hits.in_files, "warning": hits.fact}
    return value


def _data_of(export: Export, *, look: bool) -> dict[str, Any]:
    data = export.as_data()
    return {**data, "sample": dict(export.sample())} if look else data


def _hits(run: Run) -> Hits:
    """Return the hits of the source beside all that its files hold, stored or only looked at."""
    from review.sources.counts import hits_of
    from review.sources.hits import Hits

    if run.review is None or not run.done:
        reported = run.search.hits if run.review is None else None
        found = sum(export.found for export in run.done)
        return Hits(run.search.name or "These files", reported, found)
    with run.review.read() as connection:
        return hits_of(connection, run.search.name)


def _write_rejected(run: Run, rejected: str) -> None:
    from review.sources.export_files import write_rejected

    pieces = [
        (parsed.format, parsed.columns, [bad.text for bad in parsed.rejected])
        for parsed in (export.parsed for export in run.done)
    ]
    for path in write_rejected(shell_of(run.context).path(rejected), pieces):
        say(f"Written: {path.name}. Mend it, then import it into the same source.")


def _account(export: Export, *, look: bool) -> Iterator[str]:
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


def _next_steps(run: Run, *, written: bool) -> Iterator[str]:
    """Yield what a person does next with what was stored."""
    if run.stored and run.rejected and not written:
        name = shlex.quote(run.search.name)
        yield f"To mend what was rejected: `review sources rejected {name} --out FILE`."
    if run.stored and run.compare and run.joined is None:
        yield "Next: when all sources are in, `review dedupe` looks for duplicates."
