"""New imports compared with everything that is there, so that nobody screens a record twice."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from review.acts import load
from review.counting import counted
from review.duplicates.projector import DEDUPE
from review.ledger.ledger import Review
from review.store import tables

if TYPE_CHECKING:
    from review.duplicates.running import Run


@dataclass(frozen=True, slots=True)
class Joined:
    """How many of the new records are of reports that were here already, and the run's counts."""

    new: int
    already_here: int
    found: Run

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return {"already_here": self.already_here, **self.found.as_json()}

    @property
    def words(self) -> str:
        """Return it in a sentence or two, for the one who imported."""
        said = f"{self.already_here:,} of these {counted(self.new, 'record')} "
        said += "is" if self.already_here == 1 else "are"
        said += " already here, and nobody screens them again."
        if self.found.queued_pairs:
            pairs = counted(self.found.queued_pairs, "doubtful pair")
            said += f" {pairs} in the duplicates queue."
        return said


def join_new(
    review: Review, files: Collection[str], progress: Callable[[int, int], None] | None = None
) -> Joined | None:
    """Compare newly imported `files` with all records, as the last run that stands did.

    Returns None, and does nothing, where duplicates have not been looked for yet.
    """
    with review.read() as connection:
        mode = last_mode(connection)
    if not mode or not files:
        return None
    from review.duplicates.running import run  # a comparison's, that most imports do without

    found = run(review, mode=mode, progress=progress)
    with review.read() as connection:
        return Joined(*_known(connection, files), found)


def last_mode(connection: Connection) -> str:
    """Return the mode of the last run that stands, "" where there is none."""
    act, gone = tables.act, tables.withdrawal
    withdrawn = select(gone.c.act_id).where(gone.c.act_id == act.c.id)
    newest = (
        select(act.c.id)
        .where(act.c.kind == DEDUPE, ~withdrawn.exists())
        .order_by(act.c.lamport.desc(), act.c.writer.desc(), act.c.seq.desc())
        .limit(1)
    )
    runs = load(connection, connection.scalars(newest).all())
    return str(runs[0].body["mode"]) if runs else ""


def _known(connection: Connection, files: Collection[str]) -> tuple[int, int]:
    """Return how many records `files` hold, and how many of these share a set with older ones."""
    record, in_set, other = tables.record, tables.record_set, tables.record_set.alias()
    older = tables.record.alias()
    before = (
        select(older.c.id)
        .join(other, other.c.record_id == older.c.id)
        .where(other.c.set_id == in_set.c.set_id, older.c.import_file_id.not_in(files))
    )
    new = (
        select(func.count())
        .select_from(record)
        .join(in_set, in_set.c.record_id == record.c.id)
        .where(record.c.import_file_id.in_(files))
    )
    return connection.scalar(new) or 0, connection.scalar(new.where(before.exists())) or 0
