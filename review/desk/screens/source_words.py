"""What one source gave, in words: its search, its files, what was rejected, what records lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.clean import one_line
from review.desk.action import Action, key_named
from review.desk.widgets.paper import Block
from review.desk.widgets.rows import Cell, Cells

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.queries import Imported
    from review.sources.counts import SourceCount
    from review.sources.hits import Hits

_REJECTED_SHOWN = 3
EDIT = Action("sources.edit", "e", "edit", "Correct platform, date or hits of a source.")
LOG = Action(
    "sources.log", "l", "log", "Log hits dealt with elsewhere: duplicates removed before.", False
)


@dataclass(frozen=True, slots=True)
class Gave:
    """The counts of one source, and how many of its records lack each field."""

    count: SourceCount
    lacking: Mapping[str, int]


def read_gave(connection: Connection) -> dict[str, Gave]:
    """Return what each source gave, by its name."""
    from review.sources.counts import source_counts
    from review.sources.coverage import numbers_without

    lacking = numbers_without(connection)
    counts = source_counts(connection)
    return {count.name: Gave(count, lacking.get(count.name, {})) for count in counts}


def source_cells(gave: Gave) -> Cells:
    """Return one row of the table of sources."""
    count = gave.count
    hits = "" if count.hits is None else f"{count.hits:,}"
    return (
        count.name,
        Cell(count.kind, "quiet"),
        Cell(f"! {hits}", "warn") if count.warning else hits,
        f"{count.records:,}",
        Cell(f"! {count.rejected:,}", "warn") if count.rejected else "0",
        f"{count.within:,}",
        f"{count.shared:,}",
        f"{count.unique:,}",
    )


def hits_blocks(hits: Hits, keys: Mapping[str, str], *, when: str = "") -> list[Block]:
    """Return how hits and files differ, and what to do `when` that can be done; often nothing."""
    if not hits.fact:
        return []
    correct = f"correct the hits ({key_named(EDIT, keys)})"
    if hits.missing > 0:
        step = (
            f"import the other {hits.missing:,}, {correct}, or log what was taken out before the "
            f"export, duplicates for instance ({key_named(LOG, keys)})."
        )
    else:
        step = f"look whether a file is of another source, or {correct}."
    said = f"{when}{step}" if when else f"{step[0].upper()}{step[1:]}"
    return [Block(f"! {hits.fact}", "warn"), Block(f"  {said}", "quiet", hang=2)]


def source_blocks(
    gave: Gave, files: Sequence[Imported], keys: Mapping[str, str] = {}
) -> list[Block]:
    """Return what one source gave, file by file, as text."""
    from review.sources.coverage import few_abstracts

    count = gave.count
    facts = [count.platform, f"searched {count.searched}" if count.searched else ""]
    blocks = [Block(" · ".join(filter(None, [count.name, *facts])), "title")]
    few = few_abstracts(count.records, gave.lacking.get("abstract", 0))
    blocks += hits_blocks(count.accounts, keys)
    blocks += [Block(f"! {few}", "warn")] if few else []
    if count.hits is not None and not count.warning:
        gone = f" or logged as dealt with elsewhere ({count.elsewhere:,})" * bool(count.elsewhere)
        blocks.append(
            Block(f"{count.hits:,} hits reported, all of them in the files{gone}.", "quiet")
        )
    if count.records:
        blocks.append(Block(f"Has {coverage_words(count.records, gave.lacking)}"))
    for file in files:
        blocks += file_blocks(file, _REJECTED_SHOWN)
    return blocks


def coverage_words(records: int, lacking: Mapping[str, int]) -> str:
    """Return which share of the records has each field: `abstract 93%, doi 71%`."""
    return ", ".join(f"{name} {(records - n) / records:.0%}" for name, n in lacking.items())


def file_blocks(file: Imported, most: int) -> list[Block]:
    """Return the account of one file, with the first `most` pieces that were rejected."""
    form = ", ".join(filter(None, (file.format, file.dialect, file.encoding)))
    when = f"imported {file.at[:10]} by {file.by or 'nobody named'}"
    blocks = [
        Block(
            f"{file.file}: {file.found:,} found, {file.imported:,} imported, "
            f"{len(file.rejected):,} rejected"
        ),
        Block(f"  {form}; {file.bytes:,} bytes; {when}", "quiet", hang=2),
    ]
    if file.straight:
        blocks.append(Block(f"  straight to the full text: {file.straight}", "quiet", hang=2))
    lines = [
        f"  line {bad.line}: {bad.why}: {one_line(bad.text)[:200]}" for bad in file.rejected[:most]
    ]
    more = len(file.rejected) - most
    lines += [f"  and {more:,} more: press r."] if more > 0 else []
    return blocks + [Block(line, "warn", hang=4) for line in lines]


def rejected_page(source: str, connection: Connection) -> list[Block]:
    """Return all that was rejected of a source, piece by piece."""
    from review.queries import imports_of

    blocks = [Block(f"Rejected from {source}", "title")]
    for file in imports_of(connection, source):
        blocks += [Block(""), Block(file.file, "heading")]
        for bad in file.rejected:
            blocks += [Block(f"Line {bad.line}: {bad.why}", "warn"), Block(bad.text.strip())]
        if not file.rejected:
            blocks.append(Block("Nothing: every record of this file was imported.", "quiet"))
    return blocks
