"""A round as a whole: how it was drawn, its agreement against the target, where people differed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from review.ids import shown
from review.protocol import Protocol, Stage
from review.protocols.calibration_target import Judged, Judgement, judged, overall, read_target
from review.protocols.versions import current
from review.records.lookup import Found, shown_of
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from screening.agreement import report
from screening.ballot import MAIN_ROUND, NEEDS_SETTLING, Decision
from screening.closings import Closing, closings
from screening.conflicts import first_decisions
from screening.rounds import Round, find_round, rounds
from screening.units import units

_GOES_ON = ("forward", "included")


@dataclass(frozen=True, slots=True)
class Difference:
    """A record on which first decisions differ, and where that stands now."""

    record: Found
    decisions: tuple[Decision, ...]
    state: str


@dataclass(frozen=True, slots=True)
class RoundReport:
    """All that may be known of a round once it is revealed; before that it is empty."""

    round: Round
    closing: Closing | None
    agreement: dict[str, Any]
    target: str
    judged: tuple[Judged, ...]
    judgement: Judgement | None  # None where the protocol has no target that can be judged
    differences: tuple[Difference, ...]
    by_criterion: tuple[tuple[str, tuple[Difference, ...]], ...]
    hidden: int  # records on which people differ and that are being screened again
    versions: tuple[str, ...]  # of the protocol, that the decisions were made under

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "round": self.round.as_json(),
            "closed": None
            if self.closing is None
            else {"choice": self.closing.choice, "why": self.closing.why, "by": self.closing.by},
            "agreement": self.agreement,
            "target": self.target,
            "met": self.judgement,
            "conditions": [
                {"condition": one.condition.text, "reached": one.reached, "met": one.judgement}
                for one in self.judged
            ],
            "disagreements": [_difference_json(one) for one in self.differences],
            "by_criterion": {
                name: [one.record.shown for one in found] for name, found in self.by_criterion
            },
            "screened_again": self.hidden,
            "versions": list(self.versions),
        }


def _difference_json(one: Difference) -> dict[str, Any]:
    return {
        "record_id": one.record.shown,
        "accession": one.record.accession,
        "title": one.record.title,
        "state": one.state,
        "decisions": [
            {
                "reviewer": decision.reviewer,
                "verdict": decision.verdict,
                "fails": list(decision.fails),
                "reasons": list(decision.reasons),
                "note": decision.note,
            }
            for decision in one.decisions
        ],
    }


def round_report(connection: Connection, stage: Stage, name: str, maybe: str) -> RoundReport:
    """Return the report of a round; Refused where there is no such round."""
    round_id = find_round(connection, stage, name or "main")
    found = next(
        row
        for row in rounds(connection)
        if row.stage == stage and (row.id or MAIN_ROUND[stage]) == round_id
    )
    _version, protocol = current(connection)
    figures = report(connection, stage, round_id, maybe)
    differing, hidden = _differences(connection, stage, round_id, maybe)
    conditions, judgement = _judge(protocol, figures, differing, hidden)
    return RoundReport(
        found,
        closings(connection).get(round_id),
        figures,
        protocol.calibration_target,
        tuple(conditions),
        judgement,
        tuple(differing),
        _by_criterion(differing, protocol),
        hidden,
        _versions(connection, stage, round_id),
    )


def _differences(
    connection: Connection, stage: Stage, round_id: str, maybe: str
) -> tuple[list[Difference], int]:
    """Return the records on which first decisions fall into different categories.

    Of those that are being screened again only the number: they are blind once more.
    """
    differing = []
    for unit in units(connection, stage, round_id).kept:
        said = {
            "include" if first.verdict == "maybe" and maybe == "include" else first.verdict
            for first in unit.firsts
        }
        if len(said) > 1:
            differing.append(unit)
    ids = [first.decision_id for unit in differing for first in unit.firsts]
    decisions = first_decisions(connection, ids)
    records = shown_of(connection, [unit.set_id for unit in differing])
    states = _states(connection, stage, [unit.set_id for unit in differing])
    found, hidden = [], 0
    for unit in differing:
        made = [decisions[one.decision_id] for one in unit.firsts if one.decision_id in decisions]
        if len(made) < len(unit.firsts):
            hidden += 1
        else:
            found.append(Difference(records[unit.set_id], tuple(made), states[unit.set_id]))
    return found, hidden


def _states(connection: Connection, stage: Stage, sets: list[str]) -> dict[str, str]:
    ballot = tables.ballot
    found: dict[str, str] = {}
    for batch in batches(sets):
        rows = connection.execute(
            select(ballot.c.set_id, ballot.c.state).where(
                ballot.c.stage == stage, ballot.c.set_id.in_(batch)
            )
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def _judge(
    protocol: Protocol, figures: dict[str, Any], differing: list[Difference], hidden: int
) -> tuple[list[Judged], Judgement | None]:
    """Judge the target; a missed include is a record that goes on and that somebody excluded."""
    try:
        conditions = read_target(protocol.calibration_target)
    except Refused:
        return [], None
    if not conditions:
        return [], None
    excluded = [
        one for one in differing if any(made.verdict == "exclude" for made in one.decisions)
    ]
    missed = sum(one.state in _GOES_ON for one in excluded)
    unsettled = hidden + sum(one.state in NEEDS_SETTLING for one in excluded)
    if not figures["n"]:
        unsettled += 1  # nothing was revealed yet, so nothing can be said to be missed
    parts = judged(conditions, figures, missed, unsettled)
    return parts, overall(parts)


def _by_criterion(
    differing: list[Difference], protocol: Protocol
) -> tuple[tuple[str, tuple[Difference, ...]], ...]:
    """Group the differences by the criteria (or reasons) on which somebody failed the record."""
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for one in differing:
        named = {
            name
            for made in one.decisions
            if made.verdict != "include"
            for name in (made.fails or made.reasons)
        }
        for name in named or {""}:
            found[name].append(one)
    order = [*(criterion.id for criterion in protocol.criteria), *protocol.reason_ids()]
    known = [name for name in dict.fromkeys(order) if name in found]
    rest = sorted(set(found) - set(known))
    return tuple((name, tuple(found[name])) for name in [*known, *filter(None, rest)]) + (
        (("", tuple(found[""])),) if "" in found else ()
    )


def _versions(connection: Connection, stage: Stage, round_id: str) -> tuple[str, ...]:
    decision = tables.decision
    ids = [
        first.decision_id
        for unit in units(connection, stage, round_id).kept
        for first in unit.firsts
    ]
    found: set[str] = set()
    for batch in batches(ids):
        query = select(decision.c.protocol).where(decision.c.act_id.in_(batch)).distinct()
        found.update(connection.scalars(query))
    return tuple(sorted(shown("p", one) if one else "default" for one in found))
