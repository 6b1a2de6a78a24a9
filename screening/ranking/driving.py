"""The words that drive the model, as everyone may see them: it knows nothing that is not revealed.

For one record it tells which of its own words count: "why this record now". Neither depends on what
a partner decided on a record that is not revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT, Stage
from screening.ranking.learning import cache_of, known
from screening.ranking.process import ask


def driving_words(
    review: Review,
    stage: Stage = TITLE_ABSTRACT,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[tuple[str, float]]:
    """Return the words with the largest weights: most for inclusion first, most against last.

    Raises Refused where the learning process cannot be asked.
    """
    with review.read() as connection:
        now = known(connection, stage)
    answer = ask(now.request(cache_of(review)), now.rows, None, is_cancelled)
    return [(str(word), float(weight)) for word, weight in answer["words"]]


def in_words(words: Sequence[tuple[str, float]], text: str) -> list[str]:
    """Return those words that speak for inclusion and stand in `text`, most first."""
    plain = f" {' '.join(text.casefold().split())} "
    return [word for word, weight in words if weight > 0 and word in plain]
