"""Import and duplicate detection of large exports, beside rispy's parsing of the same file."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.exports import write_ris
from tests.benchmarks.measuring import Cost, Row, command, cost_of, reference_loop

_DEDUPE_SECONDS = {10_000: 3.0, 50_000: 15.0, 100_000: 35.0}


def importing(folder: Path, sizes: Sequence[int]) -> list[Row]:
    """Return time and memory of `import` and `dedupe` for each size."""
    rows = []
    for size in sizes:
        export = write_ris(folder / f"export-{size}.ris", size)
        place = folder / f"review-{size}"
        _run("new", str(place), "--reviewer", "anna", "--reviewer", "bo")
        parsed = _rispy(export)
        started = command(["-P", "-m", "review", "sources", "--review", str(place)])
        cost, memory = _measured("import", str(export), "--source", "X", review=place)
        times = 4 if size >= 10_000 else None  # of fewer, the start is all that is measured
        bare = Cost(cost.wall - started.wall, cost.cpu - started.cpu)
        rows += [
            Row(f"import {size} RIS records, stored / rispy's parsing", cost / parsed, times, "x"),
            Row("  the same without what a command takes to start", bare / parsed, None, "x"),
            Row(f"import {size} RIS records", cost, 30 if size >= 100_000 else None, "s"),
            Row("  a record of it, without that start", bare * (1e6 / size), None, "us"),
            Row(f"  memory of it at {size}", memory, 1000, "MB"),
        ]
        cost, memory = _measured("dedupe", review=place)
        rows += [
            Row(f"dedupe {size} records / the reference loop", cost / reference_loop(), None, "x"),
            Row(f"dedupe {size} records", cost, _DEDUPE_SECONDS.get(size), "s"),
            Row(f"  memory of it at {size}", memory, 1000, "MB"),
        ]
    return rows


def _rispy(export: Path) -> Cost:
    """Return what parsing takes alone, without the interpreter's start."""
    code = (
        "import rispy, sys, time\n"
        "wall, cpu = time.perf_counter(), time.process_time()\n"
        "rispy.load(open(sys.argv[1], encoding='utf-8'))\n"
        "print(time.perf_counter() - wall, time.process_time() - cpu)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(export)], check=True, capture_output=True, text=True
    )
    wall, cpu = map(float, done.stdout.split())
    return Cost(wall, cpu)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-P", "-m", "review", *words], check=True, capture_output=True)


def _measured(*words: str, review: Path) -> tuple[Cost, float]:
    """Return the cost and the highest memory, in MB, of one command line."""
    code = (
        "import atexit, resource\n"
        "from review.__main__ import main\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "atexit.register(lambda: print(used()))\n"
        "main()"
    )
    line = [sys.executable, "-c", code, *words, "--review", str(review)]
    told: list[str] = []

    def work() -> None:
        done = subprocess.run(line, check=True, capture_output=True, text=True)
        told.append(done.stdout)

    cost = cost_of(work)
    return cost, int(re.findall(r"\d+", told[0])[-1]) / 1000
