"""One import's files, each read and (with a review) stored, then compared with what was there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from review.commands.bar import Bar
from review.commands.shell import read_bytes
from review.refusal import Refused, StoreUnusable

if TYPE_CHECKING:
    from review.duplicates.joining import Joined
    from review.ledger.ledger import Review
    from review.sources.describing import Search
    from review.sources.exports import Export, Reading
    from review.sources.importing import Straight


@dataclass(slots=True)
class Run:
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

    @property
    def rejected(self) -> int:
        """How many records of all files were rejected."""
        return sum(len(export.parsed.rejected) for export in self.done)

    def take(self, file: str) -> None:
        """Read `file` and store its exports, one by one; a refusal is kept, to be told."""
        from review.sources.exports import read_exports

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
        from review.sources.exports import store_export

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
