"""The counts of the flow, each a query over standings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from review.flow.additions import with_elsewhere
from review.flow.counts import Flow, OtherArm, Pending
from review.flow.keeping import from_data
from review.flow.scope import INCLUDED, Since
from review.flow.since import since
from review.flow.tally import Sets, sets_by_standing
from review.flow.units import NO_RECORDS, Records, Reports, Studies, total
from review.protocol import Protocol
from review.protocols.versions import current
from review.reports.retraction import retracted_sets
from review.reports.unscreened import number_left
from review.sources.importing import any_straight
from review.standing import DATABASE_KINDS, PREVIOUS, batches
from review.store import tables
from review.studies import Study, made_by_hand

TO_SCREEN = ("to-screen", "conflict-title-abstract")
TO_ASSESS = ("to-assess", "conflict-full-text")
ASSESSED = ("excluded-full-text", "awaiting", "ongoing", "not-used", "included")
SOUGHT = ("sought", "not-retrieved", *TO_ASSESS, *ASSESSED)
_REMOVALS = ("automation", "other")
_SET, _IN, _SOURCE = tables.duplicate_set, tables.record_set, tables.source


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one flow is counted from: sets that are new, and those with older ones counted again."""

    since: Since
    protocol: Protocol
    new: Sets
    sets: Sets
    by_source: Mapping[str, tuple[str, Records]]  # name: kind, new records


def flow(connection: Connection, of: Since | None = None) -> Flow:
    """Return the flow of the review as facts and revealed acts give it.

    That is what has come since the last edition, or what `of` says.
    """
    since_then = of or since(connection)
    _version, protocol = current(connection)
    new, sets = sets_by_standing(connection, since_then)
    by_source = _records_by_source(connection, since_then)
    made = _Counted(since_then, protocol, new, sets, by_source)
    return with_elsewhere(_counted(connection, made), since_then.logged, protocol.reason_ids())


def _counted(connection: Connection, made: _Counted) -> Flow:
    sets, protocol, arm = made.sets, made.protocol, "database"
    databases = {n: c for n, (kind, c) in made.by_source.items() if kind == "database"}
    registers = {n: c for n, (kind, c) in made.by_source.items() if kind == "register"}
    removed = {because: sets.records(arm, "removed", removed=because) for because in _REMOVALS}
    found = total(Records, *databases.values(), *registers.values())
    of_new, of_previous = included_reports(connection, made.since)
    previous = _previous(connection, made.since)
    already = _already_assessed(connection, made)
    straight = _straight(connection, made.since)
    return Flow(
        databases=databases,
        registers=registers,
        reassessed=sets.records(arm) - made.new.records(arm),
        duplicates=found - made.new.records(arm),
        already_assessed=already[True],
        excluded_automatic=removed["automation"],
        excluded_other=removed["other"],
        screened=sets.records(arm) - total(Records, *removed.values()),
        records_excluded=sets.records(arm, "excluded-title-abstract"),
        sought=sets.reports(arm, *SOUGHT),
        not_retrieved=sets.reports(arm, "not-retrieved"),
        assessed=sets.reports(arm, *ASSESSED),
        excluded=sets.reasons(arm, protocol.reason_ids()),
        awaiting=sets.reports(arm, "awaiting"),
        ongoing=sets.reports(arm, "ongoing"),
        not_used=sets.reports(arm, "not-used"),
        included=sets.reports(arm, INCLUDED),
        records_by_reason=sets.records_by_reason(arm, protocol.reason_ids()),
        straight=straight.get(arm),
        other=_other_arm(made, straight.get("other")),
        new_studies=Studies(len(made.since.new_studies())),
        new_reports=Reports(len(of_new)),
        reports_of_previous=Reports(len(of_previous)),
        previous_studies=previous and previous[0],
        previous_reports=previous and previous[1],
        withdrawn_studies=Studies(len(made.since.withdrawn)),
        withdrawn_reports=Reports(len(made.since.withdrawn_reports)),
        pending=_pending(sets, ("database", "other")),
        linked=bool(made_by_hand(connection)),
        also_in_databases=_hits_of_other_methods(connection, made, arm) + already[False],
        retracted=_retracted(connection),
        left_unscreened=Records(number_left(connection)),
        notices=_notices(connection, made),
        reason_names={
            reason.id: {"en": reason.en, "nb": reason.text("nb")} for reason in protocol.reasons
        },
    )


def _retracted(connection: Connection) -> Reports:
    retracted, made, number = retracted_sets(connection), tables.duplicate_set, 0
    for batch in batches(retracted):
        included = made.c.set_id.in_(batch) & (made.c.standing == "included")
        number += connection.scalar(select(func.count()).where(included)) or 0
    return Reports(number)


def included_reports(connection: Connection, of: Since) -> tuple[list[str], list[str]]:
    """Return the included sets that are counted: those of new studies, those of previous ones."""
    found = of.sets(connection, _SET.c.standing == INCLUDED)
    if not of.kept:
        return found, []
    studies: dict[str, list[Study]] = {}
    for study in of.studies:
        for report in study.reports:
            studies.setdefault(report, []).append(study)
    old = [one for one in found if all(s.id in of.kept for s in studies.get(one, ()))]
    known = set(old)
    return [one for one in found if one not in known], old


