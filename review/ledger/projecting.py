"""One act, or several of a kind, applied to the projections or withdrawn from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from review.acts import DELETE_BATCH, WITHDRAW, Act, Kind, load
from review.ledger.senseless import SenselessError, sense
from review.store import tables
from review.store.bulk import insert_rows


@dataclass(slots=True)
class Touched:
    """The records that acts of one transaction touched."""

    records: set[str] = field(default_factory=set)
    reshaped: set[str] = field(default_factory=set)

    def add(self, kind: Kind, records: Collection[str]) -> Collection[str]:
        """Note `records` as touched by an act of `kind`, and give them back."""
        (self.reshaped if kind.reshapes else self.records).update(records)
        return records

    def update(self, other: Touched) -> None:
        """Note what `other` notes as well."""
        self.records |= other.records
        self.reshaped |= other.reshaped


def apply(
    connection: Connection, kind: Kind, act: Act, touched: Touched, *, again: bool = False
) -> None:
    """Project `act` and note what it touched; `again` when it stands once more after an undo."""
    kind.apply(connection, act)
    if act.sealed:
        connection.execute(insert(tables.sealed_act).values(act_id=act.id))
    records = touched.add(kind, kind.touched(connection, act))
    if kind.traced and records and not again:
        connection.execute(
            insert(tables.act_record),
            [{"record_id": record, "act_id": act.id} for record in sorted(records)],
        )


def apply_all(connection: Connection, kind: Kind, acts: Sequence[Act], touched: Touched) -> None:
    """Project many new acts of one kind, as `apply` does each."""
    if kind.apply_all is None:
        for act in acts:
            apply(connection, kind, act, touched)
        return
    kind.apply_all(connection, acts)
    sealed = [(act.id,) for act in acts if act.sealed]
    insert_rows(connection, tables.sealed_act, ("act_id",), sealed)
    pairs = [
        (record, act.id)
        for act in acts
        for record in sorted(touched.add(kind, kind.touched(connection, act)))
    ]
    if kind.traced:
        insert_rows(connection, tables.act_record, ("record_id", "act_id"), pairs)


def _retract(connection: Connection, kind: Kind, act: Act, touched: Touched) -> None:
    touched.add(kind, kind.touched(connection, act))
    for column in (*kind.columns, tables.sealed_act.c.act_id):
        connection.execute(delete(column.table).where(column == act.id))


def open_bodies(connection: Connection, kinds: Mapping[str, Kind], touched: Touched) -> int:
    """Project anew the acts that were sealed and whose bodies may be read by now; count them.

    Raises SenselessError, with a part done, where the body of one makes no sense.
    """
    sealed, body = tables.sealed_act, tables.act_body
    ids = connection.scalars(
        select(sealed.c.act_id).join(body, body.c.act_id == sealed.c.act_id)
    ).all()
    for act in load(connection, ids):
        with sense(act):
            _retract(connection, kinds[act.kind], act, touched)
            apply(connection, kinds[act.kind], act, touched, again=True)
    return len(ids)


def withdraw(connection: Connection, kinds: Mapping[str, Kind], act: Act, touched: Touched) -> None:
    """Make the act that `act` names stand no longer; a withdrawal of a withdrawal is redo.

    The act may have stayed in another copy; then only its withdrawal is noted. Raises
    SenselessError where it is somebody else's: everyone takes back their own.
    """
    withdrawal = tables.withdrawal
    named = act.body["act"]
    found = load(connection, [named])
    if any(target.by != act.by or target.kind != act.body["kind"] for target in found):
        raise SenselessError(
            f"{act.by} withdraws what is not theirs, or something else than they say"
        )
    already = is_withdrawn(connection, named)
    connection.execute(insert(withdrawal).values(act_id=named, withdrawn_by=act.id))
    if already or not found:
        return
    (target,) = found
    if target.kind != WITHDRAW:
        _retract(connection, kinds[target.kind], target, touched)
        return
    connection.execute(delete(withdrawal).where(withdrawal.c.withdrawn_by == target.id))
    restored = load(connection, [target.body["act"]])
    if not restored or is_withdrawn(connection, restored[0].id):
        return
    if restored[0].kind == WITHDRAW:
        withdraw(connection, kinds, restored[0], touched)
    else:
        apply(connection, kinds[restored[0].kind], restored[0], touched, again=True)


def withdraw_all(
    connection: Connection,
    kinds: Mapping[str, Kind],
    pairs: Sequence[tuple[Act, Act]],
    touched: Touched,
) -> None:
    """Make many acts stand no longer; `pairs` are withdrawals and the acts, which all stand."""
    withdrawal = tables.withdrawal
    rows = [(act.id, made.id) for made, act in pairs]
    insert_rows(connection, withdrawal, ("act_id", "withdrawn_by"), rows)
    for _made, act in pairs:
        touched.add(kinds[act.kind], kinds[act.kind].touched(connection, act))
    for name in {act.kind for _made, act in pairs}:
        ids = [act.id for _made, act in pairs if act.kind == name]
        for start in range(0, len(ids), DELETE_BATCH):
            some = ids[start : start + DELETE_BATCH]
            for column in (*kinds[name].columns, tables.sealed_act.c.act_id):
                connection.execute(delete(column.table).where(column.in_(some)))


def is_withdrawn(connection: Connection, act_id: str) -> bool:
    """Tell whether some standing withdrawal names the act."""
    withdrawal = tables.withdrawal
    return (
        connection.scalar(select(withdrawal.c.act_id).where(withdrawal.c.act_id == act_id).limit(1))
        is not None
    )
