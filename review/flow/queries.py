"""The counts of the flow, each a query over standings, and the rows behind each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from review.flow.counts import Flow, OtherArm, Pending, Records, Reports, Studies
from review.importing import any_straight
from review.protocol import Protocol
from review.retraction import retracted_sets
from review.standing import DATABASE_KINDS, batches
from review.store import tables
from review.studies import all_studies, made_by_hand
from review.versions import current

TO_SCREEN = ("to-screen", "conflict-title-abstract")
TO_ASSESS = ("to-assess", "conflict-full-text")
ASSESSED = ("excluded-full-text", "awaiting", "ongoing", "not-used", "included")
SOUGHT = ("sought", "not-retrieved", *TO_ASSESS, *ASSESSED)


@dataclass(frozen=True, slots=True)
class _Sets:
    """Numbers of sets by arm, kind of source, standing, reason and kind of removal."""

    rows: tuple[tuple[str, str, str, str, str, int], ...]

    def count(self, arm: str, *standings: str, kind: str = "", removed: str = "") -> int:
        """Return how many sets of `arm` stand so."""
        return sum(
            number
            for in_arm, of_kind, standing, _reason, because, number in self.rows
            if in_arm == arm
            and (not standings or standing in standings)
            and (not kind or of_kind == kind)
            and (not removed or because == removed)
        )

    def reasons(self, arm: str, order: Iterable[str]) -> dict[str, Reports]:
        """Return the excluded reports of `arm` by reason, in the protocol's order."""
        found: Counter[str] = Counter()
        for in_arm, _kind, standing, reason, _because, number in self.rows:
            if in_arm == arm and standing == "excluded-full-text":
                found[reason] += number
        known = [reason for reason in order if reason in found]
        return {
            reason: Reports(found[reason]) for reason in [*known, *sorted(set(found) - set(known))]
        }


def flow(connection: Connection) -> Flow:
    """Return the flow of the review as facts and revealed acts give it."""
    _version, protocol = current(connection)
    sets = _sets(connection)
    by_source = _records_by_source(connection)
    databases = {name: Records(n) for name, (kind, n) in by_source.items() if kind == "database"}
    registers = {name: Records(n) for name, (kind, n) in by_source.items() if kind == "register"}
    studies = all_studies(connection)
    arm = "database"
    removed = {because: sets.count(arm, "removed", removed=because) for because in _REMOVALS}
    screened = sets.count(arm) - sum(removed.values())
    straight = _straight(connection)
    return Flow(
        databases=databases,
        registers=registers,
        duplicates=Records(sum([*databases.values(), *registers.values()]) - sets.count(arm)),
        excluded_automatic=Records(removed["automation"]),
        excluded_other=Records(removed["other"]),
        screened=Records(screened),
        records_excluded=Records(sets.count(arm, "excluded-title-abstract")),
        sought=Reports(sets.count(arm, *SOUGHT)),
        not_retrieved=Reports(sets.count(arm, "not-retrieved")),
        assessed=Reports(sets.count(arm, *ASSESSED)),
        excluded=sets.reasons(arm, protocol.reason_ids()),
        awaiting=Reports(sets.count(arm, "awaiting")),
        ongoing=Reports(sets.count(arm, "ongoing")),
        not_used=Reports(sets.count(arm, "not-used")),
        included=Reports(sets.count(arm, "included")),
        straight=straight.get(arm),
        other=_other_arm(sets, by_source, protocol, straight.get("other")),
        new_studies=Studies(len(studies)),
        new_reports=Reports(sets.count(arm, "included") + sets.count("other", "included")),
        pending=_pending(sets, ("database", "other")),
        linked=bool(made_by_hand(connection)),
        also_in_databases=_hits_of_other_methods(connection, by_source, arm),
        retracted=_retracted(connection),
        notices=_notices(connection, by_source),
        reason_names={
            reason.id: {"en": reason.en, "nb": reason.text("nb")} for reason in protocol.reasons
        },
    )


def _retracted(connection: Connection) -> int:
    retracted, made, number = retracted_sets(connection), tables.duplicate_set, 0
    for batch in batches(retracted):
        included = made.c.set_id.in_(batch) & (made.c.standing == "included")
        number += connection.scalar(select(func.count()).where(included)) or 0
    return number


_REMOVALS = ("automation", "other")


