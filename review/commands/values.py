"""What the composition root puts together for every command, as values; no command is imported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.clashes.clashing import Sources
    from review.commands.proof import Check
    from review.drawing.plot import Plot
    from review.exchange.merging import AfterMerge
    from review.ledger.ledger import Review
    from review.overview import Slices
    from review.publishing.parts import DataFile, Section
    from review.table.table import Table


REVIEW_VARIABLE, PERSON_VARIABLE = "REVIEW_DB", "REVIEW_AS"


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    ATTENTION = 1
    REFUSED = 2
    NO_STORE = 3


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table that a slice brings: its name, what it shows, and how it is built."""

    name: str
    about: str
    build: Callable[[Connection, Review, str], Table]  # connection, review, language
    # The ids of the studies behind a cell, by language, row and the key of its column; None where
    # the names in the row tell them.
    behind: Callable[[Connection, str, int, str], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotOptions:
    """What a plot may be asked for with; a plot takes what concerns it.

    `share` is None where the review's own, or the rule's, holds; `icc` and `cluster_size` belong
    together.
    """

    language: str = "en"
    outcome: str = ""
    basis: str = ""
    share: float | None = None
    contours: str = "smd"
    ratio: float = 1.0
    icc: float | None = None
    cluster_size: float | None = None
    hard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlotSource:
    """A plot that a slice brings: its name, what it shows, and how it is built."""

    name: str
    about: str
    build: Callable[[Connection, Review, PlotOptions], Plot]


# Sentences of a slice for an item, in a language: facts and revealed acts only.
Sentences = Callable[["Connection", str], Sequence[str]]


@dataclass(slots=True)
class Shell:
    """The values of the global options and what the composition root put together."""

    projectors: Callable[[], Projectors]
    desk: Callable[[Shell, str], None]
    slices: Callable[[], Slices]
    tables: Mapping[str, TableSource]
    plots: Mapping[str, PlotSource]
    checks: Sequence[Check]
    clashes: Sources
    after_merge: Sequence[AfterMerge]
    sentences: Mapping[str, Sequence[Sentences]]  # by item of PRISMA 2020 or PRISMA-S
    run: Callable[[Sequence[str], Path], int]  # one command line, as a user would type it
    in_synthesis: Callable[[Connection], Collection[str]]  # ids of studies with results in it
    sections: Callable[[], Sequence[Section]]  # of a publication, besides the tables
    data: Callable[[Connection], Sequence[DataFile]]
    unready: Callable[[Connection], Collection[str]]  # tables of which nothing is agreed yet
    # A template of another program filled: its text, its name; what is left empty is named.
    fill_template: Callable[[Connection, str, str], tuple[str, Sequence[str]]]
    lacking: Callable[[Connection, str], Iterable[str]]  # words that a language has not, told
    location: str = ""
    person: str = ""
    folder: Path = field(default_factory=Path)

    def written(self, connection: Connection, language: str) -> dict[str, list[str]]:
        """Return what the slices write in a language, by item (`prisma-8`, `swim-1a`)."""
        return {
            item: [line for write in writers for line in write(connection, language)]
            for item, writers in self.sentences.items()
        }

    def path(self, typed: str | Path) -> Path:
        """Return a path as typed, seen from the folder that the command runs in."""
        return self.folder / typed
