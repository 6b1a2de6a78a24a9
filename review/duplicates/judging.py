"""A person's word on two records: one report, two reports, or two reports of one study."""

from __future__ import annotations

from review.counting import counted
from review.duplicates.projector import DIFFERENT, LINK, MERGE, SPLIT
from review.duplicates.words import standing_on
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import members, resolve
from review.refusal import Refused

_SAID = {
    MERGE: "{a} and {b} are one report now",
    DIFFERENT: "{a} and {b} stay two reports",
    LINK: "{a} and {b} stay two reports, linked as related",
}


def judge(review: Review, kind: str, pair: tuple[str, str], why: str = "", source: str = "") -> str:
    """Keep a person's word on a pair and say what it changed; what holds already is no new act."""
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        first, second = (resolve(connection, typed, source) for typed in pair)
        if first.id == second.id and pair[0] != pair[1]:
            # Both accessions are of one set, which is shown by one of its records.
            return _already(kind, *pair)
        if first.id == second.id:
            raise Refused("A pair is two records.", "Name another one.")
        if first.set_id == second.set_id and kind == MERGE:
            return _already(kind, *pair)
        over = standing_on(connection, first.id, [second.id])
        writing.append(kind, first.id, {"other": second.id, "why": why, "over": over})
    return _SAID[kind].format(a=first.shown, b=second.shown) + "."


def _already(kind: str, a: str, b: str) -> str:
    if kind == MERGE:
        return f"{a} and {b} are one report already."
    raise Refused(
        f"{a} and {b} are in one duplicate set.",
        f"Take one out first: `review duplicates split {a}`.",
    )


def split_off(review: Review, typed: str, source: str = "") -> str:
    """Take a record out of its set and keep it apart from the others; Refused when alone."""
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        record = resolve(connection, typed, source)
        others = [member for member in members(connection, record.set_id) if member.id != record.id]
        if not others:
            raise Refused(f"{record.shown} is in no duplicate set.", "There is nothing to split.")
        ids = [other.id for other in others]
        over = standing_on(connection, record.id, ids)
        writing.append(SPLIT, record.id, {"from": ids, "over": over})
    return f"{record.shown} is a report of its own now, apart from {counted(len(others), 'other')}."
