"""Finding what is behind the boxes of the two columns, from identification to assessment."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select, true

from review.flow.additions import NO_REASON
from review.flow.behind import Behind, Find, Row
from review.standing import DATABASE_KINDS
from review.store import tables

_SET, _IN, _SOURCE = tables.duplicate_set, tables.record_set, tables.source
_OF_DATABASES = _SOURCE.c.kind.in_(DATABASE_KINDS)


def of_kind(kind: str) -> Find:
    """Return how the new records of sources of `kind` are listed, of one source if named."""

    def rows(behind: Behind) -> tuple[Row, ...]:
        named = _SOURCE.c.name == behind.name if behind.name else true()
        return behind.records(and_(_SOURCE.c.kind == kind, named))

    return rows


def of_other_kind(*kinds: str) -> Find:
    """Return how what came by `kinds` is listed: records where they are screened, else sets."""

    def rows(behind: Behind) -> tuple[Row, ...]:
        if behind.screens_other:
            return behind.records(_SOURCE.c.kind.in_(kinds))
        return behind.sets(and_(_SET.c.arm == "other", _SET.c.kind.in_(kinds), _new(behind)))

    return rows


def _new(behind: Behind) -> ColumnElement[bool]:
    return behind.since.new_sets


def again(arm: str) -> Find:
    """Return how the sets of `arm` that an earlier version had are listed."""
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, ~behind.since.new_sets))


def duplicates(behind: Behind) -> tuple[Row, ...]:
    """Return the removed records: of each new set all but one database or register record.

    The one that stays is the set's shown record where it is one of these, else the first of them;
    of a set that arrived by other methods, or that an earlier version had, none stays here.
    """
    rows = behind.connection.execute(
        select(_IN.c.record_id, _IN.c.set_id, _SET.c.shown_id)
        .join(_SOURCE, _SOURCE.c.id == _IN.c.source_id)
        .join(_SET, _SET.c.set_id == _IN.c.set_id)
        .where(_OF_DATABASES, behind.since.new_records)
        .order_by(_IN.c.place)
    ).all()
    own = set(behind.since.sets(behind.connection, and_(_SET.c.arm == "database", _new(behind))))
    stays: dict[str, str] = {}
    for row in rows:
        if row.set_id in own and (row.set_id not in stays or row.record_id == row.shown_id):
            stays[row.set_id] = row.record_id
    gone = [row.record_id for row in rows if stays.get(row.set_id) != row.record_id]
    return behind.of_records(gone)


def already_assessed(behind: Behind) -> tuple[Row, ...]:
    """Return the new records of databases and registers that an earlier version had."""
    return behind.records(and_(_OF_DATABASES, ~_new(behind)))


def removed(arm: str, because: str = "") -> Find:
    """Return how the sets of `arm` taken out before screening are listed."""
    named = _SET.c.removed == because if because else _SET.c.removed != ""
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, named))


def screened(arm: str) -> Find:
    """Return how the sets of `arm` that were not taken out are listed."""
    return lambda behind: behind.sets(and_(_SET.c.arm == arm, _SET.c.removed == ""))


def straight(arm: str) -> Find:
    """Return how the sets of `arm` that came straight to the full text are listed."""
    return lambda behind: behind.sets(
        and_(_SET.c.arm == arm, _SET.c.removed == "", _SET.c.straight)
    )


def found_twice(behind: Behind) -> tuple[Row, ...]:
    """Return the records by other methods that do not stand for a new set in the right column."""
    if not behind.screens_other:
        return ()
    stands = and_(_SET.c.arm == "other", _IN.c.place == _SET.c.place, _new(behind))
    return behind.records(and_(~_OF_DATABASES, ~stands))


def standing(arm: str, *standings: str) -> Find:
    """Return how the sets of `arm` ("" for both) that stand so are listed, by reason if named."""

    def rows(behind: Behind) -> tuple[Row, ...]:
        arms = (arm,) if arm else ("database", "other")
        named = "" if behind.name == NO_REASON else behind.name
        reason = _SET.c.reason == named if behind.name else true()
        return behind.sets(and_(_SET.c.standing.in_(standings), _SET.c.arm.in_(arms), reason))

    return rows