def _previous(connection: Connection, of: Since) -> tuple[Studies, Reports] | None:
    """Return how many studies and reports there were before; None for a new review."""
    if of.base is not None:
        kept = from_data(of.base.flow)
        return kept.total_studies, kept.total_reports
    imported = connection.scalar(
        select(func.count()).where(_SET.c.arm == PREVIOUS, _SET.c.standing == INCLUDED)
    )
    return (Studies(len(of.kept)), Reports(imported)) if imported else None


def _records_by_source(connection: Connection, of: Since) -> dict[str, tuple[str, Records]]:
    counted = (
        select(_IN.c.source_id, func.count().label("n"))
        .where(of.new_records)
        .group_by(_IN.c.source_id)
        .subquery()
    )
    rows = connection.execute(
        select(_SOURCE.c.name, _SOURCE.c.kind, counted.c.n)
        .join(counted, counted.c.source_id == _SOURCE.c.id)
        .where(_SOURCE.c.kind != PREVIOUS)
        .order_by(_SOURCE.c.name)
    )
    return {name: (kind, Records(number)) for name, kind, number in rows}


def _pending(sets: Sets, arms: Sequence[str]) -> Pending:
    return Pending(
        title_abstract=total(Records, *(sets.records(arm, *TO_SCREEN) for arm in arms)),
        retrieval=total(Reports, *(sets.reports(arm, "sought") for arm in arms)),
        full_text=total(Reports, *(sets.reports(arm, *TO_ASSESS) for arm in arms)),
    )


def _other_arm(made: _Counted, straight: Records | None) -> OtherArm | None:
    arm, sets, protocol = "other", made.sets, made.protocol
    if not sets.records(arm):
        return None
    screened = protocol.screen_other_methods
    hits: dict[str, Records] = {}
    for kind, number in made.by_source.values():
        if kind not in DATABASE_KINDS:
            hits[kind] = hits.get(kind, NO_RECORDS) + number
    of_kind = {kind for in_arm, kind, *_rest in made.new.rows if in_arm == arm}
    numbers = {
        kind: hits.get(kind, NO_RECORDS) if screened else made.new.records(arm, kind=kind)
        for kind in sorted(of_kind | set(hits))
    }
    results = {kind: number for kind, number in numbers.items() if screened or number}
    removed = sets.records(arm, "removed")
    twice = total(Records, *results.values()) - made.new.records(arm)
    return OtherArm(
        results=results,
        reassessed=sets.records(arm) - made.new.records(arm),
        duplicates=twice if screened else None,
        removed=removed,
        screened=sets.records(arm) - removed if screened else None,
        records_excluded=sets.records(arm, "excluded-title-abstract") if screened else None,
        sought=sets.reports(arm, *SOUGHT),
        not_retrieved=sets.reports(arm, "not-retrieved"),
        assessed=sets.reports(arm, *ASSESSED),
        excluded=sets.reasons(arm, protocol.reason_ids()),
        awaiting=sets.reports(arm, "awaiting"),
        ongoing=sets.reports(arm, "ongoing"),
        not_used=sets.reports(arm, "not-used"),
        included=sets.reports(arm, INCLUDED),
        pending=_pending(sets, (arm,)),
        records_by_reason=sets.records_by_reason(arm, protocol.reason_ids()) if screened else {},
        straight=straight if screened else None,
    )


def _straight(connection: Connection, of: Since) -> dict[str, Records]:
    """Count by arm the sets that came straight to the full text, where any import did that."""
    if not any_straight(connection):
        return {}
    counted = and_(_SET.c.straight, _SET.c.removed == "")
    return {
        arm: Records(number)
        for arm in ("database", "other")
        if (number := len(of.sets(connection, and_(counted, _SET.c.arm == arm))))
    }


def _already_assessed(connection: Connection, made: _Counted) -> dict[bool, Records]:
    """Count the new records in sets that an earlier version had; True: of databases, registers."""
    of, known = made.since, _SOURCE.c.kind.in_(DATABASE_KINDS)
    # New sets hold nothing but new records: what they do not hold is in older ones.
    found = total(Records, *(number for _kind, number in made.by_source.values()))
    older = found - made.new.size
    if not older or all(kind in DATABASE_KINDS for kind, _number in made.by_source.values()):
        return {True: older, False: NO_RECORDS}
    query = (
        select(known, func.count())
        .select_from(_IN)
        .join(_SET, _SET.c.set_id == _IN.c.set_id)
        .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
        .where(of.new_records, ~of.new_sets, _SOURCE.c.kind != PREVIOUS)
        .group_by(known)
    )
    numbers = {bool(row[0]): row[1] for row in connection.execute(query)}
    return {arm: Records(numbers.get(arm, 0)) for arm in (True, False)}


def _hits_of_other_methods(connection: Connection, made: _Counted, arm: str) -> Records:
    """Count the records by other methods in new sets of `arm`, less those that stand for a set."""
    if all(kind in DATABASE_KINDS for kind, _number in made.by_source.values()):
        return NO_RECORDS
    of = made.since
    found = connection.scalar(
        select(func.count())
        .select_from(_IN)
        .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
        .join(_SET, _SET.c.set_id == _IN.c.set_id)
        .where(_SET.c.arm == arm, _SOURCE.c.kind.not_in(DATABASE_KINDS))
        .where(of.new_records, of.new_sets)
    )
    stand = NO_RECORDS if arm == "database" else made.new.records(arm)
    return Records(found or 0) - stand


def _notices(connection: Connection, made: _Counted) -> tuple[str, ...]:
    twice = _hits_of_other_methods(connection, made, "other")
    if not twice:
        return ()
    return (f"{twice} reports found by other methods were found there more than once.",)
