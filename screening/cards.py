"""Cards and lists of sets at a stage, as one reviewer may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select

from review.fulltext import log_of
from review.protocol import FULL_TEXT, Stage
from review.record import Record
from review.records.lookup import Found, members, shown_of, whole_many
from review.records.tag_sight import LATER
from review.records.tags import Tag, tagged, tags_of
from review.reports.retraction import marks_of
from review.standing import PENDING, batches
from review.store import tables
from screening.ballot import NEEDS_SETTLING
from screening.card import Card, Own, Which
from screening.filters import Filter, among
from screening.queue import waiting_sets

_BALLOT, _PART, _SET = tables.ballot, tables.ballot_part, tables.duplicate_set


def listed(
    connection: Connection,
    viewer: str,
    stage: Stage,
    which: Which,
    wanted: Filter | None = None,
    sifted: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Return the ids of the sets in one of the lists of `viewer` at `stage` that fit, in order.

    What is put off comes last in the list of what is to be decided. `sifted` is called with (done,
    total) while records are looked through, and may raise to stop that.
    """
    if which in {"to-decide", "later"}:
        sets = waiting_sets(connection, viewer, stage)
    else:
        sets = connection.scalars(_query(viewer, stage, which)).all()
    found = list(sets) if wanted is None else among(connection, viewer, sets, wanted, sifted)
    if which not in {"to-decide", "later"}:
        return found
    put_off = tagged(connection, viewer, LATER, by=viewer)
    last = [one for one in found if one in put_off]
    return last if which == "later" else [*(one for one in found if one not in put_off), *last]


def _query(viewer: str, stage: Stage, which: Which) -> Select[Any]:
    query = select(_BALLOT.c.set_id).where(_BALLOT.c.stage == stage).order_by(_BALLOT.c.place)
    if which == "all":
        return query
    if which == "to-retrieve":
        return (
            query.join(_SET, _SET.c.set_id == _BALLOT.c.set_id)
            .where(_SET.c.retrieval.in_(("", "requested")))
            .where(_BALLOT.c.state.in_((PENDING, *NEEDS_SETTLING)))
        )
    query = query.join(_PART, _own(viewer)).where(_PART.c.verdict != "")
    if which == "mine":
        return query.where(_BALLOT.c.revealed.is_(False))
    if which == "maybes":
        return query.where(_PART.c.verdict == "maybe")
    decision = tables.decision
    noted = decision.c.act_id == _PART.c.decision_id
    return query.join(decision, noted).where(decision.c.note != "")


def _own(viewer: str) -> Any:
    return and_(
        _PART.c.set_id == _BALLOT.c.set_id,
        _PART.c.stage == _BALLOT.c.stage,
        _PART.c.reviewer == viewer,
    )


def cards(
    connection: Connection, viewer: str, stage: Stage, sets: Sequence[str]
) -> dict[str, Card]:
    """Return the cards of those of `sets` that are at `stage`, by id of the set."""
    rows: dict[str, Row[Any]] = {}
    decision = tables.decision
    for batch in batches(sets):
        found = connection.execute(
            select(
                _BALLOT.c.set_id,
                _BALLOT.c.revealed,
                _BALLOT.c.state,
                _BALLOT.c.reason,
                _SET.c.size,
                _SET.c.retrieval,
                _PART.c.verdict,
                decision.c.reasons,
                decision.c.fails,
                decision.c.note,
            )
            .join(_SET, _SET.c.set_id == _BALLOT.c.set_id)
            .outerjoin(_PART, _own(viewer))
            .outerjoin(decision, decision.c.act_id == _PART.c.decision_id)
            .where(_BALLOT.c.stage == stage, _BALLOT.c.set_id.in_(batch))
        )
        rows.update({row.set_id: row for row in found})
    shown = shown_of(connection, rows)
    whole = whole_many(connection, [found.id for found in shown.values()])
    marks = marks_of(connection, rows.keys())
    tags = tags_of(connection, viewer, rows.keys())
    return {
        key: _tagged(
            _card(connection, stage, row, shown[key], whole[shown[key].id], marks.get(key, "")),
            tags.get(key, ()),
        )
        for key, row in rows.items()
    }


def _tagged(card: Card, tags: Sequence[Tag]) -> Card:
    others = tuple(tag for tag in tags if tag.name != LATER)
    return replace(card, tags=others, later=len(others) < len(tags))


def _card(
    connection: Connection,
    stage: Stage,
    row: Row[Any],
    found: Found,
    record: Record,
    retracted: str,
) -> Card:
    together = members(connection, found.set_id) if row.size > 1 else [found]
    mine = None
    if row.verdict:
        mine = Own(row.verdict, tuple(row.reasons.split()), tuple(row.fails.split()), row.note)
    log = log_of(connection, [member.id for member in together]) if stage == FULL_TEXT else ()
    return Card(
        found=found,
        record=record,
        others=tuple(member for member in together if member.id != found.id),
        mine=mine,
        differing=row.verdict == "",
        revealed=row.revealed,
        state=row.state,
        reason=row.reason,
        retrieval=row.retrieval,
        log=tuple(log),
        retracted=retracted,
    )


def acts_made(connection: Connection) -> int:
    """Return the number of acts there are; it grows whenever anybody acts or copies are merged."""
    return connection.scalar(select(func.count()).select_from(tables.act)) or 0


def sets_of(connection: Connection, records: Collection[str]) -> list[str]:
    """Return the ids of the sets that hold `records` now."""
    in_set = tables.record_set
    return list(
        connection.scalars(
            select(in_set.c.set_id).where(in_set.c.record_id.in_(records)).distinct()
        )
    )
