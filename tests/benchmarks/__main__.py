"""Print the budgets, all measured in one run; absolute times mean nothing on a shared machine.

Every figure stands beside a reference of the same run: the import of `textual.app`, or the time in
which rispy parses the same file. CPU time beside wall time tells what others took of the machine.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import desk, finding, imports, keys, ranking, writing
from tests.benchmarks.measuring import Row, reference_loop, table


def main(sizes: tuple[int, ...]) -> None:
    """Measure, and print a table a topic."""
    with tempfile.TemporaryDirectory(prefix="review-bench-") as name:
        folder = Path(name)
        rows: list[Row] = [Row("reference loop of the interpreter", reference_loop(), None, "s")]
        rows += desk.helping()
        rows += imports.importing(folder, sizes)
        rows += desk.opening(folder, min(sizes), max(sizes))
        rows += keys.pressing(folder, max(sizes))
        rows += finding.finding(folder, max(sizes))
        rows += writing.deciding(folder, max(sizes))
        rows += [row for sizes in ranking.SIZES for row in ranking.ranking(*sizes)]
        print(table(rows))  # noqa: T201 - this is its output


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (1_000, 10_000, 50_000, 100_000))
