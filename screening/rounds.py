"""Rounds: the main one of each stage, and calibration rounds on a seeded random sample."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from review.clean import one_line
from review.counting import counted
from review.ids import shown
from review.ledger.ledger import Review
from review.people import team
from review.protocol import STAGES, Stage
from review.protocols.versions import current
from review.refusal import Refused
from review.store import tables
from screening.ballot import MAIN_ROUND
from screening.closings import all_closings
from screening.projector import ROUND
from screening.ranking_terms import scores


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its ballots in counts."""

    stage: str
    name: str
    kind: str
    ballots: int
    revealed: int
    id: str = ""
    drawn: int = 0  # records, of a calibration round
    ranked: int = 0  # of them, by the protocol's terms
    closed: str = ""  # keep, discard; "" while it is not closed
    clash: bool = False  # whether two copies closed it differently

    def as_json(self) -> dict[str, Any]:
        """Return the round as plain values."""
        values = asdict(self)
        return {**values, "id": shown("o", self.id) if self.id else None}


def rounds(connection: Connection) -> list[Round]:
    """Return all rounds: calibration in order of drawing, then the main one, by stage."""
    ballot, made = tables.ballot, tables.screening_round
    rows = connection.execute(
        select(
            ballot.c.stage,
            ballot.c.round_id,
            func.count(),
            func.sum(case((ballot.c.revealed, 1), else_=0)),
        ).group_by(ballot.c.stage, ballot.c.round_id)
    )
    counts = {(stage, round_id): (n, int(seen)) for stage, round_id, n, seen in rows}
    ended = all_closings(connection)
    drew = tables.round_record
    sizes: dict[str, int] = {
        row[0]: row[1]
        for row in connection.execute(
            select(drew.c.round_id, func.count()).group_by(drew.c.round_id)
        )
    }
    found = []
    for stage in STAGES:
        drawn = connection.execute(
            select(made).where(made.c.stage == stage).order_by(made.c.order)
        ).all()
        for row in drawn:
            n, seen = counts.get((stage, row.id), (0, 0))
            found.append(
                Round(
                    stage,
                    row.name,
                    row.kind,
                    n,
                    seen,
                    row.id,
                    sizes.get(row.id, 0),
                    row.ranked,
                    ended.hold[row.id].choice if row.id in ended.hold else "",
                    row.id in ended.clashing,
                )
            )
        n, seen = counts.get((stage, MAIN_ROUND[stage]), (0, 0))
        found.append(Round(stage, "main", "main", n, seen))
    return found


def find_round(connection: Connection, stage: Stage, typed: str) -> str:
    """Return the id of the round called `typed` ("main" or a calibration round's name or id)."""
    if not typed or typed == "main":
        return MAIN_ROUND[stage] if typed else ""
    table = tables.screening_round
    rows = connection.execute(select(table).where(table.c.stage == stage)).all()
    for row in rows:
        if typed in {row.name, row.id, shown("o", row.id)}:
            return str(row.id)
    names = ", ".join(["main", *(row.name for row in rows)])
    raise Refused(f"There is no round “{typed}” at {stage}.", f"The rounds are: {names}.")


def draw(review: Review, name: str, size: int, stage: Stage, seed: int) -> str:
    """Draw a calibration round from ballots that nobody has decided; an act of the lead.

    Half of it are the records that speak most of the protocol's terms, the other half, or all where
    there are no terms, is random (METHOD: agreement). Refused when the name is taken or fewer than
    `size` such ballots are left.
    """
    name = one_line(name)
    if not name or name == "main":
        raise Refused("A round needs a name of its own.", "Call it pilot, for instance.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "draw a round")
        taken = {row.name for row in rounds(connection) if row.stage == stage}
        if name in taken:
            raise Refused(f"There is a round “{name}” already.", "Give it another name.")
        free = _undecided(connection, stage)
        if not 0 < size <= len(free):
            raise Refused(f"{len(free)} records can be drawn, not {size}.", "Give another --size.")
        _version, protocol = current(connection)
        sample = sampled(free, size, seed, scores(connection, free, protocol.terms))
        body = {
            "stage": stage,
            "name": name,
            "seed": seed,
            "records": sorted([*sample.ranked, *sample.by_chance]),
            "ranked": len(sample.ranked),
        }
        writing.append(ROUND, stage, body)
    return (
        f"Calibration round “{name}”: {counted(size, 'record')}, {_drawn(sample, seed)}. "
        "They come first."
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: by the protocol's terms, and by chance."""

    ranked: tuple[str, ...]
    by_chance: tuple[str, ...]


def sampled(free: Sequence[str], size: int, seed: int, scored: Mapping[str, int]) -> Sample:
    """Draw `size` of `free`: half of them the highest scores, ties by chance, the rest by chance.

    Where no score tells one from another, all are drawn by chance.
    """
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    shuffled = list(free)
    chance.shuffle(shuffled)
    half = size // 2 if len(set(scored.values())) > 1 else 0
    ranked = sorted(shuffled, key=lambda one: -scored.get(one, 0))[:half]
    rest = [one for one in shuffled if one not in set(ranked)]
    return Sample(tuple(ranked), tuple(rest[: size - half]))


def _drawn(sample: Sample, seed: int) -> str:
    by_chance = f"{len(sample.by_chance)} drawn at random with seed {seed}"
    if not sample.ranked:
        return f"{by_chance}; the protocol has no terms that would rank them"
    return f"{len(sample.ranked)} ranked first by the protocol's terms and {by_chance}"


def _undecided(connection: Connection, stage: Stage) -> list[str]:
    ballot, part = tables.ballot, tables.ballot_part
    decided = select(part.c.set_id).where(part.c.stage == stage)
    return sorted(
        connection.scalars(
            select(ballot.c.set_id)
            .where(ballot.c.stage == stage, ballot.c.round_id == MAIN_ROUND[stage])
            .where(ballot.c.set_id.not_in(decided))
        )
    )
