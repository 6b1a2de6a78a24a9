"""What a screening screen reads in a thread: counts, the protocol, its list, the first cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from review.protocol import Protocol, Stage
    from screening.cards import Card, Which
    from screening.queue import Progress


@dataclass(frozen=True, slots=True)
class Want:
    """What to read; `known` are the counts under which the list at hand is right, if it is."""

    person: str
    stage: Stage
    which: Which
    key: str
    known: Progress | None
    ahead: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read; `ids` is None where the list at hand is still right."""

    progress: Progress
    protocol: Protocol
    leads: bool
    ids: list[str] | None
    cards: dict[str, Card]


def gather(connection: Connection, want: Want) -> Seen:
    """Read the counts and, where they have changed, the list with the cards around `want.key`."""
    from review import team
    from review.versions import current
    from screening.cards import cards, listed
    from screening.queue import progress

    _version, protocol = current(connection)
    now = progress(connection, want.person, want.stage)
    leads = any(p.name == want.person and p.may("lead") for p in team.people(connection))
    if want.known and _same_list(want.known, now):
        return Seen(now, protocol, leads, None, {})
    ids = listed(connection, want.person, want.stage, want.which)
    at = ids.index(want.key) if want.key in ids else 0
    around = ids[max(0, at - 2) : at + want.ahead]
    found = cards(connection, want.person, want.stage, around)
    return Seen(now, protocol, leads, ids, found)


def _same_list(known: Progress, now: Progress) -> bool:
    return (known.ballots, known.left, known.revealed) == (now.ballots, now.left, now.revealed)


def cards_of(
    connection: Connection, person: str, stage: Stage, keys: Sequence[str]
) -> dict[str, Card]:
    """Return cards by id of their set."""
    from screening.cards import cards

    return cards(connection, person, stage, keys)


def set_of(connection: Connection, stage: Stage, typed: str) -> str:
    """Return the id of the set that `typed` means; Refused where it is not at `stage`."""
    from review.lookup import resolve
    from screening.cards import cards

    found = resolve(connection, typed)
    if not cards(connection, "", stage, [found.set_id]):
        raise Refused(f"{found.shown} is not at {stage}.", "Its history is in the overview (1).")
    return found.set_id
