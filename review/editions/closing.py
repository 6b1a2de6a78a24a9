"""Closing an edition, and settling which of two closings of one number holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.counting import counted
from review.editions import edition as kept
from review.editions.edition import EDITION, Edition, editions
from review.flow.counts import Flow
from review.flow.keeping import from_data, to_data
from review.flow.queries import flow
from review.flow.scope import OUT, Since
from review.flow.since import since
from review.ids import fresh
from review.ledger.ledger import Review
from review.people import team
from review.refusal import Refused
from review.sources.importing import standing_imports
from review.store import tables


@dataclass(frozen=True, slots=True)
class Closed:
    """An edition just closed: its number and what it holds."""

    number: int
    flow: Flow

    def in_words(self) -> str:
        """Return what was closed in one line."""
        studies = counted(self.flow.total_studies, "study", "studies")
        reports = counted(self.flow.total_reports, "report")
        return f"Edition {self.number} is closed: {studies}, {reports}."


def close(review: Review, number: int, why: str = "") -> Closed:
    """Close edition `number`: flow and standings are frozen, what follows is an update.

    An act of the lead. Refused out of turn, where nothing has come since the last edition, while
    two copies closed one differently, and, unless it is said why, while anything is open.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "close an edition")
        now = _next(connection, number)
        made = flow(connection, now)
        if made.interim and not why.strip():
            raise Refused(
                "Something is still undecided, unsettled, unrevealed or not retrieved.",
                "See `review prisma`. To close all the same, say --why; it goes on in the next "
                "edition.",
            )
        writing.append(EDITION, fresh(), _body(connection, number, why, now, made))
    return Closed(number, made)


def _next(connection: Connection, number: int) -> Since:
    if kept.clashing(connection):
        raise Refused("Two copies closed an edition differently.", "See `review clashes`.")
    last = max((edition.number for edition in editions(connection)), default=0)
    if number <= last:
        raise Refused(
            f"Edition {number} is closed.", f"Print it with `review prisma --edition {number}`."
        )
    if number > last + 1:
        raise Refused(f"Edition {last + 1} is next.", f"`review edition close {last + 1}`.")
    now = since(connection)
    if (now.base.number if now.base else 0) < last:
        raise Refused(f"Nothing has come since edition {last} was closed.")
    if not connection.scalar(select(tables.record_set.c.record_id).limit(1)):
        raise Refused("There are no records yet.", "Begin with `review import FILE --source NAME`.")
    return now


def _body(connection: Connection, number: int, why: str, now: Since, made: Flow) -> dict[str, Any]:
    act, made_sets = tables.act, tables.duplicate_set
    writers = select(act.c.writer, func.max(act.c.seq)).group_by(act.c.writer)
    standings: dict[str, list[str]] = {}
    rows = connection.execute(
        select(made_sets.c.set_id, made_sets.c.standing)
        .where(made_sets.c.standing.not_in(OUT))
        .order_by(made_sets.c.set_id)
    )
    for set_id, standing in rows:
        standings.setdefault(standing, []).append(set_id)
    logged = connection.scalars(select(tables.elsewhere.c.act_id))
    return {
        "number": number,
        "why": why.strip(),
        "over": [],
        "acts": {row[0]: row[1] for row in connection.execute(writers)},
        "files": sorted(connection.scalars(select(standing_imports().c.import_file_id))),
        "studies": [
            {"id": study.id, "name": study.name, "reports": list(study.reports)}
            for study in now.studies
        ],
        "standings": standings,
        "logged": sorted(logged),
        "sealed": sorted(_sealed(connection)),
        "flow": to_data(made),
    }


def _sealed(connection: Connection) -> Iterable[str]:
    """Return the revealed decisions that are sealed here: whoever opens them later, then as now."""
    sealed, named = tables.sealed_act, tables.revealed
    query = select(sealed.c.act_id).join(named, named.c.decision_id == sealed.c.act_id)
    return connection.scalars(query.distinct())


def kept_flow(connection: Connection, number: int) -> Flow:
    """Return the flow that edition `number` keeps; Refused where there is no such edition."""
    return from_data(kept.find(connection, number).flow)


def clashes(connection: Connection) -> list[Clash]:
    """Return the editions that two copies closed differently."""
    return [
        clash_of("edition", f"Edition {words[0].number}", [_side(word) for word in words])
        for words in kept.clashing(connection)
    ]


def _side(word: Edition) -> Side:
    made = from_data(word.flow)
    why = f"; {word.why}" if word.why else ""
    says = (
        f"{counted(len(word.files), 'file')}, {made.screened:,} records screened, "
        f"{counted(made.total_studies, 'study', 'studies')} included{why}"
    )
    return Side(word.id, word.by, word.at, says)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Let the edition hold as side `number` closed it; what the other had comes after it."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "close an edition")
        still(clashes(connection), clash)
        (taken,) = load(connection, [side.act_id])
        body = {**taken.body, "over": clash.act_ids, "why": reason_given(why)}
        writing.append(EDITION, fresh(), body)
    return f"Edition {taken.body['number']} is as {side.by} closed it."
