"""Two reviewers and an adjudicator, each a process in a terminal, from calibration to agreement.

Nothing but keys is sent, and nothing but their screens is read until the end. What each of them saw
is recorded, and the recording is looked at; `make recording` keeps it.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from review.__main__ import projectors
from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.store.engine import open_store
from screening.agreement import report
from screening.conflicts import conflicts
from screening.queue import progress
from tests.desk.recording import frames
from tests.desk.terminal import Terminal
from tests.sample import Sample, record

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "screening" / "NSAIDS.csv"
PILOT = 4


# What each person's recording shows, in this order: the phases of screening.
PHASES = {
    "anna": (
        "Draw a calibration round",
        "1 of {total} decided",
        "Round “pilot”",
        "Close “pilot”",
        "{last} of {total} decided",
        "Agreement at title-abstract",
    ),
    "bo": (
        "1 of {total} decided",
        "{last} of {total} decided",
        "Conflicts  1 of",
        "No conflict is",
    ),
    "cem": ("Conflicts  1 of", "third reviewer", "No conflict is open."),
}


@contextmanager
def sitting(folder: Path, *people: str) -> Iterator[list[Terminal]]:
    """Seat people at desks of their own on the review in `folder`; what they see is recorded."""
    desks = [
        Terminal(folder, "--as", person, record=folder / "recording" / f"{person}.cast")
        for person in people
    ]
    try:
        yield desks
    finally:
        for desk in desks:
            desk.kill()


def draw(anna: Terminal, size: int) -> None:
    """Draw a calibration round in the desk, from the second record; the first of it comes up."""
    anna.press("j")
    anna.shows("To decide  2 of")
    anna.press("O")
    anna.shows("A calibration round is screened", "main")
    anna.press("n")
    anna.shows("Draw a calibration round", "Seed")
    anna.press("pilot")
    anna.shows("Name           pilot ")
    anna.press("\r")
    anna.press("\x7f\x7f")  # what stands in the line goes first
    anna.until(lambda: "Records        50" not in anna.text)
    anna.press(str(size))
    anna.shows(f"Records        {size} ")
    anna.press("\r")
    anna.press("\r")
    anna.shows("pilot (calibration)")
    anna.press("\x1b")
    anna.shows("To decide  1 of")


def screen(desk: Terminal, verdicts: str, done: int, total: int) -> None:
    """Press a verdict a record, each when the one before is on the screen as kept."""
    for number, verdict in enumerate(verdicts, done + 1):
        desk.press(verdict)
        if number < total:
            desk.shows(f"{number} of {total} decided")


def play(folder: Path, anna_says: str, bo_says: str) -> None:
    """Take the records through all, the first PILOT as a calibration round."""
    total = len(anna_says)
    conflicting = sum(one != other for one, other in zip(anna_says, bo_says, strict=True))
    with sitting(folder, "anna", "bo") as (anna, bo):
        anna.shows("Records found")
        anna.press("4")
        anna.shows("To decide  1 of")
        draw(anna, PILOT)
        bo.shows("Records found")
        bo.press("4")
        bo.shows("To decide  1 of")
        screen(anna, anna_says[:PILOT], 0, total)
        bo.shows(f"anna {PILOT}")
        screen(bo, bo_says[:PILOT], 0, total)
        bo.shows(f"{PILOT} of {total} decided")
        anna.press("O")
        anna.shows(f"{PILOT}         {PILOT}")  # all of the round are revealed
        anna.press("\r")
        anna.shows("Round “pilot”", f"{PILOT} of {PILOT} revealed")
        anna.press("\x1b")
        anna.shows("(calibration)")
        anna.press("c")
        anna.shows("Close “pilot”")
        anna.press("1")
        anna.shows("Why?")
        anna.press("we agree well enough\r")
        anna.shows("kept")
        anna.press("\x1b")
        anna.shows("To decide  ")
        screen(anna, anna_says[PILOT:], PILOT, total)
        screen(bo, bo_says[PILOT:], PILOT, total)
        bo.shows("Everything here is decided and revealed.")
        bo.press("5")
        bo.shows(f"Conflicts  1 of {conflicting}")
        bo.press("i")
        bo.shows("How was it settled?")
        bo.press("1")
        bo.shows("Why, in a few words")
        bo.press("we talked\r")
        bo.shows(f"Conflicts  1 of {conflicting - 1}")
        settle_the_rest(folder, conflicting - 1)
        bo.shows("No conflict is open.")
        anna.press("5")
        anna.shows("No conflict is open.")
        anna.press("a")
        anna.shows("Agreement at title-abstract", "Cohen's kappa")
        anna.press("\x1b")
        anna.shows("No conflict is open.")
        assert anna.leave() == 0
        assert bo.leave() == 0


def settle_the_rest(folder: Path, number: int) -> None:
    """Let the adjudicator exclude what is left."""
    with sitting(folder, "cem") as (cem,):
        cem.shows("Records found")
        cem.press("5")
        for left in range(number, 0, -1):
            cem.shows(f"Conflicts  1 of {left}")
            cem.press("x")
            cem.shows("How was it settled?", "third reviewer")
            cem.press("1")
            cem.shows("Why, in a few words")
            cem.press("not about it\r")
        cem.shows("No conflict is open.")
        assert cem.leave() == 0


def check(folder: Path, total: int) -> None:
    """Hold what the review says against what was pressed."""
    review = Review(open_store(str(folder / "review.db")), projectors(), "")
    with review.read() as connection:
        now = progress(connection, "anna", TITLE_ABSTRACT)
        assert (now.mine, now.others, now.revealed) == (total, (("bo", total),), total)
        assert not conflicts(connection)
        assert report(connection, TITLE_ABSTRACT)["n"] == total - PILOT
    review.store.close()


def check_recordings(folder: Path, total: int) -> None:
    """Replay what was recorded: every phase is on it, in order."""
    for person, phases in PHASES.items():
        shown = frames(folder / "recording" / f"{person}.cast")
        for phase in phases:
            text = phase.format(total=total, last=total - 1)
            assert any(text in frame.text for frame in shown), f"{person} never saw: {text}"
    keep_recordings(folder, f"{total}-records")


def keep_recordings(folder: Path, name: str) -> None:
    """Keep what was recorded where that is asked for."""
    if wanted := os.environ.get("RECORDING"):
        copytree(folder / "recording", Path(wanted) / name, dirs_exist_ok=True)


def test_twelve_records_from_calibration_to_agreement_by_keys_alone(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db", 0)
    sample.add("PsycINFO", [record(number) for number in range(12)])
    sample.close()
    play(tmp_path, "ixixixixixxx", "ixixxxixiixx")
    check(tmp_path, 12)
    check_recordings(tmp_path, 12)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the shared exports are not beside the checkout")
def test_a_hundred_real_records_from_calibration_to_agreement(tmp_path: Path) -> None:
    some = tmp_path / "some.csv"
    with SHARED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[:101]
    with some.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    Sample.begin(f"{tmp_path}/review.db", 0).close()
    words = ("--as", "anna", "import", str(some), "--source", "MEDLINE")
    command = [sys.executable, "-P", "-m", "review", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    anna = "".join("i" if n % 5 == 0 else "x" for n in range(100))
    bo = "".join("i" if n % 5 == 0 or n % 17 == 8 else "x" for n in range(100))
    play(tmp_path, anna, bo)
    check(tmp_path, 100)
    check_recordings(tmp_path, 100)
