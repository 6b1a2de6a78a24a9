"""The people of a review: when each was last heard of, how much they did, what waits for them.

Of another's unrevealed work this knows bare numbers only, as METHOD has it: what the stages say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, func, select

from review.acts import day
from review.counting import counted
from review.files.last_files import Exchanges, unsent_acts
from review.ledger.ledger import Review
from review.people.team import ROLES, Person, people
from review.store import tables

if TYPE_CHECKING:
    from review.clashes.clash import Clash, ClashKind
    from review.overview import StageProgress

# Whom a clash of each kind waits for: those who may settle it, or whose work it is.
MAY_SETTLE: Mapping[ClashKind, Collection[str]] = {
    "settlement": ("adjudicator", "screener", "lead"),
    "duplicates": ("librarian",),
    "protocol": ("lead",),
    "consensus": ("extractor", "adjudicator"),
    "correction": ("librarian",),
    "edition": ("lead",),
    "round": ("lead",),
    "statement": ("extractor", "adjudicator", "lead"),
    "naming": ("extractor", "adjudicator", "lead"),
    "choice": ("extractor", "adjudicator", "lead"),
    "answer": ("lead",),
    "stop": ("lead",),
}

Entries = Callable[[Connection], Mapping[str, int]]
"""How many entries each person has called complete."""

Waits = Callable[[Connection, str, bool], Mapping[str, Sequence[str]]]
"""What waits for whom, in words, as the named person may know it; True: where files are exchanged.
"""


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """Where one person is, as another may see it; days are ISO dates, None for never."""

    name: str
    roles: tuple[str, ...]
    active: bool
    last_seen: str | None
    last_merged: str | None  # the last file of theirs that was taken in here
    last_sent: str | None  # by the one who asks, from here
    decided: Mapping[str, int]  # by stage; none where it is not told
    left: Mapping[str, int] | None  # of one's own only
    entries: int
    waits: tuple[str, ...]

    def may(self, role: str) -> bool:
        """Tell whether the person holds `role` now."""
        return self.active and role in self.roles


@dataclass(frozen=True, slots=True)
class Work:
    """What the slices and the ground know of everyone's work."""

    stages: Sequence[StageProgress]
    entries: Mapping[str, int]
    waits: Sequence[Mapping[str, Sequence[str]]]
    queued: int
    clashes: Sequence[Clash]


def status_of_people(
    connection: Connection, review: Review, files: Exchanges, work: Work
) -> tuple[PersonStatus, ...]:
    """Return the status of everyone who was ever in the team, as the holder may see it."""
    seen = _last_seen(connection)
    unsent = unsent_acts(connection, review, files) if files.any and review.person else ""
    return tuple(
        PersonStatus(
            name=person.name,
            roles=tuple(role for role in ROLES if role in person.roles),
            active=person.active,
            last_seen=seen.get(person.name),
            last_merged=files.merged.get(person.name),
            last_sent=files.sent if person.name == review.person else None,
            decided={
                stage.stage: stage.mine
                if person.name == review.person
                else dict(stage.others).get(person.name, 0)
                for stage in work.stages
                if person.name == review.person or not stage.hidden
            },
            left={stage.stage: stage.left if person.may("screener") else 0 for stage in work.stages}
            if person.name == review.person
            else None,
            entries=work.entries.get(person.name, 0),
            waits=tuple(_waits(person, work, unsent if person.name == review.person else "")),
        )
        for person in people(connection)
    )


def _waits(person: Person, work: Work, unsent: str) -> Iterator[str]:
    for found in work.waits:
        yield from found.get(person.name, ())
    if work.queued and person.may("librarian"):
        yield counted(work.queued, "pair") + " in the duplicates queue"
    if number := sum(_may_settle(person, MAY_SETTLE[clash.kind]) for clash in work.clashes):
        yield counted(number, "clash", "clashes") + " to settle"
    if unsent:
        yield unsent


def _may_settle(person: Person, roles: Collection[str]) -> bool:
    return any(person.may(role) for role in roles)


def _last_seen(connection: Connection) -> dict[str, str]:
    """Return the day of everyone's newest act: the last one of each of their writers."""
    act = tables.act
    ends = select(act.c.writer, func.max(act.c.seq).label("seq")).group_by(act.c.writer).subquery()
    rows = connection.execute(
        select(act.c.by, func.max(act.c.recorded_at))
        .join(ends, and_(ends.c.writer == act.c.writer, ends.c.seq == act.c.seq))
        .group_by(act.c.by)
    )
    return {by: day(at) for by, at in rows}
