"""Deciding: one reviewer's verdict on one record at one stage, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review import team
from review.acts import Act
from review.ids import shown_record
from review.ledger import Review, Writing
from review.lookup import Found
from review.protocol import FULL_TEXT, Protocol, Stage
from review.refusal import Refused
from review.store import tables
from review.versions import current
from screening.ballot import VERDICTS
from screening.projector import DECIDE
from screening.revealing import reveal_what_is_ready


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer wants to decide, before it is checked."""

    verdict: str
    fails: Sequence[str] = ()
    reason: str = ""
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision that was kept, and the reveal that it brought about, if it did."""

    act: Act
    reveal: Act | None


def keep(review: Review, record: Found, stage: Stage, wish: Wish) -> Kept:
    """Keep one decision; Refused, with the reason, where the rules of the stage forbid it."""
    with review.write() as writing:
        act = decide_in(writing, record, stage, wish)
        writing.settle()
        reveal = reveal_what_is_ready(writing, stage, [record.set_id])
    return Kept(act, reveal)


def decide(review: Review, record: Found, stage: Stage, wish: Wish) -> Act:
    """Keep one decision as `keep` does, and return it alone."""
    return keep(review, record, stage, wish).act


def decide_in(writing: Writing, record: Found, stage: Stage, wish: Wish, reviewer: str = "") -> Act:
    """Append one decision within a transaction, for `reviewer` or for the person who acts."""
    connection, review = writing.connection, writing.review
    who = reviewer or review.person
    if not reviewer:
        team.require(connection, review, ("screener",), "decide")
    version, protocol = current(connection)
    body = checked(protocol, stage, wish)
    _may_decide(connection, record, stage)
    body["stage"] = stage
    body["protocol"] = version
    body["replaces"] = own_unrevealed(connection, record.set_id, stage, who)
    return writing.append(DECIDE, record.id, body, reviewer=who, at=wish.at)


def checked(protocol: Protocol, stage: Stage, wish: Wish) -> dict[str, object]:
    """Return the body of a decision; Refused where verdict, criteria and reason do not fit."""
    if wish.verdict not in VERDICTS:
        raise Refused(f"“{wish.verdict}” is not a verdict.", f"Say {', '.join(VERDICTS)}.")
    body: dict[str, object] = {"verdict": wish.verdict}
    if wish.note:
        body["note"] = wish.note
    if wish.verdict != "exclude":
        if wish.verdict == "include" and (wish.fails or wish.reason):
            raise Refused("An include has no reason.", "Leave out --fails and --reason.")
        if wish.fails:
            body["fails"] = [protocol.find_criterion(typed).id for typed in wish.fails]
        return body
    failed = [protocol.find_criterion(typed) for typed in wish.fails]
    by_criteria = sorted({c.reason for c in failed}, key=protocol.reason_ids().index)
    named = protocol.find_reason(wish.reason).id if wish.reason else ""
    if named and by_criteria and named != by_criteria[0] and not wish.note:
        raise Refused(
            f"The criteria that fail give the reason “{by_criteria[0]}”, not “{named}”.",
            "Leave out --reason, or say why in --note.",
        )
    reasons = [named] if named else []
    reasons += [reason for reason in by_criteria if reason != named]
    if stage == FULL_TEXT and not reasons:
        raise Refused(
            "A report is excluded for a reason.",
            f"Use --reason or --fails; the reasons are: {', '.join(protocol.reason_ids())}.",
        )
    body["reasons"] = reasons
    body["fails"] = [criterion.id for criterion in failed]
    return body


def _may_decide(connection: Connection, record: Found, stage: Stage) -> None:
    ballot, in_set = tables.ballot, tables.duplicate_set
    row = connection.execute(
        select(ballot.c.revealed).where(ballot.c.set_id == record.set_id, ballot.c.stage == stage)
    ).first()
    if row is None:
        raise Refused(*_why_no_ballot(connection, record, stage))
    if row.revealed:
        raise Refused(
            f"The decisions on {record.shown} have been revealed and are frozen.",
            "A conflict is settled with `review settle`.",
        )
    retrieval = connection.scalar(
        select(in_set.c.retrieval).where(in_set.c.set_id == record.set_id)
    )
    if stage == FULL_TEXT and retrieval == "not-retrieved":
        raise Refused(
            f"The full text of {record.shown} was not retrieved.",
            f"When you have it: `review retrieval {record.shown} retrieved`.",
        )


def _why_no_ballot(connection: Connection, record: Found, stage: Stage) -> tuple[str, str]:
    row = connection.execute(
        select(tables.duplicate_set).where(tables.duplicate_set.c.set_id == record.set_id)
    ).one()
    if row.removed:
        return f"{record.shown} was removed before screening.", "`review undo` takes that back."
    if stage == FULL_TEXT:
        return (
            f"The full text of {record.shown} is not sought: it is not settled as an include at "
            "title-abstract.",
            "Decide and reveal title-abstract first.",
        )
    return (
        f"{record.shown} came by other methods and is not screened on title and abstract.",
        "It is sought at once; set screen_other_methods = true in the protocol to change that.",
    )


def own_unrevealed(connection: Connection, set_id: str, stage: Stage, reviewer: str) -> list[str]:
    """Return the ids of the reviewer's standing, unreplaced decisions on a set at a stage."""
    decision, in_set = tables.decision, tables.record_set
    # Not a join: that would walk through all that this reviewer ever decided.
    records = select(in_set.c.record_id).where(in_set.c.set_id == set_id)
    rows = connection.execute(
        select(decision.c.act_id, decision.c.replaces)
        .where(decision.c.reviewer == reviewer, decision.c.stage == stage)
        .where(decision.c.record_id.in_(records))
    ).all()
    replaced = {old for row in rows for old in row.replaces.split()}
    return sorted(row.act_id for row in rows if row.act_id not in replaced)


def describe(act: Act) -> str:
    """Return one line that says what was just decided."""
    reasons = act.body.get("reasons")
    why = f" ({', '.join(reasons)})" if reasons else ""
    return f"{act.body['verdict']}{why}: {shown_record(act.subject)}"
