"""Settling: how a conflict ends, by whom and why; the decisions are kept beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from review.acts import Act
from review.ledger.ledger import Review, Writing
from review.people import team
from review.protocol import FULL_TEXT, Stage
from review.protocols.versions import current
from review.records.lookup import Found
from review.refusal import Refused
from review.reports.retraction import awaits_answer
from review.store import tables
from screening.ballot import NEEDS_SETTLING, OUTCOMES
from screening.decided import settlement_from
from screening.deciding import EMPTY
from screening.outcome import Settlement
from screening.projector import SETTLE
from screening.standing_decisions import is_set_aside

METHODS = ("discussion", "third-reviewer", "rule")
_STATES_OF_REPORTS = ("awaiting", "ongoing", "not-used")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A settlement before it is checked."""

    outcome: str
    method: str
    why: str
    reason: str = ""
    people: Sequence[str] = ()


def settle(review: Review, record: Found, stage: Stage, proposal: Proposal) -> Act:
    """Keep one settlement; Refused where there is nothing to settle, or this person may not."""
    with review.write() as writing:
        return settle_in(writing, record, stage, proposal)


def settle_in(
    writing: Writing,
    record: Found,
    stage: Stage,
    proposal: Proposal,
    group: Mapping[str, object] = EMPTY,
) -> Act:
    """Append one settlement within a transaction; those of one `group` are undone at once."""
    connection, review = writing.connection, writing.review
    _well_formed(proposal, stage)
    ballot = _ballot(connection, record, stage)
    screened_by, decisions = decided(
        connection, record.set_id, stage, revealed=bool(ballot.revealed)
    )
    _may_settle(connection, review, proposal, screened_by)
    if proposal.outcome not in _STATES_OF_REPORTS:
        _is_settleable(connection, record, ballot)
    reason = _reason(connection, stage, proposal, ballot)
    people = list(proposal.people) or _people(proposal, review, screened_by)
    body = {
        "stage": stage,
        "outcome": proposal.outcome,
        "method": proposal.method,
        "why": proposal.why.strip(),
        "people": people,
        "settles": sorted(decisions),
        "over": sorted(s.id for s in standing(connection, record.set_id, stage, decisions)),
        **({"reason": reason} if reason else {}),
        **group,
    }
    return writing.append(SETTLE, record.id, body)


def _well_formed(proposal: Proposal, stage: Stage) -> None:
    if proposal.outcome not in OUTCOMES:
        raise Refused(f"“{proposal.outcome}” settles nothing.", f"Say {', '.join(OUTCOMES)}.")
    if proposal.outcome in _STATES_OF_REPORTS and stage != FULL_TEXT:
        raise Refused(f"“{proposal.outcome}” is a state of full texts.", "Use --stage full-text.")
    if proposal.method not in METHODS:
        raise Refused(f"“{proposal.method}” is not a method.", f"Say {', '.join(METHODS)}.")
    if not proposal.why.strip():
        raise Refused("A settlement says why.", "Add --why with a few words.")


def _ballot(connection: Connection, record: Found, stage: Stage) -> Row[tuple[object, ...]]:
    ballot = tables.ballot
    row = connection.execute(
        select(ballot).where(ballot.c.set_id == record.set_id, ballot.c.stage == stage)
    ).first()
    if row is None:
        raise Refused(f"{record.shown} is not at {stage}.", "See `review history` of the record.")
    return row


def decided(
    connection: Connection, set_id: str, stage: str, *, revealed: bool
) -> tuple[list[str], list[str]]:
    """Return who decided and which decisions hold; of an unrevealed ballot neither is looked at."""
    if not revealed:
        return [], []
    part = tables.ballot_part
    rows = connection.execute(
        select(part.c.reviewer, part.c.decision_id)
        .where(part.c.set_id == set_id, part.c.stage == stage, part.c.revealed)
        .order_by(part.c.reviewer)
    ).all()
    return [row.reviewer for row in rows], [row.decision_id for row in rows if row.decision_id]


def standing(
    connection: Connection, set_id: str, stage: str, decisions: Collection[str]
) -> list[Settlement]:
    """Return the settlements of a ballot that name exactly these decisions."""
    table, in_set = tables.settlement, tables.record_set
    rows = connection.execute(
        select(table)
        .join(in_set, in_set.c.record_id == table.c.record_id)
        .where(in_set.c.set_id == set_id, table.c.stage == stage)
        .where(~is_set_aside(table.c.act_id))
    )
    found = [settlement_from(row) for row in rows]
    return [settlement for settlement in found if settlement.settles == set(decisions)]


def _may_settle(
    connection: Connection, review: Review, proposal: Proposal, screened_by: Sequence[str]
) -> None:
    person = team.require(connection, review, ("adjudicator", "screener", "lead"), "settle")
    if proposal.method == "third-reviewer":
        if not person.may("adjudicator"):
            raise Refused(
                f"{person.name} is not an adjudicator.",
                "Settle by discussion, or give the role with `review team role`.",
            )
        if person.name in screened_by:
            raise Refused(
                f"{person.name} screened this record and cannot settle it as a third reviewer.",
                "Settle it by discussion of both screeners.",
            )
    elif proposal.method == "discussion" and screened_by and person.name not in screened_by:
        raise Refused(
            f"A discussion is between those who screened: {' and '.join(screened_by)}.",
            "One of them settles, or an adjudicator with --method third-reviewer.",
        )


def _is_settleable(connection: Connection, record: Found, ballot: Row[tuple[object, ...]]) -> None:
    if not ballot.revealed:
        raise Refused(
            f"The decisions on {record.shown} are not revealed.",
            "There is nothing to settle before the reveal: `review round reveal`.",
        )
    if ballot.stage == FULL_TEXT and awaits_answer(connection, record.set_id):
        return  # a retracted report's inclusion is decided anew, whatever was agreed before
    if ballot.settlement:
        raise Refused(
            f"{record.shown} is settled already, as {ballot.state}.",
            "Who settled it can take that back with `review undo`.",
        )
    if ballot.state not in NEEDS_SETTLING and not ballot.reasons_differ:
        raise Refused(f"The reviewers agree on {record.shown}: {ballot.state}.")


def _reason(
    connection: Connection, stage: Stage, proposal: Proposal, ballot: Row[tuple[object, ...]]
) -> str:
    if proposal.outcome != "exclude":
        if proposal.reason:
            raise Refused("Only an exclusion has a reason.", "Leave out --reason.")
        return ""
    _version, protocol = current(connection)
    if proposal.reason:
        return protocol.find_reason(proposal.reason).id
    if stage == FULL_TEXT:
        if proposal.method == "rule" and ballot.reason:
            return str(ballot.reason)
        raise Refused(
            "A report is excluded for a reason.",
            f"Add --reason; the reasons are: {', '.join(protocol.reason_ids())}.",
        )
    return ""


def _people(proposal: Proposal, review: Review, screened_by: Sequence[str]) -> list[str]:
    """Return who took part, where the user did not say."""
    if proposal.method == "discussion" and screened_by:
        return list(screened_by)
    return [review.person]
