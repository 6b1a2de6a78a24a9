"""Undo and redo of one's own acts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from review import team
from review.acts import WITHDRAW, Act, load
from review.ids import shown_record
from review.ledger import Review
from review.refusal import Refused
from review.replaying import is_withdrawn
from review.sight import SEALED_DECISION
from review.store import tables
from review.store.writer import writer_id


def newest_standing(connection: Connection, review: Review) -> Act:
    """Return the person's newest act that still stands and can be undone; Refused if none is left.

    Withdrawals are no such acts: undo goes on backwards, and `newest_withdrawal` serves redo.
    """
    act = tables.act
    undoable = [kind.name for kind in review.projectors.kinds.values() if kind.undoable]
    gone = select(tables.withdrawal.c.act_id).where(tables.withdrawal.c.act_id == act.c.id)
    row = connection.execute(
        select(act.c.id)
        .where(act.c.writer == writer_id(review.store, review.person), act.c.kind.in_(undoable))
        .where(~gone.exists())
        .order_by(act.c.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        raise Refused("There is nothing of yours left to undo.")
    return load(connection, [row[0]])[0]


def newest_withdrawal(connection: Connection, review: Review) -> Act:
    """Return the person's withdrawal that redo takes back; Refused once something new was done."""
    row = tables.act
    rows = connection.execute(
        select(row.c.id, row.c.kind)
        .where(row.c.writer == writer_id(review.store, review.person))
        .order_by(row.c.seq.desc())
    )
    for act_id, kind in rows:
        if kind != WITHDRAW:
            break
        (act,) = load(connection, [act_id])
        (target,) = load(connection, [act.body["act"]])
        if target.kind != WITHDRAW and not is_withdrawn(connection, act.id):
            return act
    raise Refused("There is nothing to redo.")


def take_back(review: Review) -> Act:
    """Withdraw the person's newest standing act and return it; Refused if none is left.

    Decisions that were taken in together from a file are taken back together.
    """
    with review.write() as writing:
        team.require(writing.connection, review, (), "undo")
        act = newest_standing(writing.connection, review)
        writing.withdraw_all(_together(writing.connection, act))
    return act


def _together(connection: Connection, act: Act) -> list[Act]:
    """Return the acts that stand or fall with `act`, itself among them, the newest first."""
    group = act.body.get("together")
    if not group:
        return [act]
    row = tables.act
    gone = select(tables.withdrawal.c.act_id).where(tables.withdrawal.c.act_id == row.c.id)
    ids = connection.scalars(
        select(row.c.id)
        .where(row.c.writer == act.writer, row.c.kind == act.kind)
        .where(row.c.about.contains(group["id"]), ~gone.exists())
    ).all()
    return load(connection, ids)[::-1]


def _withdrawals_together(connection: Connection, withdrawal: Act, act: Act) -> list[Act]:
    """Return the withdrawals that one undo made, `withdrawal` of `act` among them."""
    group = act.body.get("together")
    if not group:
        return [withdrawal]
    row = tables.act
    ids = connection.scalars(
        select(row.c.id).where(
            row.c.writer == withdrawal.writer,
            row.c.kind == WITHDRAW,
            row.c.seq > withdrawal.seq - group["of"],
            row.c.seq <= withdrawal.seq,
        )
    ).all()
    found = load(connection, ids)
    targets = {one.id: one for one in load(connection, [one.body["act"] for one in found])}
    return [one for one in found if targets[one.body["act"]].body.get("together") == group]


def undo_last(review: Review) -> str:
    """Withdraw the person's newest standing act as `take_back` does, and say which it was."""
    return words_for(review, take_back(review))


def redo_last(review: Review) -> str:
    """Withdraw the person's last withdrawal and say what stands again; Refused if there is none."""
    with review.write() as writing:
        team.require(writing.connection, review, (), "redo")
        withdrawal = newest_withdrawal(writing.connection, review)
        (act,) = load(writing.connection, [withdrawal.body["act"]])
        for one in _withdrawals_together(writing.connection, withdrawal, act):
            writing.withdraw(one)
    return words_for(review, act)


def words_for(review: Review, act: Act) -> str:
    """Say which act it was; of a colleague's decision that was taken in, not what it says."""
    together = act.body.get("together", {"of": 1})["of"]
    if together > 1:
        return f"{together:,} decisions that were taken in together from a file"
    if act.kind == SEALED_DECISION and act.reviewer != review.person:
        return f"a decision of {act.reviewer} on {shown_record(act.subject)}"
    return review.projectors.kinds[act.kind].says(act)
