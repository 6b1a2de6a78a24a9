"""Rehearsal: a sample review's own command lines, run one by one and judged at the end.

Each line goes through the program as a user would type it, in a folder that holds a copy of the
sample's files, so that all of it can be read and run again by hand.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from review.commands.bar import Bar
from review.commands.shell import Exit, Shell, open_review, put, say
from review.refusal import Refused

if TYPE_CHECKING:
    from review.flow.counts import Flow

SAMPLE = "family-partner"  # the one that is shown unless another is asked for
WALKTHROUGH = "walkthrough.txt"
EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One command line of the walkthrough, with the comment that stands above it."""

    number: int
    words: tuple[str, ...]
    about: str


def samples() -> list[str]:
    """Return the names of the sample reviews."""
    return sorted(one.name for one in files("corpora").iterdir() if (one / WALKTHROUGH).is_file())


def rehearse(shell: Shell, folder: Path, sample: str = SAMPLE) -> bool:
    """Copy the sample to `folder`, run its walkthrough and print the flow.

    Returns whether the numbers are those that stand beside the sample; raises Refused where the
    folder is not empty or a line fails.
    """
    _copy_sample(folder, sample)
    lines = list(lines_of((folder / WALKTHROUGH).read_text(encoding="utf-8")))
    log = folder / "walkthrough.log"
    with log.open("w", encoding="utf-8") as written, Bar("Walking through the review") as progress:
        for done, line in enumerate(lines, start=1):
            _run(shell, folder, line, written)
            progress(done, len(lines))
    review = open_review(shell, str(folder / "review.db"), "")
    with review.read() as connection:
        from review.duplicates.queries import how_found, listing
        from review.flow.as_text import as_text
        from review.flow.queries import flow

        counted = flow(connection)
        put(as_text(counted, "en", min(120, shutil.get_terminal_size((100, 24)).columns)))
        found, sets = how_found(connection), listing(connection)
    review.store.close()
    put(
        f"Duplicates found by rule {found.by_rule}, by queue {found.by_queue}, "
        f"by hand {found.by_hand}"
    )
    return _judge(folder, sets, counted)


def lines_of(text: str) -> Iterator[Line]:
    """Read a walkthrough: comments say what comes, every other line is a command line."""
    about = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            about = line.lstrip("# ").strip()
        elif line.strip():
            words = shlex.split(line)
            yield Line(number, tuple(words[1:] if words[0] == "review" else words), about)


def _copy_sample(folder: Path, name: str) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty.", "Give a new folder.")
    known = samples()
    if SAMPLE not in known:
        raise Refused("The sample reviews are not installed.", "Install the program whole.")
    if name not in known:
        raise Refused(f"There is no sample “{name}”.", f"Samples: {', '.join(known)}.")
    with as_file(files("corpora") / name) as sample:
        shutil.copytree(sample, folder, dirs_exist_ok=True)


def _run(shell: Shell, folder: Path, line: Line, log: io.TextIOBase) -> None:
    said, data = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(data):
        code = shell.run(line.words, folder)
    log.write(f"$ review {shlex.join(line.words)}\n{said.getvalue()}")
    if code > Exit.ATTENTION:
        raise Refused(
            f"Line {line.number} of {WALKTHROUGH} failed: review {shlex.join(line.words)}\n"
            f"{said.getvalue().strip()}",
        )


def _judge(folder: Path, sets: list[tuple[str, ...]], counted: Flow) -> bool:
    """Compare sets with the truth and the flow with the expected numbers, and say what differs.

    A sample without these files is held against nothing.
    """
    if not (folder / EXPECTED).is_file():
        return True
    truth = _truth(folder)
    seen: dict[str, set[str]] = {}
    for _record, accession, source, set_id, _shown, _rule in sets:
        seen.setdefault(set_id, set()).add(truth[accession, source])
    wrong = {set_id for set_id, holds in seen.items() if len(holds) > 1}
    for set_id in sorted(wrong):
        say(f"A wrong merge: {set_id} holds different reports.")
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    from review.flow.as_json import as_json

    numbers = as_json(counted)
    differ = [
        f"{key}: expected {number}, found {numbers.get(key)}"
        for key, number in expected["flow"].items()
        if numbers.get(key) != number
    ]
    for line in differ:
        say(line)
    return not wrong and not differ


def _truth(folder: Path) -> dict[tuple[str, str], str]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {(row["accession"], row["source"]): row["set"] for row in csv.DictReader(file)}
