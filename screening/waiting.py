"""What screening waits for from whom, in words, as the overview tells it.

Told is only what everyone may know: revealed conflicts, and decisions that a reveal names; and of
the one who asks, which of their own are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, func, select

from review.counting import counted
from review.people.team import people
from review.protocol import STAGES
from review.store import tables
from screening.ballot import NEEDS_SETTLING
from screening.twice import told_to


def waits_of_screening(
    connection: Connection, viewer: str, exchanged: bool
) -> Mapping[str, Sequence[str]]:
    """Return what is waited for from each person; `exchanged` where copies exchange files."""
    found: dict[str, list[str]] = {}
    for name, number in _conflicts(connection).items():
        found.setdefault(name, []).append(f"{counted(number, 'conflict')} to settle")
    for leaver, number in _without_successor(connection).items():
        waits = "record allocated to {} waits" if number == 1 else "records allocated to {} wait"
        for person in people(connection):
            if person.may("lead"):
                found.setdefault(person.name, []).append(
                    f"{number:,} {waits.format(leaver)} for a successor: "
                    f"`review allocate --hand-over {leaver}=NAME`"
                )
    for name, number in _named_but_sealed(connection).items():
        how = f"{name}'s next file" if exchanged else f"{name} to open the review"
        waits = "waits" if number == 1 else "wait"
        found.setdefault(name, []).append(
            f"{counted(number, 'decision')} named by a reveal {waits} for {how}"
        )
    if viewer and (again := told_to(connection, viewer)):
        found.setdefault(viewer, []).extend(again)
    if exchanged and viewer and (number := _asked_of(connection, viewer)):
        what = counted(number, "decision")
        is_asked = "is asked for" if number == 1 else "are asked for"
        found.setdefault(viewer, []).append(f"your {what} {is_asked}: send a file (`review send`)")
    return found


def _conflicts(connection: Connection) -> dict[str, int]:
    """Count the conflicts that each may settle: those who took part, and adjudicators who did not.

    By discussion of those who screened, or by a third reviewer.
    """
    ballot, part = tables.ballot, tables.ballot_part
    waits = and_(ballot.c.stage.in_(STAGES), ballot.c.state.in_(NEEDS_SETTLING))
    number = connection.scalar(select(func.count()).select_from(ballot).where(waits)) or 0
    if not number:
        return {}
    both = and_(ballot.c.set_id == part.c.set_id, ballot.c.stage == part.c.stage)
    parts = connection.execute(
        select(part.c.reviewer, func.count())
        .join(ballot, both)
        .where(waits, part.c.revealed)
        .group_by(part.c.reviewer)
    )
    took_part: dict[str, int] = {row[0]: row[1] for row in parts}
    found = {}
    for person in people(connection):
        screened = took_part.get(person.name, 0)
        own = screened if person.active else 0
        others = number - screened if person.may("adjudicator") else 0
        if own + others:
            found[person.name] = own + others
    return found


def _without_successor(connection: Connection) -> dict[str, int]:
    """Count, of each who screens no longer, what is allocated to them by name and undecided."""
    gone = [person.name for person in people(connection) if not person.may("screener")]
    if not gone:
        return {}
    from screening.allocating import due_by_name

    numbers = {name: due_by_name(connection, name) for name in gone}
    return {name: number for name, number in numbers.items() if number}


def _named_but_sealed(connection: Connection) -> dict[str, int]:
    """Count the decisions that a reveal names and only the key of whoever made them opens."""
    sealed, decision, act, named = (
        tables.sealed_act,
        tables.decision,
        tables.act,
        tables.revealed,
    )
    if not connection.scalar(select(sealed.c.act_id).limit(1)):
        return {}
    from screening.giving_up import waits_sealed

    rows = connection.execute(
        select(act.c.by, func.count())
        .select_from(sealed)
        .join(decision, decision.c.act_id == sealed.c.act_id)
        .join(act, act.c.id == sealed.c.act_id)
        .where(
            waits_sealed(),
            select(named.c.act_id).where(named.c.decision_id == decision.c.act_id).exists(),
        )
        .group_by(act.c.by)
        .order_by(act.c.by)
    )
    return {row[0]: row[1] for row in rows}


def _asked_of(connection: Connection, viewer: str) -> int:
    """Count the own decisions that the next file would open: all that they wait for is here."""
    decision, act, opened = tables.decision, tables.act, tables.opened
    in_set, ballot, named = tables.record_set, tables.ballot, tables.revealed
    return (
        connection.scalar(
            select(func.count())
            .select_from(decision)
            .join(act, act.c.id == decision.c.act_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .join(
                ballot,
                and_(ballot.c.set_id == in_set.c.set_id, ballot.c.stage == decision.c.stage),
            )
            .where(act.c.by == viewer, decision.c.sealed.is_(False), ballot.c.complete)
            .where(select(named.c.act_id).where(named.c.decision_id == decision.c.act_id).exists())
            .where(~select(opened.c.act_id).where(opened.c.act_id == decision.c.act_id).exists())
        )
        or 0
    )