def _sets(connection: Connection) -> _Sets:
    made = tables.duplicate_set
    keys = (made.c.arm, made.c.kind, made.c.standing, made.c.reason, made.c.removed)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    return _Sets(tuple((a, k, s, r, because, n) for a, k, s, r, because, n in rows))


def _records_by_source(connection: Connection) -> dict[str, tuple[str, int]]:
    in_set, source = tables.record_set, tables.source
    counted = (
        select(in_set.c.source_id, func.count().label("n")).group_by(in_set.c.source_id).subquery()
    )
    rows = connection.execute(
        select(source.c.name, source.c.kind, counted.c.n)
        .join(counted, counted.c.source_id == source.c.id)
        .order_by(source.c.name)
    )
    return {name: (kind, number) for name, kind, number in rows}


def _pending(sets: _Sets, arms: Sequence[str]) -> Pending:
    return Pending(
        title_abstract=sum(sets.count(arm, *TO_SCREEN) for arm in arms),
        retrieval=sum(sets.count(arm, "sought") for arm in arms),
        full_text=sum(sets.count(arm, *TO_ASSESS) for arm in arms),
    )


def _other_arm(
    sets: _Sets,
    by_source: Mapping[str, tuple[str, int]],
    protocol: Protocol,
    straight: Records | None,
) -> OtherArm | None:
    arm = "other"
    if not sets.count(arm):
        return None
    screened = protocol.screen_other_methods
    hits: Counter[str] = Counter()
    for kind, number in by_source.values():
        if kind not in DATABASE_KINDS:
            hits[kind] += number
    kinds = sorted({kind for in_arm, kind, *_rest in sets.rows if in_arm == arm} | set(hits))
    removed = sets.count(arm, "removed")
    results = {
        kind: Records(hits[kind] if screened else sets.count(arm, kind=kind))
        for kind in kinds
        if screened or sets.count(arm, kind=kind)
    }
    return OtherArm(
        results=results,
        duplicates=Records(sum(results.values()) - sets.count(arm)) if screened else None,
        screened=Records(sets.count(arm) - removed) if screened else None,
        records_excluded=Records(sets.count(arm, "excluded-title-abstract")) if screened else None,
        sought=Reports(sets.count(arm, *SOUGHT)),
        not_retrieved=Reports(sets.count(arm, "not-retrieved")),
        assessed=Reports(sets.count(arm, *ASSESSED)),
        excluded=sets.reasons(arm, protocol.reason_ids()),
        awaiting=Reports(sets.count(arm, "awaiting")),
        ongoing=Reports(sets.count(arm, "ongoing")),
        not_used=Reports(sets.count(arm, "not-used")),
        included=Reports(sets.count(arm, "included")),
        pending=_pending(sets, (arm,)),
        straight=straight if screened else None,
    )


def _straight(connection: Connection) -> dict[str, Records]:
    """Count by arm the sets that came straight to the full text, where any import did that."""
    made = tables.duplicate_set
    if not any_straight(connection):
        return {}
    rows = connection.execute(
        select(made.c.arm, func.count())
        .where(made.c.straight, made.c.removed == "")
        .group_by(made.c.arm)
    )
    return {arm: Records(number) for arm, number in rows}


def _hits_of_other_methods(
    connection: Connection, by_source: Mapping[str, tuple[str, int]], arm: str
) -> int:
    """Count the records by other methods in sets of `arm`, less those that stand for a set."""
    if all(kind in DATABASE_KINDS for kind, _number in by_source.values()):
        return 0
    in_set, source, made = tables.record_set, tables.source, tables.duplicate_set
    records = connection.scalar(
        select(func.count())
        .select_from(in_set)
        .join(source, source.c.id == in_set.c.source_id)
        .join(made, made.c.set_id == in_set.c.set_id)
        .where(made.c.arm == arm, source.c.kind.not_in(DATABASE_KINDS))
    )
    sets = connection.scalar(select(func.count()).select_from(made).where(made.c.arm == arm))
    return (records or 0) - (0 if arm == "database" else sets or 0)


def _notices(connection: Connection, by_source: Mapping[str, tuple[str, int]]) -> tuple[str, ...]:
    twice = _hits_of_other_methods(connection, by_source, "other")
    if not twice:
        return ()
    return (f"{twice} reports found by other methods were found there more than once.",)
