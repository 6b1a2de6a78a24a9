"""What was decided and settled, read from the projections of these acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from review.acts import load
from review.ledger.heads import over_of
from review.standing import batches
from review.store import tables
from screening.ballot import Decision
from screening.outcome import Settlement
from screening.standing_decisions import is_set_aside, stands


def decisions_on(
    connection: Connection, set_of: Mapping[str, str]
) -> defaultdict[tuple[str, str], list[Decision]]:
    """Return the decisions that count, by set and stage; `set_of` is the set of each record."""
    found: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    decision, reveals = tables.decision, tables.revealed
    named = select(reveals.c.act_id).where(reveals.c.decision_id == decision.c.act_id).exists()
    query = select(decision, named.label("named")).where(stands())
    for batch in batches(sorted(set_of)):
        for row in connection.execute(query.where(decision.c.record_id.in_(batch))).all():
            # A reveal names it, but until its owner's copy has opened it, it says nothing.
            made = decision_from(row, revealed=row.named and not row.sealed)
            found[set_of[row.record_id], row.stage].append(made)
    return found


def decision_from(row: Row[Any], *, revealed: bool) -> Decision:
    """Build a decision from a row of its projection."""
    return Decision(
        id=row.act_id,
        order=row.order,
        record_id=row.record_id,
        stage=row.stage,
        reviewer=row.reviewer,
        verdict=row.verdict,
        reasons=tuple(row.reasons.split()),
        fails=tuple(row.fails.split()),
        note=row.note,
        at=row.at,
        replaces=frozenset(row.replaces.split()),
        revealed=revealed,
    )


def settlements_on(
    connection: Connection, set_of: Mapping[str, str]
) -> defaultdict[tuple[str, str], list[Settlement]]:
    """Return the settlements that count, by set and stage; `set_of` is the set of each record."""
    found: defaultdict[tuple[str, str], list[Settlement]] = defaultdict(list)
    table = tables.settlement
    for batch in batches(sorted(set_of)):
        holds = table.c.record_id.in_(batch), ~is_set_aside(table.c.act_id)
        for row in connection.execute(select(table).where(*holds)):
            found[set_of[row.record_id], row.stage].append(settlement_from(row))
    for key, settlements in found.items():
        if len(settlements) > 1:
            found[key] = knowing(connection, settlements)
    return found


def settlement_from(row: Row[Any]) -> Settlement:
    """Build a settlement from a row of its projection."""
    return Settlement(
        row.act_id, row.order, row.outcome, row.reason, frozenset(row.settles.split())
    )


def knowing(connection: Connection, settlements: Sequence[Settlement]) -> list[Settlement]:
    """Return `settlements` with what each is over, which only their acts say."""
    acts = load(connection, [settlement.id for settlement in settlements])
    over = {act.id: over_of(act.body) for act in acts}
    return [replace(settlement, over=over[settlement.id]) for settlement in settlements]
