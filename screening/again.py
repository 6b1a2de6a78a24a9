"""Decisions to be made anew: because the criteria changed, or a few records need it; a lead's act.

Everyone is asked again about what they decided themselves, blind as before; instead of whoever has
left their successor is, and without one what was said stands. What was revealed
before that stays the first word, and agreement is about that; what was not is no part of it. What
was decided in full text goes with what is asked for again at title-abstract. The act names what it
sets aside, so that it means the same in every copy, whatever was decided elsewhere meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from review.counting import counted
from review.ids import shown
from review.ledger.ledger import Review
from review.people import team
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT, Stage
from review.protocols.versions import Version, current, history, named
from review.records.lookup import resolve
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from screening.round_acts import AGAIN
from screening.standing_decisions import is_set_aside, stands

Which = Literal["all", "open", "revealed", "excluded"]
WHICH: tuple[Which, ...] = ("all", "open", "revealed", "excluded")


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant: certain records, or what was decided under older versions of the protocol.

    `records` are as typed, of `source` where accessions need it. Else `older_than` is a version,
    "" the one that holds; of its ballots those that are open, revealed, excluded, or excluded for
    `reason`.
    """

    records: Sequence[str] = ()
    source: str = ""
    older_than: str = ""
    which: Which = "all"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """What is asked for again: decisions on so many records, or reports in full text."""

    records: int
    stage: Stage
    than: str  # the version that those are older than; "" where records were named

    def in_words(self) -> str:
        """Return what was done and what follows from it."""
        number = counted(self.records, "record" if self.stage == TITLE_ABSTRACT else "report")
        under = f" made under versions before {self.than}" if self.than else ""
        return (
            f"The decisions on {number}{under} are asked for again, of those who made them; of "
            "whoever has left, their successor is asked, and without one what was said stands. "
            "`review undo` takes this back."
        )


def again(review: Review, stage: Stage, why: str, meant: Meant = Meant()) -> Again:
    """Set aside what was decided at `stage` on what is `meant`; Refused without a reason.

    Refused, too, where nothing is meant. Of records that are named only what everyone may see
    decided is: whether somebody has decided on one of the others is nobody's to know.
    """
    if not why.strip():
        raise Refused("Whoever asks again says why.", "Add --why with a few words.")
    if meant.records and meant != Meant(meant.records, meant.source):
        raise Refused(
            "Records are named, or found by a version, a choice or a reason: not both.",
            "Leave out one of the two.",
        )
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "ask for decisions again")
        stages = STAGES if stage == TITLE_ABSTRACT else (FULL_TEXT,)
        if meant.records:
            than, sets = "", _named(connection, stage, meant)
            decisions = [row.act_id for row in _decisions(connection, sets, stages)]
        else:
            version = named(connection, meant.older_than)
            than = shown("p", version.id)
            sets, decisions = _older(connection, stages, version, _chosen(connection, stage, meant))
        if not sets:
            raise Refused(*_nothing(stage, than))
        body = {
            "stage": stage,
            "records": len(sets),
            "decisions": sorted(decisions),
            "settlements": _settlements(connection, sets, stages),
            "why": why.strip(),
        }
        writing.append(AGAIN, stage, body)
    return Again(len(sets), stage, than)


def _nothing(stage: Stage, than: str) -> tuple[str, str]:
    if not than:
        return (
            f"None of these records is decided and revealed at {stage}.",
            "What is not revealed yet can be changed by whoever decided it.",
        )
    return (
        f"No decision at {stage} that is meant was made under a version before {than}.",
        "Set the changed protocol first, `review protocol set`; "
        "`review protocol versions` lists its versions.",
    )


def _named(connection: Connection, stage: Stage, meant: Meant) -> set[str]:
    """Return the sets of the records named, as far as their ballots are revealed or settled."""
    sets = {resolve(connection, one, meant.source).set_id for one in meant.records}
    ballot, found = tables.ballot, set[str]()
    for batch in batches(sorted(sets)):
        query = select(ballot.c.set_id).where(ballot.c.set_id.in_(batch), ballot.c.stage == stage)
        found.update(
            connection.scalars(query.where(ballot.c.revealed | (ballot.c.settlement != "")))
        )
    return found


def _chosen(connection: Connection, stage: Stage, meant: Meant) -> set[str]:
    """Return the sets that have a ballot at `stage` and stand as is meant."""
    ballot, made = tables.ballot, tables.duplicate_set
    query = (
        select(ballot.c.set_id)
        .join(made, made.c.set_id == ballot.c.set_id)
        .where(ballot.c.stage == stage)
    )
    if meant.which in {"open", "revealed"}:
        query = query.where(ballot.c.revealed == (meant.which == "revealed"))
    if meant.which == "excluded" or meant.reason:
        query = query.where(made.c.standing == f"excluded-{stage}")
    if meant.reason:
        _version, protocol = current(connection)
        query = query.where(made.c.reason == protocol.find_reason(meant.reason).id)
    return set(connection.scalars(query))


def _older(
    connection: Connection, stages: Sequence[Stage], version: Version, chosen: Collection[str]
) -> tuple[set[str], list[str]]:
    """Return those of the `chosen` sets that have older decisions at the first stage, and these."""
    newer = _since(connection, version)
    rows = [row for row in _decisions(connection, chosen, stages) if row.protocol not in newer]
    sets = {row.set_id for row in rows if row.stage == stages[0]}
    return sets, [row.act_id for row in rows if row.set_id in sets]


def _since(connection: Connection, version: Version) -> set[str]:
    """Return `version` and the versions after it."""
    known = history(connection)
    return {version.id} | {one.id for one in known if version.id in (one.over or frozenset())}


def _decisions(
    connection: Connection, sets: Collection[str], stages: Sequence[Stage]
) -> list[Row[Any]]:
    """Return the decisions that count on `sets`."""
    decision, in_set = tables.decision, tables.record_set
    found: list[Row[Any]] = []
    for batch in batches(sorted(sets)):
        found += connection.execute(
            select(decision.c.act_id, decision.c.stage, decision.c.protocol, in_set.c.set_id)
            .join(in_set, in_set.c.record_id == decision.c.record_id)
            .where(in_set.c.set_id.in_(batch), decision.c.stage.in_(stages), stands())
        )
    return found


def _settlements(
    connection: Connection, sets: Collection[str], stages: Sequence[Stage]
) -> list[str]:
    """Return the settlements on `sets` that name no decisions; others fall with what they name."""
    table, in_set, found = tables.settlement, tables.record_set, list[str]()
    for batch in batches(sorted(sets)):
        found += connection.scalars(
            select(table.c.act_id)
            .join(in_set, in_set.c.record_id == table.c.record_id)
            .where(in_set.c.set_id.in_(batch), table.c.stage.in_(stages), table.c.settles == "")
            .where(~is_set_aside(table.c.act_id))
        )
    return sorted(found)
