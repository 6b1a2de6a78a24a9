"""Agreement of a stage or round: first decisions of exactly those who were blind (METHOD)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

from sqlalchemy import Connection

from review.protocol import FULL_TEXT, Stage
from review.protocols.versions import current
from review.refusal import Refused
from screening.ballot import MAIN_ROUND
from screening.statistics import agreement, alpha, fleiss
from screening.twice import twice
from screening.units import Unit, units

MAYBE_POLICIES = ("include", "own", "drop")
NOT_BLIND = "the second reviewer was not blind under the stage rule"
# Rules under which the second reviewer is asked because of what the first one said.
_NOT_BLIND_RULES = ("any-include-forward", "one-excludes-checked")
_LATE = "found to be a duplicate after it was decided on"
_DROPPED = "a maybe, dropped as asked"
_TWO = 2
CELLS = {
    "a": ("include", "include"),
    "b": ("include", "exclude"),
    "c": ("exclude", "include"),
    "d": ("exclude", "exclude"),
}


def report(
    connection: Connection, stage: Stage, round_id: str = "", maybe: str = "include"
) -> dict[str, Any]:
    """Return agreement at `stage` as the program prints it; undefined figures are None.

    Only revealed ballots count. Without `round_id` the main round is meant: calibration is never
    part of the main figure. `n` counts reports: a duplicate found late is none, and is listed.
    """
    counted, left_out = _counted_units(connection, stage, round_id, maybe)
    double = twice(connection, stage)
    if double.late:
        left_out[_LATE] = len(double.late)
    reviewers = sorted({first.reviewer for unit in counted for first in unit.firsts})
    pairs = [_pair(counted, pair, stage, maybe) for pair in combinations(reviewers, _TWO)]
    main = pairs[0] if len(reviewers) == _TWO else None
    figures = {name: (main or {}).get(name) for name in _FIGURES}
    values = [[_category(first.verdict, maybe) for first in unit.firsts] for unit in counted]
    return {
        "stage": stage,
        "n": len(counted),
        "left_out": [{"reason": why, "n": n} for why, n in sorted(left_out.items())],
        "reviewers": reviewers,
        **figures,
        "alpha": alpha(values),
        "fleiss": fleiss(values) if len(reviewers) > _TWO else None,
        "maybe_policy": maybe,
        "maybes": sum(any(one.verdict == "maybe" for one in unit.firsts) for unit in counted),
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
    "reasons",
)


def _counted_units(
    connection: Connection, stage: Stage, round_id: str, maybe: str
) -> tuple[list[Unit], dict[str, int]]:
    _version, protocol = current(connection)
    found = units(connection, stage, round_id or MAIN_ROUND[stage])
    kept, left_out = list(found.kept), Counter(found.left_out)
    if protocol.rules[stage] in _NOT_BLIND_RULES:
        left_out[NOT_BLIND] += len(kept)
        kept = []
    if maybe == "drop":
        sure = [unit for unit in kept if all(one.verdict != "maybe" for one in unit.firsts)]
        left_out[_DROPPED] += len(kept) - len(sure)
        kept = sure
    return kept, {why: n for why, n in left_out.items() if n}


def _category(verdict: str, maybe: str) -> str:
    """Return the category that a verdict counts in; a maybe goes forward unless told otherwise."""
    return "include" if verdict == "maybe" and maybe == "include" else verdict


def _pair(counted: Sequence[Unit], pair: Sequence[str], stage: Stage, maybe: str) -> dict[str, Any]:
    categories = ["include", "maybe", "exclude"] if maybe == "own" else ["include", "exclude"]
    table = [[0] * len(categories) for _ in categories]
    reasons = []
    for unit in counted:
        said = {first.reviewer: first for first in unit.firsts}
        if not set(pair) <= set(said):
            continue
        row, column = (categories.index(_category(said[name].verdict, maybe)) for name in pair)
        table[row][column] += 1
        if all(said[name].verdict == "exclude" for name in pair):
            reasons.append(tuple(said[name].reason for name in pair))
    figures = asdict(agreement(table))
    why = _on_reasons(reasons) if stage == FULL_TEXT else None
    return {"reviewers": list(pair), "categories": categories, **figures, "reasons": why}


def _on_reasons(given: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return how far those who both excluded gave the same main reason, apart from the verdicts."""
    names = sorted({reason for pair in given for reason in pair})
    table = [[sum(tuple(pair) == (a, b) for pair in given) for b in names] for a in names]
    found = agreement(table) if len(names) > 1 else None
    same = sum(first == second for first, second in given)
    return {
        "n": len(given),
        "same": same,
        "percent": same / len(given) if given else None,
        "kappa": found.kappa if found else None,
    }


def behind(
    connection: Connection,
    stage: Stage,
    round_id: str,
    maybe: str,
    cell: str,
    pair: Sequence[str] = (),
) -> list[str]:
    """Return the sets that one cell of the table counts, in order of arrival.

    A cell is a, b, c or d, or what both said: `include/exclude`. Refused where there is no such
    cell, and where more than two have decided and no pair is named.
    """
    counted, _left_out = _counted_units(connection, stage, round_id, maybe)
    reviewers = sorted({first.reviewer for unit in counted for first in unit.firsts})
    both = tuple(pair) or tuple(reviewers)
    if counted and (len(both) != _TWO or not set(both) <= set(reviewers)):
        raise Refused(
            f"{len(reviewers)} people have decided here.",
            f"Name two of them: --pair {','.join(reviewers[:_TWO])}.",
        )
    wanted = CELLS.get(cell.lower(), tuple(cell.lower().split("/")))
    categories = {"include", "exclude", *(["maybe"] if maybe == "own" else [])}
    if len(wanted) != _TWO or not set(wanted) <= categories:
        raise Refused(
            f"“{cell}” is no cell of the table.",
            "Say a (both include), b (only the first), c (only the second), d (neither), "
            "or what both said, such as include/exclude.",
        )
    found = []
    for unit in counted:
        said = {first.reviewer: _category(first.verdict, maybe) for first in unit.firsts}
        if set(both) <= set(said) and tuple(said[name] for name in both) == wanted:
            found.append(unit.set_id)
    return found
