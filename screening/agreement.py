"""Agreement of a stage or round: first decisions of exactly those who were blind (METHOD)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.store import tables
from review.versions import current
from screening.folding import MAIN_ROUND
from screening.statistics import agreement, alpha
from screening.twice import twice

MAYBE_POLICIES = ("include", "own", "drop")
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Unit:
    """The first decisions on one set."""

    set_id: str
    verdicts: tuple[tuple[str, str], ...]  # reviewer, verdict


def report(
    connection: Connection, stage: Stage, round_id: str = "", maybe: str = "include"
) -> dict[str, Any]:
    """Return agreement at `stage` as the program prints it; undefined figures are None.

    Only revealed ballots count. Without `round_id` the main round is meant: calibration is never
    part of the main figure. `n` counts reports: a duplicate found late is none, and is listed.
    """
    _version, protocol = current(connection)
    left_out: Counter[str] = Counter()
    units = _units(connection, stage, round_id or MAIN_ROUND[stage], left_out)
    if protocol.rules[stage] != "both":
        left_out["the second reviewer was not blind under the stage rule"] += len(units)
        units = []
    if maybe == "drop":
        kept = [unit for unit in units if all(verdict != "maybe" for _, verdict in unit.verdicts)]
        left_out["a maybe, dropped as asked"] += len(units) - len(kept)
        units = kept
    double = twice(connection, stage)
    left_out["found to be a duplicate after it was decided on"] += len(double.late)
    reviewers = sorted({name for unit in units for name, _verdict in unit.verdicts})
    pairs = [_pair(units, pair, maybe) for pair in combinations(reviewers, _TWO)]
    main = pairs[0] if len(reviewers) == _TWO else None
    figures = {name: (main or {}).get(name) for name in _FIGURES}
    return {
        "stage": stage,
        "n": len(units),
        "left_out": [{"reason": why, "n": n} for why, n in sorted(left_out.items()) if n],
        "reviewers": reviewers,
        **figures,
        "alpha": alpha([[_counted(v, maybe) for _, v in unit.verdicts] for unit in units]),
        "maybe_policy": maybe,
        "pairs": pairs,
        **double.as_json(),
    }


_FIGURES = (
    "table",
    "percent",
    "kappa",
    "kappa_se",
    "kappa_ci",
    "pabak",
    "ac1",
    "positive",
    "negative",
)


def _counted(verdict: str, maybe: str) -> str:
    """Return the category that a verdict counts in; a maybe goes forward unless told otherwise."""
    return "include" if verdict == "maybe" and maybe == "include" else verdict


def _pair(units: Sequence[_Unit], pair: Sequence[str], maybe: str) -> dict[str, Any]:
    categories = ["include", "maybe", "exclude"] if maybe == "own" else ["include", "exclude"]
    table = [[0] * len(categories) for _ in categories]
    for unit in units:
        said = dict(unit.verdicts)
        if pair[0] in said and pair[1] in said:
            row, column = (categories.index(_counted(said[name], maybe)) for name in pair)
            table[row][column] += 1
    figures = asdict(agreement(table))
    return {"reviewers": list(pair), "categories": categories, **figures}


def _units(
    connection: Connection, stage: Stage, round_id: str, left_out: Counter[str]
) -> list[_Unit]:
    ballot, part, decision = tables.ballot, tables.ballot_part, tables.decision
    rows = connection.execute(
        select(ballot.c.set_id, ballot.c.revealed, part.c.reviewer, decision.c.verdict)
        .outerjoin(
            part,
            (part.c.set_id == ballot.c.set_id)
            & (part.c.stage == ballot.c.stage)
            & ballot.c.revealed,
        )
        .outerjoin(decision, decision.c.act_id == part.c.first_id)
        .where(ballot.c.stage == stage, ballot.c.round_id == round_id)
        .order_by(ballot.c.place, part.c.reviewer)
    )
    said: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if not row.revealed:
            left_out["not decided by all, or not revealed"] += 1
        elif row.reviewer:
            said.setdefault(row.set_id, []).append((row.reviewer, row.verdict))
    units = []
    for set_id, verdicts in said.items():
        if len(verdicts) < _TWO:
            left_out["decided by one reviewer"] += 1
        else:
            units.append(_Unit(set_id, tuple(verdicts)))
    return units
