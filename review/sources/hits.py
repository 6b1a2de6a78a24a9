"""Hits that a database reported, and what became of them: in the files, or dealt with elsewhere."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from review.clean import one_line
from review.counting import counted
from review.elsewhere.entries import OF_PREVIOUS, elsewhere


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one source, None where they are not known, and where they are.

    All files of the source count together, rejected records too.
    """

    source: str
    reported: int | None
    in_files: int
    elsewhere: int = 0  # dealt with outside the program, as was logged

    @property
    def missing(self) -> int:
        """How many hits nobody has accounted for; below zero where there are more than reported."""
        return 0 if self.reported is None else self.reported - self.in_files - self.elsewhere

    @property
    def fact(self) -> str:
        """Return how hits and files differ, in words; "" where they do not."""
        if self.reported is None or not self.missing:
            return ""
        and_elsewhere = f", {self.elsewhere:,} are logged as dealt with elsewhere"
        return (
            f"{self.source}: the database reported {counted(self.reported, 'hit')}, its files hold "
            f"{counted(self.in_files, 'record')}{and_elsewhere if self.elsewhere else ''}."
        )

    @property
    def next_step(self) -> str:
        """Return what a person may do about it by commands; "" where nothing need be done."""
        if not self.missing:
            return ""
        name = shlex.quote(one_line(self.source))
        correct = f"`review sources edit {name} --hits N`"
        if self.missing > 0:
            return (
                f"Import the other {self.missing:,}; or correct the hits: {correct}; or, where "
                "they were taken out before the export, log it: `review elsewhere add "
                f"duplicates-removed {self.missing} --source {name} --why T` (or never-exported)."
            )
        return f"Look for a file that is of another source, or correct the hits: {correct}."


def numbers_elsewhere(connection: Connection) -> Mapping[str, int]:
    """Return how many records of each source were dealt with elsewhere, by its name."""
    numbers: Counter[str] = Counter()
    for entry in elsewhere(connection):
        if entry.what not in OF_PREVIOUS:
            numbers[entry.source] += entry.number
    return numbers
