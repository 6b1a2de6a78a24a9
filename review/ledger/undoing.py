"""Undo and redo of one's own acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from review.acts import WITHDRAW, Act, load
from review.ids import fresh, shown_record
from review.ledger.ledger import Review
from review.ledger.projecting import is_withdrawn
from review.people import team
from review.refusal import Refused
from review.sight import SEALED_DECISION
from review.store import tables
from review.store.writer import writer_id

OPENLY, APART = "together", "at_once"
_AT_ONCE = 500


def at_once(number: int, *, openly: bool = False) -> dict[str, object]:
    """Return what the bodies of `number` acts say that are done, and undone, at once.

    Said `openly` it stands in the headers of sealed acts, so that whoever wrote them down for
    somebody else can take them back. Of decisions that all say the same it must not: one that is
    revealed would tell what the others are.
    """
    return {OPENLY if openly else APART: {"id": fresh(), "of": number}} if number > 1 else {}


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

    What was done at once is taken back at once, all of it or, where a part may not be, nothing.
    """
    with review.write() as writing:
        team.require(writing.connection, review, (), "undo")
        act = newest_standing(writing.connection, review)
        writing.withdraw_all(_done_with(writing.connection, act))
    return act


def _group(act: Act) -> dict[str, Any]:
    """Return what the body of an act says of those that were done at once with it."""
    return dict(act.body.get(APART) or act.body.get(OPENLY) or {})


def _done_with(connection: Connection, act: Act) -> list[Act]:
    """Return the acts that were done at once with `act` and stand, newest first."""
    group = _group(act)
    if not group:
        return [act]
    found = []
    for one in _before(connection, act.writer, act.seq + 1):
        if _group(one) == group:
            if not is_withdrawn(connection, one.id):
                found.append(one)
        elif one.kind == act.kind:
            break
    return found


def _before(connection: Connection, writer: str, seq: int) -> Iterator[Act]:
    """Give the acts of a writer before `seq`, backwards."""
    act = tables.act
    while True:
        ids = connection.scalars(
            select(act.c.id)
            .where(act.c.writer == writer, act.c.seq < seq)
            .order_by(act.c.seq.desc())
            .limit(_AT_ONCE)
        ).all()
        if not ids:
            return
        acts = sorted(load(connection, ids), key=lambda one: one.seq, reverse=True)
        yield from acts
        seq = acts[-1].seq


def _undone_with(connection: Connection, withdrawal: Act, act: Act) -> list[Act]:
    """Return the withdrawals that one undo made, `withdrawal` of `act` among them."""
    group = _group(act)
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
    return [one for one in found if _group(targets[one.body["act"]]) == group]


def undo_last(review: Review) -> str:
    """Withdraw the person's newest standing act as `take_back` does, and say which it was."""
    return words_for(review, take_back(review))


def redo_last(review: Review) -> str:
    """Withdraw the person's last withdrawal and say what stands again; Refused if there is none."""
    with review.write() as writing:
        team.require(writing.connection, review, (), "redo")
        withdrawal = newest_withdrawal(writing.connection, review)
        (act,) = load(writing.connection, [withdrawal.body["act"]])
        for one in _undone_with(writing.connection, withdrawal, act):
            writing.withdraw(one)
    return words_for(review, act)


def words_for(review: Review, act: Act) -> str:
    """Say which act it was; of a colleague's decision that was taken in, not what it says."""
    if number := _group(act).get("of"):
        return f"{number:,} acts that were done at once; one of them: {_in_words(review, act)}"
    return _in_words(review, act)


def _in_words(review: Review, act: Act) -> str:
    if act.kind == SEALED_DECISION and act.reviewer != review.person:
        return f"a decision of {act.reviewer} on {shown_record(act.subject)}"
    return review.projectors.kinds[act.kind].says(act)
