"""Which decisions one's copy opens to the others, once every reviewer has committed to theirs."""

from __future__ import annotations

from sqlalchemy import Connection, and_, or_, select

from review.store import tables


def released(connection: Connection, person: str) -> set[str]:
    """Return the decisions whose bodies may leave the copy that `person` works on, unsealed.

    One's own (METHOD: reveal): where a reveal names it and the ballot is complete here, so that
    all that it waits for is committed to, be it sealed; or where the ballot is revealed already.
    Others': only what is revealed here.
    """
    decision, in_set, ballot = tables.decision, tables.record_set, tables.ballot
    named = (
        select(tables.revealed.c.act_id)
        .where(tables.revealed.c.decision_id == decision.c.act_id)
        .exists()
    )
    own = and_(tables.act.c.by == person, or_(ballot.c.revealed, and_(named, ballot.c.complete)))
    rows = connection.scalars(
        select(decision.c.act_id)
        .join(tables.act, tables.act.c.id == decision.c.act_id)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .join(ballot, and_(ballot.c.set_id == in_set.c.set_id, ballot.c.stage == decision.c.stage))
        .where(decision.c.sealed.is_(False), or_(own, and_(named, ballot.c.revealed)))
    )
    return set(rows)
