"""Sight: the one place that says who may see what another decided.

Facts and revealed acts are for everyone; an unrevealed decision and an unfinished entry are for the
one who made it. Nobody named sees what every reviewer may see.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from review.acts import WITHDRAW, Act
from review.records.tag_sight import LATER
from review.store import tables

# Kinds of acts that are their reviewer's own until something reveals them.
SEALED_DECISION = "decide"
SEALED_ENTRY = frozenset({"entry", "entry-state", "grade"})
SEALED_TAG = "tag"
# Kinds that everyone may see once the decisions on their record are revealed at their stage.
AFTER_REVEAL = frozenset({SEALED_TAG, "remark"})


def decision_in_sight(viewer: str) -> ColumnElement[bool]:
    """Return the condition on `decision` under which `viewer` may see a row."""
    return or_(tables.decision.c.reviewer == viewer, _is_revealed())


def _is_revealed() -> ColumnElement[bool]:
    """Return whether a reveal names a decision, it is open, and so are all that it waits for.

    In a copy that waits for another's file, a ballot is named before it is revealed.
    """
    decision, ballot, in_set = tables.decision, tables.ballot, tables.record_set
    named = select(tables.revealed.c.decision_id).where(
        tables.revealed.c.decision_id == decision.c.act_id
    )
    waits = (
        select(ballot.c.set_id)
        .join(in_set, in_set.c.set_id == ballot.c.set_id)
        .where(in_set.c.record_id == decision.c.record_id)
        .where(ballot.c.stage == decision.c.stage, ballot.c.revealed.is_(False))
    )
    return and_(decision.c.sealed.is_(False), named.exists(), ~waits.exists())


def part_in_sight(viewer: str) -> ColumnElement[bool]:
    """Return the condition on `ballot_part` under which `viewer` may see a row."""
    return or_(tables.ballot_part.c.reviewer == viewer, tables.ballot_part.c.revealed)


def acts_in_sight(
    connection: Connection, acts: Collection[Act], viewer: str, open_entries: Collection[str]
) -> list[Act]:
    """Return those of `acts` that `viewer` may see; `open_entries` are unsealed entry acts."""
    ids = [act.id for act in acts if act.kind == SEALED_DECISION]
    revealed = set(
        connection.scalars(
            select(tables.decision.c.act_id).where(
                tables.decision.c.act_id.in_(ids), _is_revealed()
            )
        )
    )
    revealed |= _after_reveal(connection, acts)
    return [act for act in acts if may_see(act, viewer, revealed, open_entries)]


def _after_reveal(connection: Connection, acts: Collection[Act]) -> set[str]:
    """Return the tags and remarks among `acts` that everyone may see now."""
    ballot, in_set = tables.ballot, tables.record_set
    about = [act for act in acts if act.kind in AFTER_REVEAL and not act.sealed]
    rows = connection.execute(
        select(in_set.c.record_id, ballot.c.stage)
        .join(ballot, ballot.c.set_id == in_set.c.set_id)
        .where(in_set.c.record_id.in_({act.subject for act in about}), ballot.c.revealed)
    )
    shown = {(row[0], row[1]) for row in rows}
    return {
        act.id
        for act in about
        if (act.subject, act.body["stage"]) in shown and act.body.get("name") != LATER
    }


def may_see(
    act: Act, viewer: str, revealed: Collection[str], open_entries: Collection[str]
) -> bool:
    """Tell whether `viewer` ("" for nobody named) may know that `act` was done, and what it says.

    A withdrawal is sealed as what it withdraws is: its subject would tell of the decision.
    """
    kind = act.body["kind"] if act.kind == WITHDRAW else act.kind
    # Who takes in a colleague's decisions from a file does not see them in the program for that.
    owners = {act.by} if act.kind == WITHDRAW else {act.reviewer}
    if viewer and viewer in owners:
        return True
    if kind == SEALED_DECISION or kind in AFTER_REVEAL:
        return act.id in revealed
    if kind in SEALED_ENTRY:
        return act.id in open_entries
    return True
