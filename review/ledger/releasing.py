"""A person's own bodies, opened for the team by their own program where the database cannot.

The database trusts headers alone (see `review.server.opening`): it knows neither which records are
duplicates nor which studies have become one. The owner's program does. It opens only what a reveal
names where two logins have committed, or what the owner revealed: nobody else's reveal, protocol or
decision in a third person's name makes it show more.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from review.records.tag_sight import tag_is_shown
from review.store import tables

_TWO = 2


def release_own(connection: Connection, member: str) -> int:
    """Open what `member` decided or filled in, as far as all have committed; return how many."""
    from sqlalchemy.dialects.postgresql import insert as insert_on_server

    found = _decisions(connection, member) | _entries(connection, member)
    found |= _tags(connection, member)
    if found:
        # Somebody's reveal may open the same at this moment.
        statement = insert_on_server(tables.opened).on_conflict_do_nothing()
        connection.execute(statement, [{"act_id": act_id} for act_id in sorted(found)])
    return len(found)


def _is_own(member: str) -> ColumnElement[bool]:
    """Whose it is, or who wrote it down for them: both know what it says."""
    return or_(tables.act.c.by == member, tables.act.c.reviewer == member)


def _is_sealed() -> ColumnElement[bool]:
    return ~exists().where(tables.opened.c.act_id == tables.act.c.id)


def _decisions(connection: Connection, member: str) -> set[str]:
    decision, named, act = tables.decision, tables.revealed, tables.act
    in_set, ballot = tables.record_set, tables.ballot
    other, by, beside = decision.alias(), act.alias(), in_set.alias()
    reveal, gone = act.alias(), tables.set_aside
    committed = (
        select(func.count(by.c.by.distinct()))
        .join(other, other.c.act_id == by.c.id)
        .join(beside, beside.c.record_id == other.c.record_id)
        .where(beside.c.set_id == in_set.c.set_id, other.c.stage == decision.c.stage)
        .where(by.c.by == by.c.reviewer)
        .where(~exists().where(gone.c.aside_id == other.c.act_id, gone.c.because != tables.STANDS))
        .correlate(in_set, decision)
        .scalar_subquery()
    )
    revealed_by_owner = exists().where(reveal.c.id == named.c.act_id, reveal.c.by == member)
    query = (
        select(act.c.id)
        .join(named, named.c.decision_id == act.c.id)
        .join(decision, decision.c.act_id == act.c.id)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .join(ballot, and_(ballot.c.set_id == in_set.c.set_id, ballot.c.stage == decision.c.stage))
        .where(_is_own(member), _is_sealed(), ballot.c.complete)
        .where(or_(revealed_by_owner, committed >= _TWO))
    )
    return set(connection.scalars(query))


def _tags(connection: Connection, member: str) -> set[str]:
    """Return one's own tags that all may see, in a state of the review that one has seen oneself.

    Whatever a reveal by somebody else shows here, both decisions have been committed to by then.
    """
    act, tag = tables.act, tables.tag
    query = select(act.c.id).join(tag, tag.c.act_id == act.c.id)
    return set(connection.scalars(query.where(_is_own(member), _is_sealed(), tag_is_shown())))


def _entries(connection: Connection, member: str) -> set[str]:
    act, value, state, in_set = (
        tables.act,
        tables.entry_value,
        tables.entry_state,
        tables.record_set,
    )
    study = func.coalesce(in_set.c.set_id, value.c.study_id)
    waiting = connection.execute(
        select(act.c.id, study, value.c.form, value.c.part)
        .join(value, value.c.act_id == act.c.id)
        .outerjoin(in_set, in_set.c.record_id == value.c.study_id)
        .where(_is_own(member), _is_sealed(), value.c.extractor != "")
        .distinct()
    ).all()
    if not waiting:
        return set()
    now = func.coalesce(in_set.c.set_id, state.c.study_id)
    rows = connection.execute(
        select(now, state.c.form, state.c.part, act.c.by, state.c.complete, state.c.checked)
        .join(act, act.c.id == state.c.act_id)
        .outerjoin(in_set, in_set.c.record_id == state.c.study_id)
        .where(act.c.by == act.c.reviewer, state.c.extractor != "")
        .order_by(state.c.order)
    )
    latest: dict[tuple[str, str, str], dict[str, int]] = {}
    for where, form, part, by, complete, checked in rows:
        # One that another is to check is open as if two were complete.
        latest.setdefault((where, form, part), {})[by] = complete * (_TWO if checked else 1)
    done = {
        place
        for place, by_person in latest.items()
        if by_person.get(member) and sum(by_person.values()) >= _TWO
    }
    return {act_id for act_id, *place in waiting if tuple(place) in done}
