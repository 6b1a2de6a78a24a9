"""Texts as vectors: TF-IDF of words and pairs of words, worked out once and kept beside the review.

Words and pairs, sublinear term frequency, none left out but what is in more than 95 % of the
records. What is kept holds texts alone, nothing of any decision.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from screening.ranking.texts import Text, content_of, in_order

_VERSION = "1"
_MOST = 0.95  # of the records a word may be in
_BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, UnicodeDecodeError)


@dataclass(frozen=True, eq=False)
class Vectors:
    """One row a record, in the order of `texts.in_order`; columns are words in their order."""

    content: str
    keys: tuple[str, ...]
    digests: tuple[str, ...]
    matrix: csr_matrix
    words: tuple[str, ...]
    weights: np.ndarray[Any, Any]  # inverse document frequency of each word

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each key."""
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def column_of(self) -> dict[str, int]:
        """The column of each word."""
        return {word: column for column, word in enumerate(self.words)}


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=_MOST)


def vectorised(texts: Sequence[Text]) -> Vectors:
    """Return the vectors of `texts`; where no text holds a word, one empty column."""
    ordered = in_order(texts)
    method = _vectorizer()
    try:
        matrix = csr_matrix(method.fit_transform([text.whole for text in ordered]))
        words, weights = tuple(method.get_feature_names_out()), method.idf_
    except ValueError:  # no words, or none that is not in nearly all of the texts
        matrix, words, weights = csr_matrix((len(ordered), 1)), ("",), np.ones(1)
    return Vectors(
        content_of(ordered),
        tuple(text.key for text in ordered),
        tuple(text.digest for text in ordered),
        matrix,
        words,
        weights,
    )


def words_of(text: str) -> list[str]:
    """Return the words and pairs of words of a text, as the vectors have them."""
    found: list[str] = _vectorizer().build_analyzer()(text)
    return found


def load(path: Path, content: str) -> Vectors | None:
    """Return the vectors kept at `path`, or None where they are of other texts or damaged."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["about"]) != f"{_VERSION} {content}":
                return None
            shape = tuple(int(size) for size in kept["shape"])
            matrix = csr_matrix((kept["data"], kept["indices"], kept["indptr"]), shape=shape)
            matrix.check_format()
            keys, digests, words = (_lines(kept[name]) for name in ("keys", "digests", "words"))
            weights = kept["weights"]
    except _BROKEN:
        return None
    if (len(keys), len(words)) != shape or len(digests) != len(keys) or len(weights) != len(words):
        return None
    return Vectors(content, keys, digests, matrix, words, weights)


def save(path: Path, vectors: Vectors) -> None:
    """Keep `vectors` at `path`, whole or not at all."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    matrix = vectors.matrix
    try:
        with new.open("wb") as file:
            np.savez(
                file,
                about=np.array(f"{_VERSION} {vectors.content}"),
                shape=np.array(matrix.shape),
                data=matrix.data,
                indices=matrix.indices,
                indptr=matrix.indptr,
                keys=_bytes(vectors.keys),
                digests=_bytes(vectors.digests),
                words=_bytes(vectors.words),
                weights=vectors.weights,
            )
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)


def _bytes(lines: Sequence[str]) -> np.ndarray[Any, Any]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(array: np.ndarray[Any, Any]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n"))
