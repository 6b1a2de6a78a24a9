"""Outcomes that the review counts as one domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extraction.outcomes import Result, by_outcome, results
from extraction.same import folded
from extraction.study_data import StudyData

Domains = Mapping[str, Sequence[str]]  # the name of a domain -> outcomes


def results_in(
    studies: Iterable[StudyData], domains: Domains | None = None
) -> dict[str, tuple[Result, ...]]:
    """Return the results of every included study by its id, empty where it has none.

    A result of an outcome that belongs to a domain has the domain as its outcome. Within an outcome
    those chosen for the synthesis still count alone; within the domain all that count are equals.
    """
    placed = {
        folded(outcome): name for name, outcomes in (domains or {}).items() for outcome in outcomes
    }
    return {study.id: _placed(results(study), placed) for study in studies}


def _placed(rows: tuple[Result, ...], placed: Mapping[str, str]) -> tuple[Result, ...]:
    if not any(row.outcome_key in placed for row in rows):
        return rows
    found: list[Result] = []
    for key, counted in by_outcome(rows).items():
        if key in placed:
            found.extend(replace(row, outcome=placed[key], chosen=False) for row in counted)
        else:
            found.extend(row for row in rows if row.outcome_key == key)
    return tuple(sorted(found, key=lambda row: row.row))
