"""What the screens of screening read in a thread; the store is imported there, not at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from review.protocol import Protocol, Stage
    from screening.card import Card, Which
    from screening.conflicts import Conflict
    from screening.filters import Filter
    from screening.queue import Progress
    from screening.remarks import Remark


Orders = tuple[int, ...]  # how many rounds were drawn and closed, how often records were shared


@dataclass(frozen=True, slots=True)
class Want:
    """What to read.

    `known` are the counts and `orders` the orders under which the list at hand is right, if it is;
    `acts` is the number of acts that they rest on.
    """

    person: str
    stage: Stage
    which: Which
    wanted: Filter | None
    key: str
    known: Progress | None
    orders: Orders
    acts: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read; `ids` is None where the list at hand is still right."""

    acts: int
    orders: Orders
    progress: Progress
    protocol: Protocol
    leads: bool
    unscreened: int  # that a stop left
    ids: list[str] | None
    cards: dict[str, Card]
    calibrating: dict[str, str]  # the sets of calibration rounds left to decide, with the round


def gather(connection: Connection, want: Want, sifted: Callable[[int, int], None]) -> Seen | None:
    """Read the counts and, where they have changed, the list with the cards around `want.key`.

    Returns None at once where nobody has acted since.
    """
    from review.people import team
    from review.protocols.versions import current
    from review.reports.unscreened import number_left
    from screening.calibrations import to_calibrate
    from screening.cards import acts_made, cards, listed
    from screening.queue import progress

    acts = acts_made(connection)
    if want.known and acts == want.acts:
        return None
    _version, protocol = current(connection)
    now = progress(connection, want.person, want.stage)
    leads = any(p.name == want.person and p.may("lead") for p in team.people(connection))
    orders = _orders(connection)
    stopped = number_left(connection) if want.stage == TITLE_ABSTRACT else 0
    if want.known and orders == want.orders and _same_list(want.known, now):
        return Seen(acts, orders, now, protocol, leads, stopped, None, {}, {})
    ids = listed(connection, want.person, want.stage, want.which, want.wanted, sifted)
    at = ids.index(want.key) if want.key in ids else 0
    around = ids[max(0, at - 2) : at + want.ahead]
    found = cards(connection, want.person, want.stage, around)
    drawn = to_calibrate(connection, want.person, want.stage)
    return Seen(acts, orders, now, protocol, leads, stopped, ids, found, drawn)


def _orders(connection: Connection) -> Orders:
    """Count the acts that change who decides what first, and may leave all other counts alone."""
    from sqlalchemy import func, select

    from review.store import tables

    made = (
        tables.screening_round,
        tables.round_closing,
        tables.allocation,
        tables.succession,
        tables.rank_way,
        tables.rank_stop,
    )
    return tuple(connection.scalar(select(func.count()).select_from(one)) or 0 for one in made)


def _same_list(known: Progress, now: Progress) -> bool:
    return (known.ballots, known.left, known.revealed) == (now.ballots, now.left, now.revealed)


def cards_of(
    connection: Connection, person: str, stage: Stage, keys: Sequence[str]
) -> dict[str, Card]:
    """Return cards by id of their set."""
    from screening.cards import cards

    return cards(connection, person, stage, keys)


def thread(connection: Connection, set_id: str, person: str) -> list[Remark]:
    """Return the remarks on a set that the person may see, oldest first."""
    from screening.remarks import remarks_on

    return remarks_on(connection, set_id, person)


def set_of(connection: Connection, stage: Stage, typed: str) -> str:
    """Return the id of the set that `typed` means; Refused where it is not at `stage`."""
    from review.records.lookup import resolve
    from screening.cards import cards

    found = resolve(connection, typed)
    if not cards(connection, "", stage, [found.set_id]):
        raise Refused(f"{found.shown} is not at {stage}.", "Its history is in the overview (1).")
    return found.set_id


@dataclass(frozen=True, slots=True)
class OpenConflicts:
    """Conflicts that wait for a settlement, and agreed exclusions whose reasons differ."""

    protocol: Protocol
    open: list[Conflict]
    differ: list[Conflict]


def gather_conflicts(connection: Connection) -> OpenConflicts:
    """Read what is revealed and unsettled at both stages."""
    from review.protocols.versions import current
    from screening.conflicts import conflicts, reasons_differ

    _version, protocol = current(connection)
    return OpenConflicts(protocol, conflicts(connection), reasons_differ(connection))


def key_of(one: Conflict) -> str:
    """Return what a conflict is known by in a list: its stage and set."""
    return f"{one.stage} {one.record.set_id}"


def stage_of(one: Conflict) -> Stage:
    """Return the stage of a conflict."""
    return FULL_TEXT if one.stage == FULL_TEXT else TITLE_ABSTRACT
