"""The questions that a settlement asks: how, for which reason, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.desk.dialogs import Option, ask_choice, ask_text
from review.protocol import FULL_TEXT, Protocol, Stage

if TYPE_CHECKING:
    from textual.app import App

    from review.ledger.ledger import Review
    from review.records.lookup import Found
    from screening.settling import Proposal

_METHODS = {
    "discussion": "discussion: those who screened it have talked",
    "third-reviewer": "third reviewer: I decide as the adjudicator",
    "rule": "rule: it follows from the protocol",
}


async def ask_proposal(
    app: App[Any], outcome: str, stage: Stage, protocol: Protocol, *, screened: bool
) -> Proposal | None:
    """Ask for what a settlement as `outcome` needs; None where the person stepped back.

    `screened` tells whether the person decided on the record: such a person settles by discussion,
    anyone else as the third reviewer; the method that is not theirs is not offered.
    """
    from screening.settling import Proposal

    title = f"Settle as {outcome.replace('-', ' ')}"
    methods = ["discussion" if screened else "third-reviewer", "rule"]
    options = [Option(method, _METHODS[method]) for method in methods]
    method = await app.push_screen_wait(ask_choice(title, options, "How was it settled?"))
    if method is None:
        return None
    reason = ""
    if outcome == "exclude" and stage == FULL_TEXT:
        reasons = [Option(reason.id, reason.en) for reason in protocol.reasons]
        label = "The reason that is reported, the first that holds"
        chosen = await app.push_screen_wait(ask_choice(title, reasons, label))
        if chosen is None:
            return None
        reason = chosen
    why = await app.push_screen_wait(ask_text(title, "Why, in a few words", required=True))
    if why is None:
        return None
    return Proposal(outcome, method, why, reason)


def settled(review: Review, record: Found, stage: Stage, proposal: Proposal) -> str:
    """Keep a settlement and say what was kept; Refused as `screening.settling.settle` refuses."""
    from screening.settling import settle

    act = settle(review, record, stage, proposal)
    return review.projectors.kinds[act.kind].says(act)
