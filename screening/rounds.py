"""Rounds: the main one of each stage, and calibration rounds on a seeded random sample."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from review import team
from review.clean import one_line
from review.ids import shown
from review.ledger import Review
from review.protocol import STAGES, Stage
from review.refusal import Refused
from review.store import tables
from screening.folding import MAIN_ROUND
from screening.projector import ROUND


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its ballots in counts."""

    stage: str
    name: str
    kind: str
    ballots: int
    revealed: int

    def as_json(self) -> dict[str, Any]:
        """Return the round as plain values."""
        return asdict(self)


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
    counts = {(stage, round_id): (n, int(shown)) for stage, round_id, n, shown in rows}
    found = []
    for stage in STAGES:
        drawn = connection.execute(
            select(made).where(made.c.stage == stage).order_by(made.c.order)
        ).all()
        for row in drawn:
            n, shown = counts.get((stage, row.id), (0, 0))
            found.append(Round(stage, row.name, row.kind, n, shown))
        n, shown = counts.get((stage, MAIN_ROUND[stage]), (0, 0))
        found.append(Round(stage, "main", "main", n, shown))
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

    Refused when the name is taken or fewer than `size` such ballots are left.
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
        drawn = sorted(random.Random(seed).sample(free, size))  # noqa: S311 - a sample, no secret
        body = {"stage": stage, "name": name, "seed": seed, "records": drawn}
        writing.append(ROUND, stage, body)
    return f"Calibration round “{name}”: {size} records, drawn with seed {seed}. They come first."


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
