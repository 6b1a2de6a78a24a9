"""From a decision to a new order: the model fitted anew and all records ranked, as CPU time.

Invented records: words drawn as words are in a language, few often and most seldom. Texts are made
into vectors once, which the second figure is about; `python -m tests.benchmarks.ranking` prints.
"""

from __future__ import annotations

import random
import sys
from itertools import accumulate

from screening.ranking import learner
from screening.ranking.texts import Text
from screening.ranking.vectors import Vectors, vectorised
from tests.benchmarks.measuring import Row, best, cost_of, table

_VOCABULARY = 60_000
_LENGTH = 150  # words of a record
SIZES = ((20_000, 1_000, 100), (50_000, 3_000, 250))  # records, decisions, milliseconds


def texts(size: int, seed: int = 1) -> list[Text]:
    """Return invented records; one in twenty speaks of what is looked for."""
    chance = random.Random(seed)
    words = [f"w{number:x}" for number in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
    wanted = [f"topic{number}" for number in range(40)]
    made = []
    for number in range(size):
        drawn = chance.choices(words, cum_weights=weights, k=_LENGTH)
        if number % 20 == 0:
            drawn[::10] = chance.choices(wanted, k=len(drawn[::10]))
        made.append(Text(f"k{number}", " ".join(drawn[:12]), " ".join(drawn[12:])))
    return made


def ranking(size: int, decisions: int, budget: float) -> list[Row]:
    """Return what it takes to make the vectors once, and to fit and rank after a decision."""
    made, kept = texts(size), list[Vectors]()
    once = cost_of(lambda: kept.append(vectorised(made)))
    vectors = kept[0]
    labels = {
        vectors.row_of[f"k{number}"]: number % 20 == 0
        for number in random.Random(2).sample(range(size), decisions)
    }
    ties = learner.by_chance(vectors, 1)

    def again() -> None:
        learner.ranked(learner.learned(vectors, labels, None).scores, ties)

    again()
    name = f"{size:,} records, {decisions:,} decisions"
    return [
        Row(f"vectors, once: {name}", once.cpu, None, "s CPU"),
        Row(f"fit and rank: {name}", 1000 * best(again, 5).cpu, budget, "ms CPU"),
    ]


if __name__ == "__main__":
    chosen = SIZES[: int(sys.argv[1])] if sys.argv[1:] else SIZES
    print(table([row for sizes in chosen for row in ranking(*sizes)]))  # noqa: T201
