"""Undo and redo of one's own acts."""

from __future__ import annotations

from review import team
from review.acts import Act, load
from review.ids import shown_record
from review.ledger import Review, newest_standing, newest_withdrawal
from review.sight import SEALED_DECISION


def take_back(review: Review) -> Act:
    """Withdraw the person's newest standing act and return it; Refused if none is left."""
    with review.write() as writing:
        team.require(writing.connection, review, (), "undo")
        act = newest_standing(writing.connection, review)
        writing.withdraw(act)
    return act


def undo_last(review: Review) -> str:
    """Withdraw the person's newest standing act as `take_back` does, and say which it was."""
    return words_for(review, take_back(review))


def redo_last(review: Review) -> str:
    """Withdraw the person's last withdrawal and say what stands again; Refused if there is none."""
    with review.write() as writing:
        team.require(writing.connection, review, (), "redo")
        withdrawal = newest_withdrawal(writing.connection, review)
        (act,) = load(writing.connection, [withdrawal.body["act"]])
        writing.withdraw(withdrawal)
    return words_for(review, act)


def words_for(review: Review, act: Act) -> str:
    """Say which act it was; of a colleague's decision that was taken in, not what it says."""
    if act.kind == SEALED_DECISION and act.reviewer != review.person:
        return f"a decision of {act.reviewer} on {shown_record(act.subject)}"
    return review.projectors.kinds[act.kind].says(act)
