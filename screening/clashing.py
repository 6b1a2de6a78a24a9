"""Conflicts that two copies settled differently: listed, and settled once more over both.

Such a ballot is a conflict again. Settlements follow a reveal, so nothing sealed is told here.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from review.acts import Act, load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.clean import one_line
from review.ledger.heads import heads
from review.ledger.ledger import Review
from review.protocol import STAGES
from review.records.lookup import by_ids, shown_of
from review.store import tables
from screening.decided import knowing
from screening.outcome import Settlement
from screening.settling import Proposal, decided, settle_in, standing


def clashes(connection: Connection) -> list[Clash]:
    """Return every ballot with settlements that differ, in the order of records."""
    found = clashing(connection)
    records = shown_of(connection, {set_id for set_id, _stage in found})
    settled = [one.id for settlements in found.values() for one in settlements]
    acts = {act.id: act for act in load(connection, settled)}
    return [
        clash_of(
            "settlement",
            f"{records[set_id].shown} {one_line(records[set_id].title)}, at {stage}",
            [_side(acts[one.id]) for one in settlements],
            records[set_id].shown,
        )
        for (set_id, stage), settlements in found.items()
    ]


def clashing(connection: Connection) -> dict[tuple[str, str], list[Settlement]]:
    """Return the settlements that clash, by set and stage."""
    ballot, in_set, table = tables.ballot, tables.record_set, tables.settlement
    several = (
        select(ballot.c.set_id, ballot.c.stage, ballot.c.revealed)
        .join(in_set, in_set.c.set_id == ballot.c.set_id)
        .join(table, (table.c.record_id == in_set.c.record_id) & (table.c.stage == ballot.c.stage))
        .where(ballot.c.stage.in_(STAGES), ballot.c.state == "conflict")  # as the index is
        .group_by(ballot.c.set_id, ballot.c.stage, ballot.c.revealed, ballot.c.place)
        .having(func.count() > 1)
        .order_by(ballot.c.stage.desc(), ballot.c.place)
    )
    found = {}
    for set_id, stage, revealed in connection.execute(several).all():
        _who, decisions = decided(connection, set_id, stage, revealed=revealed)
        words = heads(knowing(connection, standing(connection, set_id, stage, decisions)))
        if len({(word.outcome, word.reason) for word in words}) > 1:
            found[set_id, stage] = words
    return found


def _side(act: Act) -> Side:
    body = act.body
    reason = f" ({body['reason']})" if body.get("reason") else ""
    says = f"{body['outcome']}{reason}, {body['method']}, by {', '.join(body['people'])}"
    return Side(act.id, act.by, act.at, f"{says}: {body['why']}")


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Settle the conflict as side `number` did, over all sides; Refused as any settlement is."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        body, stage = taken.body, taken.body["stage"]
        record = by_ids(connection, [taken.subject])[taken.subject]
        # Where no decision is settled (a report awaits a translation, say), nobody is looked at.
        revealed = bool(body["settles"])
        who, _decisions = decided(connection, record.set_id, stage, revealed=revealed)
        proposal = Proposal(
            outcome=body["outcome"],
            method=_method(review.person, taken, who),
            why=reason_given(why),
            reason=body.get("reason", ""),
        )
        act = settle_in(writing, record, stage, proposal)
    return review.projectors.kinds[act.kind].says(act)


def _method(person: str, taken: Act, screened_by: Sequence[str]) -> str:
    """Return how `person` settles: by the rule that was applied, in discussion, or as a third."""
    if taken.body["method"] == "rule":
        return "rule"
    return "third-reviewer" if screened_by and person not in screened_by else "discussion"
