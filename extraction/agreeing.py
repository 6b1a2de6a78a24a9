"""Which consensus of a place holds, where more than one was written.

The last one that knew of the others holds whole. Where two that differ do not know of each other,
as copies of a review come to, none holds until somebody agrees once more, over both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, select

from review.acts import Act, canonical, load
from review.ledger.heads import heads, over_of
from review.store import tables
from review.studies import former_ids

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreed:
    """One standing consensus."""

    act: Act
    over: frozenset[str] | None

    @property
    def id(self) -> str:
        """The id of its act."""
        return self.act.id

    @property
    def order(self) -> str:
        """Its place in the order of acts."""
        return self.act.order


def agreed_twice(
    connection: Connection, acts_by_place: Mapping[P, Sequence[str]]
) -> dict[P, list[Agreed]]:
    """Return, of places with more than one standing consensus, those that no other is over."""
    several = {place: acts for place, acts in acts_by_place.items() if len(acts) > 1}
    ids = {act for acts in several.values() for act in acts}
    known = {act.id: Agreed(act, over_of(act.body)) for act in load(connection, ids)}
    return {place: heads(known[act] for act in acts) for place, acts in several.items()}


def differ(words: Iterable[Agreed]) -> bool:
    """Tell whether consensuses say different things."""
    return len({canonical(word.act.body["values"]) for word in words}) > 1


def outdone(connection: Connection, acts_by_place: Mapping[P, Sequence[str]]) -> set[str]:
    """Return the ids of consensuses that do not hold: replaced by others, or clashing."""
    found: set[str] = set()
    for place, words in agreed_twice(connection, acts_by_place).items():
        holds = set() if differ(words) else {words[-1].id}
        found |= set(acts_by_place[place]) - holds
    return found


def standing_on(connection: Connection, study: str, form: str, part: str) -> list[str]:
    """Return the ids of every standing consensus of a place."""
    state = tables.entry_state
    ids = connection.scalars(
        select(state.c.act_id).where(
            state.c.study_id.in_(former_ids(connection, study)),
            state.c.form == form,
            state.c.part == part,
            state.c.extractor == "",
        )
    )
    return sorted(ids)
