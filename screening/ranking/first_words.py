"""The protocol's words as a record that everyone would include: where ranking begins.

Terms are read as they are marked on screen: each finds the words that begin with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from screening.ranking.protocol_words import Words
from screening.ranking.vectors import Vectors, words_of

_FORMS = 12  # of one term: what begins with a short one is often something else


def pseudo_record(vectors: Vectors, words: Words) -> csr_matrix | None:
    """Return the row of a record made of `words`; None where none of them is in any record."""
    counts: Counter[int] = Counter()
    column_of = vectors.column_of
    for word in words_of(words.text):
        if word in column_of:
            counts[column_of[word]] += 1
    for term in words.terms:
        counts.update(_columns(vectors, term))
    if not counts:
        return None
    columns = sorted(counts)
    values = np.array([1 + np.log(counts[one]) for one in columns]) * vectors.weights[columns]
    values /= np.sqrt((values**2).sum())
    where = (np.zeros(len(columns), dtype=int), columns)
    return csr_matrix((values, where), shape=(1, len(vectors.words)))


def _columns(vectors: Vectors, term: str) -> Iterator[int]:
    """Yield the columns of a term: its words and pairs, the last word in all of its forms."""
    words = words_of(term)
    yield from (vectors.column_of[word] for word in words if word in vectors.column_of)
    last = [word for word in words if " " not in word][-1:]
    for begin in last:
        forms = [one for one in _beginning_with(vectors.words, begin) if " " not in one]
        most = sorted(forms, key=lambda word: (vectors.weights[vectors.column_of[word]], word))
        yield from (vectors.column_of[word] for word in most[:_FORMS] if word != begin)


def _beginning_with(words: Sequence[str], begin: str) -> Iterator[str]:
    at = bisect_left(words, begin)
    while at < len(words) and words[at].startswith(begin):
        yield words[at]
        at += 1
