"""Sending a report back from full text to title and abstract, to be settled there anew.

Nothing is wiped: the decisions at both stages stay, the record is a conflict at title-abstract, and
if it goes forward once more, what was decided in full text counts again.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from review.acts import Act
from review.ledger.ledger import Review
from review.people import team
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.records.lookup import Found
from review.refusal import Refused
from review.store import tables
from screening.ballot import BACK
from screening.projector import SETTLE
from screening.settling import decided, standing


def send_back(review: Review, record: Found, why: str) -> Act:
    """Send a report back to title-abstract; `review undo` takes that back.

    By those who decided on it at either stage, an adjudicator or the lead. Refused where it was not
    screened on title and abstract, or is not past that, and without a reason.
    """
    if not why.strip():
        raise Refused("Whoever sends a report back says why.", "Add --why with a few words.")
    with review.write() as writing:
        connection = writing.connection
        person = team.require(connection, review, ("adjudicator", "screener", "lead"), "send back")
        _is_past_title_abstract(connection, record)
        took_part, decisions = decided(connection, record.set_id, TITLE_ABSTRACT, revealed=True)
        before = standing(connection, record.set_id, TITLE_ABSTRACT, decisions)
        body = {
            "stage": TITLE_ABSTRACT,
            "outcome": BACK,
            "method": "discussion" if person.name in took_part else "third-reviewer",
            "why": why.strip(),
            "people": [person.name],
            "settles": sorted(decisions),
            "over": sorted(settlement.id for settlement in before),
        }
        return writing.append(SETTLE, record.id, body)


def _is_past_title_abstract(connection: Connection, record: Found) -> None:
    ballot = tables.ballot
    rows = connection.execute(select(ballot).where(ballot.c.set_id == record.set_id))
    at = {row.stage: row for row in rows}
    if FULL_TEXT not in at:
        raise Refused(
            f"{record.shown} has not come to full text.",
            "What is settled at title-abstract is taken back by `review undo`, or settled anew.",
        )
    if TITLE_ABSTRACT not in at:
        raise Refused(
            f"{record.shown} came by other methods and was not screened on title and abstract.",
            "Decide on it in full text.",
        )
