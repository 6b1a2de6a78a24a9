"""What was asked for again of whoever has left: it goes to a successor, or what was said stands.

A ballot must not wait for somebody who will not come back (METHOD: roles). A decision that is asked
for again of someone who screens no longer is set aside while somebody else can be asked in their
place: whoever follows them where records are shared by name, else anybody who screens and has not
decided on the record. Where nobody is left, it stands. So it is found out anew whenever the ballot
is folded, and a successor who comes later is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select, update

from review.people.team import people
from review.protocol import STAGES, Protocol, Stage
from review.standing import batches
from review.store import tables
from screening.asking import Allocations, asked
from screening.ballot import needed
from screening.giving_up import is_given_up
from screening.round_acts import AGAIN, ASKED_AGAIN, CLOSE, DISCARDED


@dataclass(frozen=True, slots=True)
class Asking:
    """Who can be asked about ballots, and which closings of rounds hold no longer."""

    protocol: Protocol
    allocated: Allocations
    screening: frozenset[str]
    overruled: frozenset[str]

    def stays(
        self, stage: Stage, place: tuple[str, int] | None, standing: Collection[str], gone: set[str]
    ) -> set[str]:
        """Return those of `gone` whose word stands, where `standing` people have decided."""
        chains = self.allocated.chains(stage, self.protocol, place) if place else ()
        who = asked(chains, sorted(standing), needed(stage, self.protocol))
        able = self.screening if who.anyone else self.screening & set(who.names)
        short = who.wanted - len(standing) - len(able - set(standing))
        return set(sorted(gone)[: max(short, 0)])


@dataclass(slots=True)
class _Ballot:
    """The decisions on one set at one stage: the reviewers of those that stand or are asked for."""

    standing: set[str] = field(default_factory=set)
    again: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def mark(
    connection: Connection,
    asking: Asking,
    set_of: Mapping[str, str],
    where: Mapping[str, tuple[str, int]],
) -> None:
    """Note of what is set aside on the records of `set_of` whether it stands all the same."""
    rows = _aside(connection, set_of)
    if not rows:
        return
    because = {(row.aside_id, row.act_id): _as_said(row, asking.overruled) for row in rows}
    ballots = _ballots(connection, asking, set_of, rows, because)
    for (set_id, stage), ballot in ballots.items():
        gone = set(ballot.again) - asking.screening - ballot.standing
        for name in asking.stays(stage, where.get(set_id), ballot.standing, gone):
            for aside in ballot.again[name]:
                for key in [one for one in because if one[0] == aside]:
                    because[key] = tables.STANDS
    table = tables.set_aside
    for row in rows:
        now = because[row.aside_id, row.act_id]
        if now != row.because:
            here = (table.c.aside_id == row.aside_id) & (table.c.act_id == row.act_id)
            connection.execute(update(table).where(here).values(because=now))


def _as_said(row: Row[Any], overruled: Collection[str]) -> str:
    if row.act_id in overruled:
        return tables.STANDS
    return DISCARDED if row.kind == CLOSE else ASKED_AGAIN


def _aside(connection: Connection, set_of: Mapping[str, str]) -> list[Row[Any]]:
    gone, decision, act = tables.set_aside, tables.decision, tables.act
    found: list[Row[Any]] = []
    for batch in batches(sorted(set_of)):
        found += connection.execute(
            select(gone, decision.c.record_id, decision.c.stage, decision.c.reviewer, act.c.kind)
            .join(decision, decision.c.act_id == gone.c.aside_id)
            .join(act, act.c.id == gone.c.act_id)
            .where(decision.c.record_id.in_(batch))
        )
    return found


def _ballots(
    connection: Connection,
    asking: Asking,
    set_of: Mapping[str, str],
    rows: Sequence[Row[Any]],
    because: Mapping[tuple[str, str], str],
) -> dict[tuple[str, Stage], _Ballot]:
    """Return the ballots on which something is asked for again of who screens no longer."""
    said = defaultdict(set)
    for (aside, _act), why in because.items():
        said[aside].add(why)
    left = {row.aside_id for row in rows if said[row.aside_id] - {tables.STANDS} == {ASKED_AGAIN}}
    found: dict[tuple[str, Stage], _Ballot] = {}
    for row in rows:
        if row.aside_id in left and row.reviewer not in asking.screening:
            found.setdefault((set_of[row.record_id], _stage(row.stage)), _Ballot())
    if not found:
        return found
    sets = {set_id for set_id, _stage in found}
    records = [record for record, set_id in set_of.items() if set_id in sets]
    decision = tables.decision
    for batch in batches(sorted(records)):
        query = select(
            decision.c.act_id, decision.c.record_id, decision.c.stage, decision.c.reviewer
        )
        query = query.where(decision.c.record_id.in_(batch), ~is_given_up())
        for act_id, record, stage, reviewer in connection.execute(query.order_by(decision.c.order)):
            ballot = found.get((set_of[record], _stage(stage)))
            if ballot is None:
                continue
            if act_id in left:
                ballot.again[reviewer].append(act_id)
            elif not said[act_id] - {tables.STANDS}:
                ballot.standing.add(reviewer)
    return found


def _stage(name: str) -> Stage:
    return next(stage for stage in STAGES if stage == name)


def asking_now(
    connection: Connection,
    protocol: Protocol,
    allocated: Allocations,
    overruled: frozenset[str],
) -> Asking:
    """Return who can be asked now."""
    screening = frozenset(one.name for one in people(connection) if one.may("screener"))
    return Asking(protocol, allocated, screening, overruled)


def word_stands(connection: Connection, name: str) -> bool:
    """Tell whether something is asked for again of `name` and stands, as nobody else can answer."""
    gone, decision, act = tables.set_aside, tables.decision, tables.act
    query = (
        select(gone.c.act_id)
        .join(decision, decision.c.act_id == gone.c.aside_id)
        .join(act, act.c.id == gone.c.act_id)
        .where(decision.c.reviewer == name, gone.c.because == tables.STANDS, act.c.kind == AGAIN)
    )
    return connection.scalar(query.limit(1)) is not None
