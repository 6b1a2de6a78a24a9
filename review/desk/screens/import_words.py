"""How files were understood and what became of them, in words, before and after they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.clean import one_line
from review.desk.screens.source_words import hits_blocks
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from review.sources.exports import Export
    from review.sources.hits import Hits

_REJECTED_SHOWN = 20
_LABEL = 13


@dataclass(frozen=True, slots=True)
class Looked:
    """The exports of files as they are read, and the sources that held the same bytes before."""

    exports: tuple[Export, ...]
    before: tuple[str, ...]
    refused: tuple[str, ...] = ()  # files that cannot come in, and why

    @property
    def found(self) -> int:
        """How many records the files hold, rejected ones included."""
        return sum(export.found for export in self.exports)

    @property
    def rejected(self) -> int:
        """How many of them were rejected."""
        return sum(len(export.parsed.rejected) for export in self.exports)

    @property
    def misread(self) -> int:
        """How many places were decoded wrongly before they were exported."""
        return sum(export.parsed.misread for export in self.exports)


def import_blocks(
    looked: Looked, hits: Hits, keys: Mapping[str, str], *, stored: bool
) -> list[Block]:
    """Return how files were understood, as text, for a person to judge; `stored` when that is done.

    `hits` are those of the source, beside all that its files hold; `keys` are remapped ones.
    """
    blocks = [Block(f"! {why}", "warn") for why in looked.refused]
    if looked.before and not stored:
        names = ", ".join(looked.before)
        blocks += [Block(f"! The same file was imported before, into {names}.", "warn")]
    when = "Under Sources: " if stored else "Once this is stored, under Sources: "
    blocks += hits_blocks(hits, keys, when=when)
    if looked.misread:
        blocks += [Block("! Some text was decoded wrongly (Ã© for é). p puts it right.", "warn")]
    blocks += [Block("")] if blocks else []
    for export in looked.exports:
        blocks += _one_export(export, stored=stored)
    return blocks


def _one_export(export: Export, *, stored: bool) -> Sequence[Block]:
    parsed = export.parsed
    has = ", ".join(f"{field} {share:.0%}" for field, share in export.coverage().items())
    form = ", ".join(filter(None, (parsed.format, parsed.dialect, parsed.encoding)))
    blocks = [
        Block(export.name, "heading"),
        _line("read as", f"{form}; {len(export.content):,} bytes"),
        _line("", parsed.recognised_by, "quiet"),
        _line(
            "records",
            f"{export.found:,} found, {len(parsed.records):,} "
            f"{'imported' if stored else 'to import'}, {len(parsed.rejected):,} rejected",
            "warn" if parsed.rejected else "text",
        ),
        *(
            Block(f"  line {bad.line}: {bad.why}: {one_line(bad.text)[:200]}", "warn", hang=4)
            for bad in parsed.rejected[:_REJECTED_SHOWN]
        ),
        _line("has", has),
        _line("", f"! {export.warning}" if export.warning else "", "warn"),
        *(_line("note", notice, "quiet") for notice in parsed.notices),
    ]
    blocks = [block for block in blocks if block.text.strip()]
    if not stored:
        blocks += [Block(""), *_understood(export)]
    return [*blocks, Block("")]


def _understood(export: Export) -> list[Block]:
    sample = export.sample()
    blocks = [Block("A record as it is understood", "heading")] if sample else []
    blocks += [_line(label, one_line(text)) for label, text in sample]
    if export.parsed.columns:
        kept = [header for header, field in export.parsed.columns if not field]
        mapped = [f"{header} → {field}" for header, field in export.parsed.columns if field]
        blocks += [
            Block(""),
            Block("Columns (c changes what they mean)", "heading"),
            Block(one_line(", ".join(mapped))),
            *([Block(one_line(f"kept beside: {', '.join(kept)}"), "quiet")] if kept else []),
        ]
    return blocks


def _line(label: str, text: str, look: str = "text") -> Block:
    return Block(f"{label:{_LABEL}}{text}" if text else "", look, hang=_LABEL)  # type: ignore[arg-type]
