"""How the facts of the methods sentences are read from the review."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, and_, func, select

from review.acts import day, load
from review.flow.queries import flow
from review.people.team import people
from review.protocol import STAGES, Protocol, Stage
from review.protocols.versions import current
from review.store import tables
from screening.agreement import report
from screening.asking import allocations
from screening.ballot import NEEDS_SETTLING, needed
from screening.closings import closings
from screening.method_facts import (
    Anew,
    Calibration,
    Change,
    Entered,
    LeadReveal,
    MethodFacts,
    StageFacts,
)
from screening.method_outcomes import lost_decisions, settled_ballots, ways
from screening.ranking.method import ranked_facts
from screening.revealing import BY_BATCH, BY_RECORD, BY_ROUND, LATE
from screening.round_acts import ASKED_AGAIN
from screening.rounds import rounds
from screening.shares import EVERYONE, proportions

_BALLOT, _PART, _ACT, _DECISION = tables.ballot, tables.ballot_part, tables.act, tables.decision


def method_facts(connection: Connection) -> MethodFacts:
    """Return the facts of every stage at which something was revealed or given up."""
    _version, protocol = current(connection)
    stages = [_stage(connection, stage, protocol) for stage in STAGES]
    told = tuple(stage for stage in stages if stage.revealed or stage.lost)
    took_part = {name for stage in told for name in stage.reviewers}
    took_part |= {lost.person for stage in told for lost in stage.lost}
    return MethodFacts(told, tuple(_changes(connection, took_part)), flow(connection).interim)


def _stage(connection: Connection, stage: Stage, protocol: Protocol) -> StageFacts:
    both = and_(_PART.c.set_id == _BALLOT.c.set_id, _PART.c.stage == _BALLOT.c.stage)
    parts = connection.execute(
        select(_BALLOT.c.set_id, _PART.c.reviewer)
        .join(_PART, both)
        .where(_BALLOT.c.stage == stage, _BALLOT.c.revealed, _PART.c.revealed)
    ).all()
    reviewers_of = Counter(set_id for set_id, _reviewer in parts)
    reveals = _reveals(connection, stage)
    settled = settled_ballots(connection, stage, protocol)
    shares, overlap = _shares(connection, stage, protocol)
    return StageFacts(
        stage=stage,
        rule=protocol.rules[stage],
        reviewers=tuple(sorted({reviewer for _set_id, reviewer in parts})),
        revealed=len(reviewers_of),
        by_one=sum(number == 1 for number in reviewers_of.values()),
        calibrations=_calibrations(connection, stage),
        entered=_entered(connection, stage),
        by_round=BY_ROUND in reveals,
        by_record=BY_RECORD in reveals,
        by_lead=tuple(one for one in reveals.values() if one),
        conflicts=ways(settled, NEEDS_SETTLING),
        reasons=ways(settled, ("excluded",)),
        lost=tuple(lost_decisions(connection, stage)),
        shares=shares,
        overlap=overlap,
        anew=_anew(connection, stage),
        agreement=report(connection, stage),
        by_batch=BY_BATCH in reveals,
        ranked=ranked_facts(connection, stage),
    )


def _reveals(connection: Connection, stage: Stage) -> dict[str, LeadReveal | None]:
    """Return why ballots were revealed; of the lead's own reveals one for each day.

    A reveal that shows nothing yet, since what it names is sealed, is no part of it.
    """
    sets = _shown_by(connection, stage)
    found: dict[str, LeadReveal | None] = {}
    of_lead: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for act in load(connection, sets):
        why = str(act.body["because"])
        if why in {BY_ROUND, BY_RECORD, BY_BATCH, LATE}:
            found[why] = None
        else:
            of_lead[day(act.at), act.by] |= sets[act.id]
    for (on, by), ballots in of_lead.items():
        found[f"{on} {by}"] = LeadReveal(on, by, len(ballots))
    return found


def _shown_by(connection: Connection, stage: Stage) -> dict[str, set[str]]:
    """Return the sets whose revealed ballots each reveal names decisions of."""
    named, in_set = tables.revealed, tables.record_set
    found: defaultdict[str, set[str]] = defaultdict(set)
    for act_id, set_id in connection.execute(
        select(named.c.act_id, in_set.c.set_id)
        .join(_DECISION, _DECISION.c.act_id == named.c.decision_id)
        .join(in_set, in_set.c.record_id == _DECISION.c.record_id)
        .join(
            _BALLOT,
            and_(_BALLOT.c.set_id == in_set.c.set_id, _BALLOT.c.stage == _DECISION.c.stage),
        )
        .where(_BALLOT.c.stage == stage, _BALLOT.c.revealed)
        .distinct()
    ):
        found[act_id].add(set_id)
    return found


def _calibrations(connection: Connection, stage: Stage) -> tuple[Calibration, ...]:
    """Return the calibration rounds of which something was revealed, in order of drawing."""
    ended = closings(connection)
    return tuple(
        Calibration(
            row.name,
            row.drawn,
            row.ranked,
            ended[row.id].choice if row.id in ended else "",
            ended[row.id].why if row.id in ended else "",
        )
        for row in rounds(connection)
        if row.stage == stage and row.id
        if row.revealed or report(connection, stage, row.id)["n"]
    )


def _shares(
    connection: Connection, stage: Stage, protocol: Protocol
) -> tuple[tuple[tuple[str, float], ...], float]:
    """Return how the records were shared among people by name, and with what overlap."""
    shares = allocations(connection).shares.get(stage, EVERYONE)
    if not shares.weights:
        return (), 0.0
    each = proportions(shares, needed(stage, protocol))
    if min(each.values()) == 1:
        return (), 0.0  # all of it to all of them is no allocation
    return tuple(each.items()), shares.overlap


def _anew(connection: Connection, stage: Stage) -> tuple[Anew, ...]:
    gone = tables.set_aside
    rows = connection.execute(
        select(gone.c.act_id, func.count())
        .join(_DECISION, _DECISION.c.act_id == gone.c.aside_id)
        .where(gone.c.because == ASKED_AGAIN, _DECISION.c.stage == stage)
        .group_by(gone.c.act_id)
    )
    numbers: dict[str, int] = {row[0]: row[1] for row in rows}
    return tuple(Anew(numbers[act.id], act.body["why"]) for act in load(connection, numbers))


def _entered(connection: Connection, stage: Stage) -> tuple[Entered, ...]:
    """Count the revealed decisions that hold and that somebody put in for somebody else."""
    rows = connection.execute(
        select(_PART.c.reviewer, _ACT.c.by, func.count())
        .join(_ACT, _ACT.c.id == _PART.c.decision_id)
        .where(_PART.c.stage == stage, _PART.c.revealed, _ACT.c.by != _PART.c.reviewer)
        .group_by(_PART.c.reviewer, _ACT.c.by)
        .order_by(_PART.c.reviewer, _ACT.c.by)
    )
    return tuple(Entered(reviewer, by, number) for reviewer, by, number in rows)


def _changes(connection: Connection, took_part: Collection[str]) -> Iterator[Change]:
    """Give who left, and who began to screen after that, in order."""
    table = tables.team_act
    rows = connection.execute(
        select(table, _ACT.c.at).join(_ACT, _ACT.c.id == table.c.act_id).order_by(table.c.order)
    ).all()
    gone = {person.name for person in people(connection) if not person.active} & set(took_part)
    last = {row.name: row.act_id for row in rows}
    screening: set[str] = set()
    somebody_left = False
    for row in rows:
        is_screener = row.active and "screener" in row.roles.split()
        if row.name in gone and row.act_id == last[row.name]:
            somebody_left = True
            yield Change(row.name, day(row.at), left=True)
        elif somebody_left and is_screener and row.name in set(took_part) - screening:
            yield Change(row.name, day(row.at), left=False)
        if is_screener:
            screening.add(row.name)
