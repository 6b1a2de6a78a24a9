"""Reports that were decided on through more than one of their records, before these were merged.

Whoever said different things of two records is asked again, blind; what was said first counts as
that reviewer's consistency with themselves, never as a conflict with another (METHOD: records).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Result, func, select

from review.counting import counted
from review.ids import shown_record
from review.protocol import STAGES, Stage
from review.sight import decision_in_sight
from review.store import tables


def asked_again(connection: Connection, viewer: str, stage: Stage) -> list[str]:
    """Return the sets on whose records `viewer` decided differently, and is asked again."""
    part, ballot = tables.ballot_part, tables.ballot
    return list(
        connection.scalars(
            select(part.c.set_id)
            .join(ballot, (ballot.c.set_id == part.c.set_id) & (ballot.c.stage == part.c.stage))
            .where(part.c.reviewer == viewer, part.c.stage == stage, part.c.decision_id == "")
            .where(ballot.c.revealed.is_(False), ballot.c.settlement == "")
            .order_by(part.c.place)
        )
    )


def told_to(connection: Connection, viewer: str) -> list[str]:
    """Return what `viewer` is asked again, in words; nothing of it is for anybody else."""
    numbers = {stage: len(asked_again(connection, viewer, stage)) for stage in STAGES}
    return [
        f"{counted(number, 'report')} at {stage} that you decided differently on through two "
        f"records: decide again (`review next --stage {stage}`)"
        for stage, number in numbers.items()
        if number
    ]


@dataclass(frozen=True, slots=True)
class Consistency:
    """How often one reviewer said the same of two records that turned out to be one report."""

    reviewer: str
    n: int
    same: int
    records: tuple[str, ...]  # of each such report, as a person reads the id of its set


@dataclass(frozen=True, slots=True)
class Twice:
    """What the agreement of a stage says of late duplicates."""

    late: tuple[str, ...]  # records found to be duplicates after they were decided on
    consistency: tuple[Consistency, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values; nothing where no report was decided on twice."""
        values = {
            "late_duplicates": list(self.late),
            "within_reviewer": [asdict(one) for one in self.consistency],
        }
        return {name: value for name, value in values.items() if value}


def twice(connection: Connection, stage: Stage) -> Twice:
    """Return what revealed ballots of `stage` hold of reports decided on through two records."""
    late: list[str] = []
    verdicts: dict[str, dict[str, dict[str, str]]] = {}  # reviewer, set, record
    decided: dict[str, dict[str, None]] = {}  # set, records in the order of their first decision
    for row in _decisions(connection, stage):
        decided.setdefault(row.set_id, {})[row.record_id] = None
        said = verdicts.setdefault(row.reviewer, {}).setdefault(row.set_id, {})
        if len(row.replaces.split()) > 1:
            continue  # the answer to being asked again, or one word for two that agreed
        said[row.record_id] = row.verdict
    for records in decided.values():
        late += [shown_record(record) for record in list(records)[1:]]
    return Twice(tuple(late), tuple(_consistency(verdicts)))


def _consistency(verdicts: dict[str, dict[str, dict[str, str]]]) -> Sequence[Consistency]:
    found = []
    for reviewer, sets in sorted(verdicts.items()):
        double = {set_id: set(said.values()) for set_id, said in sets.items() if len(said) > 1}
        if double:
            same = sum(len(said) == 1 for said in double.values())
            ids = tuple(shown_record(set_id) for set_id in sorted(double))
            found.append(Consistency(reviewer, len(double), same, ids))
    return found


def _decisions(connection: Connection, stage: Stage) -> Result[Any]:
    decision, in_set, ballot = tables.decision, tables.record_set, tables.ballot
    double = (
        select(in_set.c.set_id)
        .join(decision, decision.c.record_id == in_set.c.record_id)
        .where(decision.c.stage == stage)
        .group_by(in_set.c.set_id)
        .having(func.count(decision.c.record_id.distinct()) > 1)
    )
    return connection.execute(
        select(
            in_set.c.set_id,
            decision.c.record_id,
            decision.c.reviewer,
            decision.c.verdict,
            decision.c.replaces,
        )
        .join(in_set, in_set.c.record_id == decision.c.record_id)
        .join(ballot, (ballot.c.set_id == in_set.c.set_id) & (ballot.c.stage == decision.c.stage))
        .where(decision.c.stage == stage, in_set.c.set_id.in_(double), ballot.c.revealed)
        .where(decision_in_sight(""))
        .order_by(in_set.c.place, decision.c.order)
    )
