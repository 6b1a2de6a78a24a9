"""Importing in the desk: read the file, show how it was understood, then store it or leave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.clean import one_line
from review.desk.dialogs import confirm
from review.desk.screens.incoming import IncomingScreen
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from pathlib import Path

    from review.exports import Export
    from review.importing import Search

_REJECTED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Looked:
    """The exports of one file, and the sources that held the same bytes before."""

    exports: tuple[Export, ...]
    before: tuple[str, ...]


class ImportScreen(IncomingScreen):
    """One export on its way into a source."""

    def __init__(self, path: Path, search: Search) -> None:
        super().__init__(path, f"Into {search.name}")
        self._search = search
        self._looked = Looked((), ())
        self._again = False

    def look(self) -> Sequence[Block]:
        """Read the exports and find out whether they came in before."""
        from review.exports import bytes_of, read_exports
        from review.importing import imported_before, sha256

        data = bytes_of(self.path, str(self.path))
        tell = self.telling("Reading", self.path.name)
        exports = tuple(read_exports(data, self.path.name, tell))
        with self.review.read() as connection:
            before = [imported_before(connection, sha256(export.content)) for export in exports]
        self._looked = Looked(exports, tuple(source for source in before if source))
        return export_blocks(self._looked, self._search.hits)

    def ask_and_keep(self) -> None:
        """Store the file; what was imported before only when that is meant."""
        if not self._looked.before:
            self.start_keeping()
            return
        question = f"It went into {', '.join(self._looked.before)} before. Import it once more?"
        self.app.push_screen(
            confirm("This file was imported already", question, "its records twice", "leave it"),
            self._meant,
        )

    def _meant(self, yes: bool | None) -> None:
        if yes:
            self._again = True
            self.start_keeping()

    def keep(self) -> str:
        """Store the exports, each in one transaction."""
        from review.exports import store_export

        for export in self._looked.exports:
            tell = self.telling("Storing", export.name)
            store_export(self.review, self._search, export, again=self._again, progress=tell)
        number = sum(len(export.parsed.records) for export in self._looked.exports)
        return f"Imported {number:,} records into {self._search.name}."


def export_blocks(looked: Looked, hits: int | None) -> list[Block]:
    """Return how a file was understood, as text, for a person to judge before it is stored."""
    blocks: list[Block] = []
    if looked.before:
        names = ", ".join(looked.before)
        blocks += [Block(f"! The same file was imported before, into {names}.", "warn"), Block("")]
    found = sum(export.found for export in looked.exports)
    if hits is not None and hits != found:
        blocks += [Block(f"! {hits:,} hits reported, {found:,} in the file.", "warn"), Block("")]
    for export in looked.exports:
        blocks += _one_export(export)
    return blocks


def _one_export(export: Export) -> Sequence[Block]:
    parsed = export.parsed
    has = "   ".join(f"{field} {share:.0%}" for field, share in export.coverage().items())
    bad = parsed.rejected[:_REJECTED_SHOWN]
    form = ", ".join(filter(None, (parsed.format, parsed.dialect, parsed.encoding)))
    return [
        Block(export.name, "heading"),
        Block(f"Format    {form}"),
        Block(f"Found     {export.found:,}"),
        Block(f"To import {len(parsed.records):,}"),
        Block(f"Rejected  {len(parsed.rejected):,}", "warn" if parsed.rejected else "text"),
        *(
            Block(f"  line {row.line}: {row.why}: {one_line(row.text)[:200]}", "warn", hang=4)
            for row in bad
        ),
        Block(f"Has       {has}", hang=10),
        *(Block(f"Note      {notice}", "quiet", hang=10) for notice in parsed.notices),
        *(Block(f"First     {record.title}", "quiet", hang=10) for record in parsed.records[:1]),
        Block(""),
    ]
