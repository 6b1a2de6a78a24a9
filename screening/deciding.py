"""Deciding: one reviewer's verdict on one record at one stage, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.acts import Act
from review.ids import shown_record
from review.ledger.ledger import Review, Writing
from review.people import team
from review.protocol import FULL_TEXT, Protocol, Stage
from review.protocols.versions import current
from review.records.lookup import Found
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from screening.ballot import VERDICTS
from screening.projector import DECIDE
from screening.revealing import Reveal, reveal_what_is_ready
from screening.standing_decisions import is_set_aside

EMPTY: Mapping[str, object] = {}


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
    reveal: Reveal | None
    was: str = ""  # the verdict that it replaces


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules ask about some sets at one stage, read once for one decision or for many."""

    version: str
    protocol: Protocol
    revealed: Mapping[str, bool]  # of the sets that have a ballot
    asked: Mapping[str, str]  # the names, each between blanks, where not everyone is
    not_retrieved: AbstractSet[str]
    own: dict[tuple[str, str], list[str]]  # set, reviewer: ids of unreplaced decisions


def situation(connection: Connection, sets: Collection[str], stage: Stage) -> Situation:
    """Read the situation of `sets` at `stage`."""
    version, protocol = current(connection)
    ballot, made = tables.ballot, tables.duplicate_set
    revealed: dict[str, bool] = {}
    missing: set[str] = set()
    asked: dict[str, str] = {}
    own: dict[tuple[str, str], list[str]] = {}
    for batch in batches(sorted(sets)):
        rows = connection.execute(
            select(
                ballot.c.set_id,
                ballot.c.revealed,
                made.c.retrieval,
                ballot.c.asked,
                ballot.c.anyone,
            )
            .join(made, made.c.set_id == ballot.c.set_id)
            .where(ballot.c.set_id.in_(batch), ballot.c.stage == stage)
        )
        for set_id, shown, retrieval, names, anyone in rows:
            revealed[set_id] = shown
            if not anyone:
                asked[set_id] = names
            if retrieval == "not-retrieved":
                missing.add(set_id)
        own |= _unreplaced(connection, batch, stage)
    return Situation(version, protocol, revealed, asked, missing, own)


def _unreplaced(
    connection: Connection, sets: Sequence[str], stage: Stage
) -> dict[tuple[str, str], list[str]]:
    decision, in_set = tables.decision, tables.record_set
    rows = connection.execute(
        select(
            in_set.c.set_id,
            decision.c.reviewer,
            decision.c.act_id,
            decision.c.replaces,
        )
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .where(in_set.c.set_id.in_(sets), decision.c.stage == stage, ~is_set_aside())
        .order_by(decision.c.act_id)
    ).all()
    replaced = {old for row in rows for old in row.replaces.split()}
    own: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.act_id not in replaced:
            own.setdefault((row.set_id, row.reviewer), []).append(row.act_id)
    return own


def keep(review: Review, record: Found, stage: Stage, wish: Wish) -> Kept:
    """Keep one decision; Refused, with the reason, where the rules of the stage forbid it."""
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("screener",), "decide")
        now = situation(connection, [record.set_id], stage)
        was = _earlier(connection, now.own.get((record.set_id, review.person), []))
        act = decide_in(writing, record, stage, wish, review.person, now)
        writing.settle()
        reveal = reveal_what_is_ready(writing, stage, [record.set_id])
    return Kept(act, reveal, was)


def decide(review: Review, record: Found, stage: Stage, wish: Wish) -> Act:
    """Keep one decision and return its act; Refused as `keep` does."""
    return keep(review, record, stage, wish).act


def decide_in(
    writing: Writing,
    record: Found,
    stage: Stage,
    wish: Wish,
    reviewer: str,
    now: Situation,
    group: Mapping[str, object] = EMPTY,
) -> Act:
    """Append one decision of `reviewer` within a transaction, and note it in the situation.

    Decisions with the same `group` were made at once, and are undone at once.
    """
    body = {**body_of(writing.connection, record, stage, wish, now, reviewer), **group}
    replaced = now.own.get((record.set_id, reviewer), [])
    if replaced:
        _not_frozen(writing.connection, record, stage, reviewer)
    body["replaces"] = replaced
    act = writing.append(DECIDE, record.id, body, reviewer=reviewer, at=wish.at)
    now.own[record.set_id, reviewer] = [act.id]
    return act


def body_of(
    connection: Connection,
    record: Found,
    stage: Stage,
    wish: Wish,
    now: Situation,
    reviewer: str,
) -> dict[str, object]:
    """Return the body of a decision but for what it replaces; Refused where it may not be made."""
    body = checked(now.protocol, stage, wish)
    _may_decide(connection, record, stage, now, reviewer)
    body["stage"] = stage
    body["protocol"] = now.version
    return body


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


def _may_decide(
    connection: Connection, record: Found, stage: Stage, now: Situation, reviewer: str
) -> None:
    if record.set_id not in now.revealed:
        raise Refused(*_why_no_ballot(connection, record, stage))
    if now.revealed[record.set_id]:
        raise Refused(
            f"The decisions on {record.shown} have been revealed and are frozen.",
            "A conflict is settled with `review settle`.",
        )
    names = now.asked.get(record.set_id)
    if names is not None and f" {reviewer} " not in names:
        raise Refused(
            f"{record.shown} is allocated to others at {stage}.",
            f"`review next --stage {stage}` shows yours; `review allocate` is the lead's.",
        )
    if stage == FULL_TEXT and record.set_id in now.not_retrieved:
        raise Refused(
            f"The full text of {record.shown} was not retrieved.",
            f"When you have it: `review retrieval {record.shown} retrieved`.",
        )


def _not_frozen(connection: Connection, record: Found, stage: Stage, reviewer: str) -> None:
    """Refuse to change what was revealed, while somebody else is asked anew about the report."""
    part, decision, in_set = tables.ballot_part, tables.decision, tables.record_set
    named = select(tables.revealed.c.act_id).where(
        tables.revealed.c.decision_id == decision.c.act_id
    )
    on_the_set = (
        select(decision.c.act_id, decision.c.sealed)
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .where(in_set.c.set_id == record.set_id, decision.c.stage == stage, named.exists())
    )
    sealed_here = {row.act_id: row.sealed for row in connection.execute(on_the_set)}
    if not sealed_here or any(sealed_here.values()):
        return  # a reveal that waits for other copies has shown nothing here yet
    holding = connection.scalar(
        select(part.c.decision_id).where(
            part.c.set_id == record.set_id, part.c.stage == stage, part.c.reviewer == reviewer
        )
    )
    if holding in sealed_here:
        raise Refused(
            f"Your decision on {record.shown} has been revealed and is frozen.",
            "Another reviewer is asked about this report again; after that it can be settled.",
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


def _earlier(connection: Connection, replaced: Sequence[str]) -> str:
    """Return the verdict that is replaced, where there is just one."""
    decision = tables.decision
    if not replaced:
        return ""
    verdicts = connection.scalars(
        select(decision.c.verdict).where(decision.c.act_id.in_(replaced)).distinct()
    ).all()
    return verdicts[0] if len(verdicts) == 1 else ""


def describe(kept: Kept) -> str:
    """Return one line that says what was just decided, and what it replaces."""
    act = kept.act
    reasons = act.body.get("reasons")
    why = f" ({', '.join(reasons)})" if reasons else ""
    before = f" (it was {kept.was})" if kept.was else ""
    return f"{act.body['verdict']}{why}: {shown_record(act.subject)}{before}"
