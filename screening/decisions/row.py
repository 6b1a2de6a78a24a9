"""What a file of decisions says, whatever tool wrote it: rows, and what belongs to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.protocol import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """By what a file names a record; `ids` are ids or accessions, the surest first."""

    ids: tuple[str, ...] = ()
    # The ids are numbers that another tool gave: a title in the row must agree with the record's.
    checked: bool = False
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: int | None = None

    @property
    def shown(self) -> str:
        """Return the one key that a person knows the record by."""
        return next((key for key in (*self.ids, self.doi, self.pmid, self.title) if key), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One decision as a file gives it; `why` says why it is none that can be kept."""

    line: int
    keys: Keys
    reviewer: str  # the code by which the file names the person; "" where it names nobody
    verdict: str
    reasons: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    note: str = ""
    at: str = ""
    stage: Stage | None = None  # where the file says of which stage it is
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Loose:
    """Something in a file that no one reviewer's decision carries: it is listed, not assigned."""

    line: int
    what: str
    text: str


@dataclass(slots=True)
class Given:
    """All that a file gives; `says` are sentences on what it is and how it was read."""

    tool: str
    rows: list[Row] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    def add(self, other: Given) -> None:
        """Take in what another file of the same archive gives."""
        self.rows += other.rows
        self.loose += other.loose
        self.says += other.says


def noted(*parts: str) -> str:
    """Return the parts of a note that say something, joined."""
    return "; ".join(part for part in parts if part)


def marked(mark: str, values: Sequence[str]) -> str:
    """Return `labels: a, b`, a part of a note that says where it comes from; nothing for none."""
    return f"{mark}: {', '.join(values)}" if values else ""
