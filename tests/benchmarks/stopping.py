"""How often each stopping rule keeps its word: many replays of sets that are labelled already.

Each run begins with another include and exclude that are known, and fits the model as often as
batches are released. `python -m tests.benchmarks.stopping 200 SET.csv...` prints, for each rule, in
how many of 200 runs of each set it found 95 % of the includes, with the exact 95 % interval of that
share, the lowest recall, and how much work it saved. Runs of one set are no independent reviews.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from scipy.stats import beta

from screening.ranking.labelled import read_labelled
from screening.ranking.releases import LATER
from screening.ranking.simulating import simulated
from screening.ranking.stop_rules import Stopped
from screening.ranking.vectors import vectorised

LABEL = "label_included"
Run = Mapping[str, Stopped]


def runs(file: Path, number: int) -> list[Run]:
    """Return where every rule stops in each of `number` runs of one labelled set."""
    processors = os.cpu_count() or 1
    parts = [range(1 + at, number + 1, processors) for at in range(processors)]
    with ProcessPoolExecutor(processors) as pool:
        return [run for some in pool.map(partial(_some, file), parts) for run in some]


def _some(file: Path, seeds: Sequence[int]) -> list[Run]:
    labelled = read_labelled(file.read_bytes(), file.name, LABEL)
    vectors = vectorised(labelled.texts)
    return [dict(simulated(labelled, vectors, one, 1, batch=LATER).stopped) for one in seeds]


def interval(successes: int, number: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a share (Clopper and Pearson 1934)."""
    left = number - successes
    low = float(beta.ppf(0.025, successes, left + 1)) if successes else 0.0
    return low, float(beta.ppf(0.975, successes + 1, left)) if left else 1.0


def lines(name: str, found: Sequence[Run]) -> list[str]:
    """Return a line for each rule."""
    made = []
    for rule in found[0]:
        each = [run[rule] for run in found]
        reached = sum(one.reached for one in each)
        low, high = interval(reached, len(each))
        recall = sum(one.recall for one in each) / len(each)
        saved = sum(one.saved for one in each) / len(each)
        made.append(
            f"{name[:20]:20} {rule:24}{reached:>6} of {len(each):<5} {reached / len(each):6.1%} "
            f"({low:6.1%} to {high:6.1%}){recall:8.3f}{min(one.recall for one in each):8.3f}"
            f"{saved:8.1%}"
        )
    return made


def main(number: int, files: Sequence[Path]) -> None:
    """Print a table of each set, and of all together."""
    columns = f"{'95 % reached':>12}{'':>35}{'recall':>8}{'lowest':>8}{'saved':>8}"
    print(f"{'set':20} {'rule':22}{columns}")  # noqa: T201 - this is its output
    everything: list[Run] = []
    for file in files:
        found = runs(file, number)
        everything += found
        print("\n".join(lines(file.stem, found)), flush=True)  # noqa: T201
    print("\n".join(lines("all", everything)))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
