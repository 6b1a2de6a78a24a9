"""The learner: a linear support vector machine, fitted anew to all decisions each time.

Squared hinge loss, C 0.11, all includes together weighing 9.8 times the excludes: the configuration
that the ELAS u4 model of ASReview has (Apache 2.0; parameters only), which none of 43 others beat
on reviews that it was not chosen on. The result is the same for the same decisions and seed in any
order of files: rows stand in the order of their texts, scores are rounded, and ties are broken by
chance of the seed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from screening.ranking.protocol_words import ENOUGH
from screening.ranking.texts import chance
from screening.ranking.vectors import Vectors

_C = 0.11
_RATIO = 9.8
_DECIMALS = 9
_PARTS = 5
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Learned:
    """A score for each row, higher for what is more like an include, and what gave it.

    `weights` has one number a word, and is None before there is anything to learn from.
    """

    scores: Array
    weights: Array | None


def learned(vectors: Vectors, labels: Mapping[int, bool], first: csr_matrix | None) -> Learned:
    """Fit to `labels`, by row; `first` is what stands for an include until there are enough.

    Without an exclude the score is the likeness to the includes; without anything it is nothing.
    """
    rows = sorted(labels)
    wanted = np.array([labels[row] for row in rows], dtype=bool)
    known = vectors.matrix[rows] if rows else vectors.matrix[:0]
    if first is not None and int(wanted.sum()) < ENOUGH:
        known, wanted = vstack([known, first]).tocsr(), np.append(wanted, True)
    if not wanted.any():
        return Learned(np.zeros(len(vectors.keys)), None)
    if wanted.all():
        mean = np.asarray(known.mean(axis=0)).ravel()
        return Learned(_rounded(vectors.matrix @ mean), mean)
    machine = LinearSVC(C=_C, loss="squared_hinge", dual=True, random_state=0)
    machine.fit(known, wanted, sample_weight=_weights(wanted))
    weights = machine.coef_[0]
    return Learned(_rounded(vectors.matrix @ weights + machine.intercept_[0]), weights)


def scores_apart(vectors: Vectors, labels: Mapping[int, bool], seed: int) -> Array:
    """Return the score of each row of `labels` by a model that has not learned from it.

    Includes and excludes are dealt into as many parts each, copies of one text into the same.
    """
    part: dict[int, int] = {}
    for label in (True, False):
        rows = [row for row, value in labels.items() if value is label]
        texts = sorted({vectors.digests[row] for row in rows}, key=lambda one: chance(seed, one))
        dealt = {text: number % _PARTS for number, text in enumerate(texts)}
        part |= {row: dealt[vectors.digests[row]] for row in rows}
    scores = np.zeros(len(vectors.keys))
    for number in range(_PARTS):
        others = {row: label for row, label in labels.items() if part[row] != number}
        own = [row for row in labels if part[row] == number]
        scores[own] = learned(vectors, others, None).scores[own]
    return scores


def _weights(wanted: Array) -> Array:
    """Return a weight for each decision; they sum to the number of decisions."""
    includes, excludes = int(wanted.sum()), int((~wanted).sum())
    weights: Array = np.where(wanted, 1.0, includes / (_RATIO * excludes))
    weights *= len(wanted) / weights.sum()
    return weights


def _rounded(scores: Array) -> Array:
    return np.round(scores, _DECIMALS)


def by_chance(vectors: Vectors, seed: int) -> Array:
    """Return for each row its place where all are put in the order of chance."""
    drawn = [chance(seed, digest) for digest in vectors.digests]
    rows = sorted(range(len(drawn)), key=lambda row: (drawn[row], vectors.keys[row]))
    places = np.empty(len(rows), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return places


def ranked(scores: Array, ties: Array, without: Collection[int] = ()) -> list[int]:
    """Return the rows by their scores, ties as `ties` has them, those of `without` left out."""
    order: list[int] = np.lexsort((ties, -scores)).tolist()
    return [row for row in order if row not in without] if without else order


def first_of(scores: Array, ties: Array, open_rows: Array) -> int:
    """Return the first of the rows that are true in `open_rows`."""
    rows = np.flatnonzero(open_rows)
    best = rows[scores[rows] == scores[rows].max()]
    return int(best[np.argmin(ties[best])])


def driving_words(vectors: Vectors, learnt: Learned, number: int) -> list[tuple[str, float]]:
    """Return the words that weigh most for inclusion and, below nought, most against it."""
    if learnt.weights is None:
        return []
    weights = learnt.weights
    order = np.argsort(weights, kind="stable")
    most = [*order[::-1][:number], *order[:number][::-1]]
    words = [(vectors.words[column], float(weights[column])) for column in most]
    return [(word, weight) for word, weight in words if weight]
