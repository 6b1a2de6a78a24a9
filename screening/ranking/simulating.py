"""Replaying a labelled set: screened record by record, the model fitted anew after each.

Each run begins with records that are known: as many includes and excludes as asked for, drawn by
the seed; or with none, and the protocol's words or chance. Measures leave the known ones out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from screening.ranking import learner
from screening.ranking.first_words import pseudo_record
from screening.ranking.labelled import Labelled
from screening.ranking.measures import Measures, measured
from screening.ranking.protocol_words import Words
from screening.ranking.stop_rules import Stopped, stops
from screening.ranking.vectors import Vectors

_SHARE, _LATE = 200, 100  # parts of what is known: with as much more a growing batch ends,
_MANY = 10_000  # and a fit to more than so many records takes a second, and comes half as often
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the keys in the order of screening, those known before it, and what it comes to."""

    seed: int
    priors: tuple[str, ...]
    order: tuple[str, ...]
    labels: tuple[bool, ...]
    measures: Measures
    stopped: Mapping[str, Stopped]


def simulated(
    labelled: Labelled,
    vectors: Vectors,
    seed: int,
    priors: int,
    words: Words | None = None,
    progress: Progress | None = None,
    batch: int = 1,
) -> Run:
    """Screen all of `labelled` once, the model fitted anew after every `batch` labels.

    A `batch` of 0 grows with what is known: a two-hundredth of it, of many records a hundredth.
    From the moment when every include is found the order has no part in any measure: what is left
    comes as the last model has it. `progress` is told how many records are screened, and how many
    there are.
    """
    known = drawn(labelled, seed, priors)
    first = pseudo_record(vectors, words) if words else None
    labels = np.array([labelled.labels[key] for key in vectors.keys])
    ties = learner.by_chance(vectors, seed)
    seen = {vectors.row_of[key]: bool(labels[vectors.row_of[key]]) for key in known}
    is_open = np.ones(len(labels), dtype=bool)
    is_open[list(seen)] = False
    order: list[int] = []
    left = int(labels[is_open].sum())
    due = 0
    while left:
        if len(order) >= due:
            learnt = learner.learned(vectors, seen, first)
            due = len(order) + (batch or _grown(len(seen)))
            if progress:
                progress(len(order), len(labels))
        row = learner.first_of(learnt.scores, ties, is_open)
        is_open[row] = False
        seen[row] = bool(labels[row])
        order.append(row)
        left -= seen[row]
    learnt = learner.learned(vectors, seen, first)
    order += [row for row in learner.ranked(learnt.scores, ties) if is_open[row]]
    said = [bool(labels[row]) for row in order]
    return Run(
        seed,
        known,
        tuple(vectors.keys[row] for row in order),
        tuple(said),
        measured(said),
        stops([labelled.labels[key] for key in known] + said, len(known)),
    )


def _grown(known: int) -> int:
    """Return how many records are screened by a model that learned from `known`."""
    return max(1, known // (_SHARE if known < _MANY else _LATE))


def drawn(labelled: Labelled, seed: int, number: int) -> tuple[str, ...]:
    """Return `number` includes and as many excludes, drawn from the rows of the file by the seed.

    These are the ones that `asreview simulate --prior-seed` draws from the same file with the same
    seed, so that figures can be set beside each other run by run. One include at the least is left
    to be found.
    """
    found: list[str] = []
    for label in (True, False):
        keys = [key for key, value in labelled.labels.items() if value is label]
        by_seed = np.random.RandomState(seed)  # the old generator, whose draws ASReview has
        rows = by_seed.choice(len(keys), min(number, len(keys) - 1), replace=False)
        found += [keys[row] for row in rows]
    return tuple(found)
