"""The history of a record: where it came from and every act on its set, as one may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, union

from review.acts import WITHDRAW, Act, load
from review.ids import shown_record
from review.ledger.ledger import Review
from review.records.lookup import Found, members
from review.sight import acts_in_sight
from review.standing import batches
from review.store import tables


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    at: str
    by: str
    kind: str
    text: str


def history_of(connection: Connection, review: Review, record: Found) -> list[Line]:
    """Return the history of the whole duplicate set that `record` is in, oldest first."""
    records = [member.id for member in members(connection, record.set_id)]
    acts = _imports(connection, records) + _acts_on(connection, records)
    acts += _asked_again(connection, records)
    acts += _reveals(connection, records) + _withdrawals(connection, [act.id for act in acts])
    seen = acts_in_sight(connection, acts, review.person, frozenset())
    distinct = {act.id: act for act in seen}
    ordered = sorted(distinct.values(), key=lambda act: act.order)
    waiting = _sealed_still(connection, records)
    return [_line(review, act, records, distinct, waiting) for act in ordered]


def _imports(connection: Connection, records: list[str]) -> list[Act]:
    record, imported = tables.record, tables.import_act
    return load(
        connection,
        connection.scalars(
            select(imported.c.act_id)
            .join(record, record.c.import_file_id == imported.c.import_file_id)
            .where(record.c.id.in_(records))
            .distinct()
        ).all(),
    )


def _acts_on(connection: Connection, records: list[str]) -> list[Act]:
    listed = tables.act_record
    found: set[str] = set()
    for batch in batches(records):
        found |= set(
            connection.scalars(select(listed.c.act_id).where(listed.c.record_id.in_(batch)))
        )
    return load(connection, sorted(found))


def _asked_again(connection: Connection, records: list[str]) -> list[Act]:
    """Return the acts that set aside what everyone may know to be decided on `records`."""
    gone, decision, settlement = tables.set_aside, tables.decision, tables.settlement
    shown = select(tables.revealed.c.decision_id)
    known = union(
        select(decision.c.act_id).where(
            decision.c.record_id.in_(records), decision.c.act_id.in_(shown)
        ),
        select(settlement.c.act_id).where(settlement.c.record_id.in_(records)),
    )
    found = connection.scalars(select(gone.c.act_id).where(gone.c.aside_id.in_(known)).distinct())
    return load(connection, found.all())


def _reveals(connection: Connection, records: list[str]) -> list[Act]:
    shown, decision = tables.revealed, tables.decision
    found = connection.scalars(
        select(shown.c.act_id)
        .join(decision, decision.c.act_id == shown.c.decision_id)
        .where(decision.c.record_id.in_(records))
        .distinct()
    ).all()
    return load(connection, found)


def _sealed_still(connection: Connection, records: list[str]) -> set[str]:
    """Return the reveals that name decisions on `records` which are sealed here still."""
    shown, decision = tables.revealed, tables.decision
    return set(
        connection.scalars(
            select(shown.c.act_id)
            .join(decision, decision.c.act_id == shown.c.decision_id)
            .where(decision.c.record_id.in_(records), decision.c.sealed)
        )
    )


def _withdrawals(connection: Connection, acts: list[str]) -> list[Act]:
    gone = tables.withdrawal
    found: list[str] = []
    for batch in batches(acts):
        found += connection.scalars(select(gone.c.withdrawn_by).where(gone.c.act_id.in_(batch)))
    return load(connection, found)


def _line(
    review: Review,
    act: Act,
    records: list[str],
    acts: dict[str, Act],
    waiting: Collection[str],
) -> Line:
    if act.kind == WITHDRAW:
        taken_back = acts.get(act.body["act"])
        what = review.projectors.kinds[taken_back.kind].says(taken_back) if taken_back else "an act"
        return Line(act.when, act.by, act.kind, f"withdrawn: {what}")
    text = review.projectors.kinds[act.kind].says(act)
    if act.kind == "dedupe":
        text = _bonds_between(act, set(records)) or text
    if act.id in waiting:
        text += " (decisions on this record are sealed here still)"
    return Line(act.when, act.by, act.kind, text)


def _bonds_between(act: Act, records: set[str]) -> str:
    """Return what duplicate detection did to these records, out of all that one run did."""
    done = {"merged": "merged", "queued": "queued for a person", "linked": "linked"}
    said = []
    for kind, words in done.items():
        for a, b, rule, _score, why in act.body[kind]:
            if {a, b} & records:
                said.append(f"{shown_record(a)} and {shown_record(b)} {words} by {rule}: {why}")
    return "; ".join(said)
