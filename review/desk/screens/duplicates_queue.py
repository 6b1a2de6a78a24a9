"""The queue of doubtful pairs as one person goes through it: what is next, later, or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from review.desk.shared import key_to
from review.duplicates import queries
from review.duplicates.queries import Queued
from review.record import Record
from review.records.lookup import whole_many
from review.standing import was_searched


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as it is, with the whole records of the pair (`key`) to show."""

    pairs: Mapping[str, Queued] = field(default_factory=dict)
    ever: int = 0
    records: int = 0
    searched: bool = False
    key: str = ""
    wholes: Mapping[str, Record] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return how far the queue is."""
        done = self.ever - len(self.pairs)
        return f"Queue: {done} of {self.ever} answered" if self.ever else "Queue"

    def what_next(self, find: str, view: str, keys: Mapping[str, str]) -> str:
        """Return what to do where no pair is in view.

        `find` and `view` are the keys of these commands, `keys` the remapped ones by their ids.
        """
        if not self.records:
            first = "There are no records yet. Import the export of a database first: key"
            return f"{first} {key_to('sources', keys)}."
        if not self.searched:
            return f"{self.records} records. Nobody has looked for duplicates yet: press {find}."
        merged = f"{view} shows what is merged; {key_to('screen', keys)} goes to screening."
        if self.ever:
            return f"All {self.ever} pairs are answered. {merged}"
        return f"No pair is in doubt. {merged}"


def key_of(pair: Queued) -> str:
    """Return the key of a pair: its record ids."""
    return f"{pair.first.id} {pair.second.id}"


@dataclass(slots=True)
class Order:
    """The order in which one person sees the pairs, for as long as the desk is open."""

    current: str = ""
    later: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)

    def read(self, connection: Connection) -> Queue:
        """Read the queue and the whole records of the pair that comes first."""
        pairs = {key_of(pair): pair for pair in queries.queue_rows(connection)}
        key = self.first(pairs)
        return Queue(
            pairs,
            queries.queued_ever(connection),
            queries.record_count(connection),
            was_searched(connection),
            key,
            whole_many(connection, key.split()) if key else {},
        )

    def first(self, pairs: Mapping[str, Queued]) -> str:
        """Return the pair to show: one whose answer was undone, the one in view, the next."""
        if self.answered and self.answered[-1] in pairs:
            return self.answered[-1]
        if self.current in pairs:
            return self.current
        waiting = (key for key in pairs if key not in self.later)
        left = (key for key in self.later if key in pairs)
        return next(waiting, "") or next(left, "")

    def came(self, queue: Queue) -> None:
        """Take note of the pair that is in view now."""
        self.current = queue.key
        if self.answered and self.answered[-1] == queue.key:
            self.answered.pop()
        self.later = [key for key in self.later if key in queue.pairs and key != queue.key]

    def postpone(self) -> bool:
        """Put the pair in view behind all others; False where there is none."""
        if not self.current:
            return False
        self.later.append(self.current)
        self.current = ""
        return True

    def take_back(self) -> bool:
        """Return to the pair that was put off last; False where there is none."""
        if not self.later:
            return False
        self.current = self.later.pop()
        return True
