"""Who screens what at a stage: shares, what was drawn for whom, how far everyone is.

Numbers are for everyone. Which records they count is so for what is drawn; of another's decisions
only what is revealed is listed, and what somebody has yet to decide is theirs alone to see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from review.people import team
from review.protocol import Stage
from review.refusal import Refused
from review.sight import part_in_sight
from review.store import tables
from screening.allocating import Allocated, allocated, drawn_for, due_by_name
from screening.asking import allocations
from screening.queue import progress, to_decide
from screening.shares import EVERYONE, proportions

Which = Literal["drawn", "decided", "left"]
WHICH: tuple[Which, ...] = ("drawn", "decided", "left")


@dataclass(frozen=True, slots=True)
class Load:
    """One person's part in a stage; None where no such number can be told."""

    name: str
    screens: bool
    share: float | None  # 0 to 1, where records are shared by name
    drawn: int | None
    decided: int | None
    left: int | None
    successor: str = ""


def workload(connection: Connection, viewer: str, stage: Stage) -> tuple[Allocated, list[Load]]:
    """Return how a stage is allocated, and everyone's part in it, in the order of the team."""
    made = allocated(connection, stage)
    by_name = bool(made.shares.weights)
    now = progress(connection, viewer, stage)
    decided = {**dict(now.others), **({viewer: now.mine} if viewer else {})}
    each = proportions(made.shares, made.reviewers) if by_name else {}
    follows = dict(made.successors)
    found = []
    for person in team.people(connection):
        screens = person.may("screener")
        if not (screens or decided.get(person.name) or person.name in each):
            continue
        told = person.name == viewer or not now.hidden
        left = due_by_name(connection, person.name, [stage]) if by_name else None
        if left is None and person.name == viewer:
            left = now.left
        found.append(
            Load(
                person.name,
                screens,
                each.get(person.name),
                made.drawn.get(person.name, 0) if by_name else None,
                decided.get(person.name, 0) if told else None,
                left,
                follows.get(person.name, ""),
            )
        )
    return made, found


def behind_load(
    connection: Connection, viewer: str, stage: Stage, name: str, which: Which
) -> list[str]:
    """Return the sets behind one of a person's numbers, as `viewer` may see them, in order.

    Refused for what another has yet to decide: it would tell what they have decided.
    """
    team.find(connection, name)
    if which == "drawn":
        shares = allocations(connection).shares.get(stage, EVERYONE)
        return drawn_for(connection, stage, shares).get(name, [])
    if which == "left":
        if name != viewer:
            raise Refused(
                f"Which records {name} has yet to decide is for {name} alone to see.",
                "It would tell which are decided; those that are drawn can be listed.",
            )
        return list(connection.scalars(to_decide(name, stage)))
    part = tables.ballot_part
    query = select(part.c.set_id).where(part.c.stage == stage, part.c.reviewer == name)
    query = query.where(part.c.decision_id != "", part_in_sight(viewer))
    return list(connection.scalars(query.order_by(part.c.place)))
