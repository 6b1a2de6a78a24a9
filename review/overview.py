"""The overview: where the whole review is, in counts that one person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from review.clashes.clashing import Sources, all_clashes
from review.files.last_files import exchanges
from review.ledger.ledger import Review
from review.people.status import Entries, PersonStatus, Waits, Work, status_of_people
from review.people.team import people
from review.protocols.versions import contested, current
from review.standing import was_searched
from review.store import tables


@dataclass(frozen=True, slots=True)
class StageProgress:
    """How far one stage is, as one person may see it."""

    stage: str
    ballots: int
    mine: int
    left: int
    others: tuple[tuple[str, int], ...]
    revealed: int
    to_settle: int
    hidden: bool = False  # how far the others are is not told, and `others` is empty


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview screen and `review status` show."""

    title: str
    question: str
    person: str
    team: tuple[tuple[str, str, bool], ...]
    records: int
    sets: int
    queued: int
    searched: bool  # whether duplicates were looked for
    standings: tuple[tuple[str, int], ...]
    stages: tuple[StageProgress, ...]
    protocol_contested: bool
    exchanged: bool  # whether files ever left or reached this copy
    clashes: int
    people: tuple[PersonStatus, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the overview as plain values."""
        return asdict(self)


Stages = Callable[[Connection, str], Sequence[StageProgress]]


@dataclass(frozen=True, slots=True)
class Slices:
    """How the slices are asked for what they know; the composition root puts them together."""

    stages: Stages
    entries: Entries = lambda _connection: {}
    waits: Sequence[Waits] = ()
    clashes: Sources = field(default_factory=dict)


def overview(connection: Connection, review: Review, slices: Slices) -> Overview:
    """Return the overview as the person who holds `review` may see it."""
    _version, protocol = current(connection)
    files = exchanges(connection, review.person)
    standings = _standings(connection)
    work = Work(
        stages=tuple(slices.stages(connection, review.person)),
        entries=slices.entries(connection),
        waits=[waits(connection, review.person, files.any) for waits in slices.waits],
        queued=len(queued_pairs(connection)),
        clashes=all_clashes(connection, slices.clashes),
    )
    return Overview(
        title=title_of(connection),
        question=protocol.question,
        person=review.person,
        team=tuple((p.name, " ".join(sorted(p.roles)), p.active) for p in people(connection)),
        records=connection.scalar(select(func.count()).select_from(tables.record_set)) or 0,
        sets=sum(number for _standing, number in standings),
        queued=work.queued,
        searched=was_searched(connection),
        standings=standings,
        stages=tuple(work.stages),
        protocol_contested=bool(contested(connection)),
        exchanged=files.any,
        clashes=len(work.clashes),
        people=status_of_people(connection, review, files, work),
    )


def title_of(connection: Connection) -> str:
    """Return the title of the review: the protocol's, else the one it was made with."""
    _version, protocol = current(connection)
    made = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "title"))
    return protocol.title or made or ""


def _standings(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Count sets by standing; grouped by arm and kind too, as the index that holds them is."""
    made = tables.duplicate_set
    numbers: Counter[str] = Counter()
    groups = (made.c.arm, made.c.kind, made.c.standing)
    for _arm, _kind, standing, number in connection.execute(
        select(*groups, func.count()).group_by(*groups)
    ):
        numbers[standing] += number
    return tuple(sorted(numbers.items()))


def queued_pairs(connection: Connection) -> list[tuple[str, str, float, str, str]]:
    """Return the pairs that wait for a person, best first: records, score, rule and why.

    A pair is answered by any later word on it, and by its records coming into one set.
    """
    bond = tables.bond
    first, second = tables.record_set.alias(), tables.record_set.alias()
    later = bond.alias()
    answered = select(later.c.a).where(
        later.c.a == bond.c.a, later.c.b == bond.c.b, later.c.kind != "queued"
    )
    rows = connection.execute(
        select(
            bond.c.a, bond.c.b, func.max(bond.c.score), func.max(bond.c.rule), func.max(bond.c.why)
        )
        .join(first, first.c.record_id == bond.c.a)
        .join(second, second.c.record_id == bond.c.b)
        .where(bond.c.kind == "queued", first.c.set_id != second.c.set_id, ~answered.exists())
        .group_by(bond.c.a, bond.c.b)
        .order_by(func.max(bond.c.score).desc(), bond.c.a, bond.c.b)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
