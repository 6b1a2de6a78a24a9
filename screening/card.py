"""A card: what one reviewer is shown of a set at a stage.

It holds facts, what is revealed, and the viewer's own decision; nothing else of a ballot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from review.fulltext import Retrieval
    from review.record import Record
    from review.records.lookup import Found
    from review.records.tags import Tag

Which = Literal["to-decide", "mine", "maybes", "noted", "later", "to-retrieve", "all"]


@dataclass(frozen=True, slots=True)
class Own:
    """The viewer's own decision, as it holds."""

    verdict: str
    reasons: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One set as a reviewer may see it at a stage."""

    found: Found  # the record that is shown for all of the set
    record: Record
    others: tuple[Found, ...]  # the set's other records
    mine: Own | None
    differing: bool  # one's own decisions on records of this set differ: decide again
    revealed: bool
    state: str  # shared: pending until revealed or settled
    reason: str  # shared, of an exclusion in full text
    retrieval: str
    log: tuple[Retrieval, ...]  # of the full text, oldest first; only at that stage
    retracted: str = ""  # in words, of a report that is retracted or questioned
    tags: tuple[Tag, ...] = ()  # those in sight
    later: bool = False  # on one's own pile

    @property
    def key(self) -> str:
        """The id of the set."""
        return self.found.set_id
