"""Intervention type x control condition x outcome: which studies measured it, with which direction.

A study with several types or conditions stands in several cells, once in each, so the margins
need not be the sums of the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from extraction.counting import StudyResults
from extraction.outcomes import (
    DIRECTIONS,
    SHARE,
    Basis,
    Direction,
    Result,
    by_outcome,
    checked_share,
    folded_direction,
)
from extraction.same import folded

Margin = Literal["intervention", "control", "outcome"]
NOT_STATED = ""  # stands where a study has no type or condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The studies that measured one outcome under one type and condition, by direction.

    The three words are the ids or texts that the extractors chose, in the first spelling.
    """

    intervention: str
    control: str
    outcome: str
    by_direction: Mapping[Direction, tuple[str, ...]]

    @property
    def measured(self) -> tuple[str, ...]:
        """Return the ids of the studies in the cell."""
        return tuple(study for direction in DIRECTIONS for study in self.by_direction[direction])


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All cells that have a study, with the ids of all included studies."""

    cells: tuple[Cell, ...]
    included: tuple[str, ...]
    without_results: tuple[str, ...]
    basis: Basis
    share: float

    def margin(self, kind: Margin) -> dict[str, tuple[str, ...]]:
        """Return the studies under each type, condition or outcome, each study once."""
        found: dict[str, dict[str, None]] = {}
        for cell in self.cells:
            found.setdefault(getattr(cell, kind), {}).update(dict.fromkeys(cell.measured))
        return {key: tuple(studies) for key, studies in found.items()}


def matrix(told: StudyResults, basis: Basis = "direction", share: float = SHARE) -> Matrix:
    """Return the matrix of the results in `told` (study id -> results).

    Within a cell a study has one direction, that of its results there by the rule of
    `folded_direction`.
    """
    share = checked_share(share)
    placed: dict[_Words, dict[str, Direction]] = {}
    spelled: tuple[dict[str, str], ...] = ({}, {}, {})
    for study, rows in told.items():
        for found in by_outcome(rows).values():
            effects: dict[_Words, list[Direction]] = {}
            for row, words in _in_cells(found):
                key = (folded(words[0]), folded(words[1]), folded(words[2]))
                for known, fold, word in zip(spelled, key, words, strict=True):
                    known.setdefault(fold, word)
                effects.setdefault(key, []).append(row.effect(basis))
            for key, directions in effects.items():
                placed.setdefault(key, {})[study] = folded_direction(directions, share)
    cells = (_cell(key, placed[key], spelled) for key in sorted(placed))
    return Matrix(
        cells=tuple(cells),
        included=tuple(told),
        without_results=tuple(study for study, rows in told.items() if not rows),
        basis=basis,
        share=share,
    )


_Words = tuple[str, str, str]  # intervention type, control condition, outcome


def _in_cells(rows: Sequence[Result]) -> Iterator[tuple[Result, _Words]]:
    for row in rows:
        types = row.intervention_types or (NOT_STATED,)
        controls = row.control_conditions or (NOT_STATED,)
        for intervention, control in product(types, controls):
            yield row, (intervention, control, row.outcome)


def _cell(
    key: _Words, studies: Mapping[str, Direction], spelled: Sequence[Mapping[str, str]]
) -> Cell:
    return Cell(
        intervention=spelled[0][key[0]],
        control=spelled[1][key[1]],
        outcome=spelled[2][key[2]],
        by_direction={d: tuple(s for s in studies if studies[s] == d) for d in DIRECTIONS},
    )
