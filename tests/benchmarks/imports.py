"""Import and duplicate detection of large exports, beside rispy's parsing of the same file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.exports import write_ris
from tests.benchmarks.measuring import Row, reference_loop

_DEDUPE_SECONDS = {10_000: 3.0, 50_000: 15.0, 100_000: 35.0}


def importing(folder: Path, sizes: Sequence[int]) -> list[Row]:
    """Return time and memory of `import` and `dedupe` for each size."""
    rows = []
    for size in sizes:
        export = write_ris(folder / f"export-{size}.ris", size)
        place = folder / f"review-{size}"
        _run("new", str(place), "--reviewer", "anna", "--reviewer", "bo")
        parsed = _rispy(export)
        seconds, memory = _measured("import", str(export), "--source", "X", review=place)
        rows += [
            Row(f"import {size} RIS records, stored / rispy's parsing", seconds / parsed, 4, "x"),
            Row(f"import {size} RIS records", seconds, 30 if size >= 100_000 else None, "s"),
            Row(f"  memory of it at {size}", memory, 1000, "MB"),
        ]
        seconds, memory = _measured("dedupe", review=place)
        rows += [
            Row(
                f"dedupe {size} records / the reference loop", seconds / reference_loop(), None, "x"
            ),
            Row(f"dedupe {size} records", seconds, _DEDUPE_SECONDS.get(size), "s"),
            Row(f"  memory of it at {size}", memory, 1000, "MB"),
        ]
    return rows


def _rispy(export: Path) -> float:
    code = (
        "import rispy, sys, time\n"
        "started = time.perf_counter()\n"
        "rispy.load(open(sys.argv[1], encoding='utf-8'))\n"
        "print(time.perf_counter() - started)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(export)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-P", "-m", "review", *words], check=True, capture_output=True)


def _measured(*words: str, review: Path) -> tuple[float, float]:
    """Return wall seconds and the highest memory, in MB, of one command line."""
    code = (
        "import json, resource, sys\n"
        "from review.__main__ import run\n"
        "run(sys.argv[1:])\n"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    line = [sys.executable, "-c", code, *words, "--review", str(review)]
    started = time.perf_counter()
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    last = re.findall(r"\d+", done.stdout)[-1]
    return seconds, json.loads(last) / 1000
