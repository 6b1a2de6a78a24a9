"""How rounds ended, as it is read from the store.

Two copies may close one round without knowing of each other. Where one keeps its decisions and the
other discards them, that is a clash to be settled, and until then none of them counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from review.acts import load
from review.ledger.heads import heads
from review.store import tables
from screening.round_acts import DISCARD


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a round: what became of its decisions, why, by whom and when."""

    id: str
    order: str
    round_id: str
    choice: str
    why: str
    by: str
    at: str
    over: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Closings:
    """All closings of rounds, by round, in their order."""

    words: Mapping[str, Sequence[Closing]]

    @cached_property
    def heads(self) -> dict[str, list[Closing]]:
        """Those whose place no other has taken, by round."""
        return {round_id: heads(words) for round_id, words in self.words.items()}

    @property
    def hold(self) -> dict[str, Closing]:
        """How each closed round ended: discarded, where two copies differ about it."""
        return {
            round_id: next((one for one in found if one.choice == DISCARD), found[-1])
            for round_id, found in self.heads.items()
        }

    @property
    def clashing(self) -> dict[str, list[Closing]]:
        """The closings of the rounds that were closed differently."""
        return {
            round_id: found
            for round_id, found in self.heads.items()
            if len({one.choice for one in found}) > 1
        }

    @property
    def overruled(self) -> frozenset[str]:
        """The ids of those whose place another has taken."""
        standing = {one.id for found in self.heads.values() for one in found}
        return frozenset(
            one.id for words in self.words.values() for one in words if one.id not in standing
        )


def all_closings(connection: Connection) -> Closings:
    """Return the closings of all rounds."""
    made = tables.round_closing
    rows = connection.execute(select(made).order_by(made.c.order)).all()
    rounds = [row.round_id for row in rows]
    several = [row.act_id for row in rows if rounds.count(row.round_id) > 1]
    over = {
        act.id: frozenset(act.body.get("over", ())) for act in load(connection, several)
    }  # whoever closed a round first was over nothing
    words: dict[str, list[Closing]] = {}
    for row in rows:
        words.setdefault(row.round_id, []).append(
            Closing(
                row.act_id,
                row.order,
                row.round_id,
                row.choice,
                row.why,
                row.by,
                row.at,
                over.get(row.act_id, frozenset()),
            )
        )
    return Closings(words)


def closings(connection: Connection) -> dict[str, Closing]:
    """Return how each closed round ended, by its id."""
    return all_closings(connection).hold
