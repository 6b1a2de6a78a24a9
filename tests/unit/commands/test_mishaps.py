"""When the program itself fails, a person reads words and finds a file; nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from review.__main__ import run


def test_a_fault_of_the_program_ends_in_words(tmp_path: Path) -> None:
    code = (
        "import sys, review.__main__ as program\n"
        "def broken(arguments):\n    raise ZeroDivisionError('oh')\n"
        "program.run = broken\nprogram.main()"
    )
    home = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the review is as it was" in done.stderr
    (file,) = tmp_path.rglob("review-mishap-*.txt")
    assert "ZeroDivisionError: oh" in file.read_text()


def test_whoever_stops_a_command_is_told_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    assert run(["new", "kept", "--reviewer", "anna", "--reviewer", "bo"], tmp_path) == 0
    monkeypatch.setattr("review.commands.proof.problems_of", stopped)
    assert run(["check"], tmp_path / "kept") == 130
    assert capsys.readouterr().err.endswith("Stopped. What was saved before is kept.\n")
