"""Which judgements one's copy opens to the others, once two people have judged a body."""

from __future__ import annotations

from sqlalchemy import Connection

from extraction.certainty.kinds import CERTAINTY, GRADE
from extraction.certainty.queries import are_open
from review.ledger.statements import latest, standing


def released(connection: Connection, person: str) -> set[str]:
    """Return the acts whose bodies may leave the copy of `person` unsealed.

    One's own of a body that two people have judged, be the other's sealed still; everybody's where
    all of them are in hand.
    """
    every = standing(connection, GRADE)
    agreed = set(latest(connection, CERTAINTY))
    by_body: dict[str, dict[str, bool]] = {}  # person -> whether the last one is in hand
    for one in every:
        by_body.setdefault(one.thing, {})[one.person] = one.content is not None
    may = set()
    for one in every:
        people = by_body[one.thing]
        if not are_open(dict.fromkeys(people), agreed=one.thing in agreed):
            continue
        if one.person == person or all(people.values()):
            may.add(one.id)
    return may
