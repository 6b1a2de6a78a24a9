"""What was new in a file, and the refusal of one whose content is not what it claims to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from review.refusal import Refused
from review.standing import batches


@dataclass(slots=True)
class Arrived:
    """What was new in a file."""

    acts: int = 0
    opened: int = 0  # bodies of acts that were here already, sealed
    sealed: int = 0
    facts: int = 0
    records: int = 0  # of the facts
    differing: set[str] = field(default_factory=set)  # names of sources and files read differently
    left: set[str] = field(default_factory=set)  # people whose acts they must merge themselves

    @property
    def anything(self) -> bool:
        """Whether something has to be projected."""
        return bool(self.acts or self.opened or self.facts)


def altered(file: Path, what: str) -> Refused:
    """Return the refusal of a file whose content is not what it claims to be."""
    return Refused(
        f"{file.name} was changed after it was sent: {what}.",
        "Nothing was taken in. Ask the sender for a new file, and compare how you got this one.",
    )


def known(connection: Connection, column: Any, ids: Collection[str]) -> set[str]:
    """Return those of `ids` that stand in `column` already."""
    found: set[str] = set()
    for batch in batches(ids):
        found.update(connection.scalars(select(column).where(column.in_(batch))))
    return found
